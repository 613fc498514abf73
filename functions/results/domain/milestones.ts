import type { EventOf, EventType } from '../../../shared/kernel/events.ts';
import type { RegistryEntry } from './registry-entry.ts';

/** A moment of a result that others are told of. */
export type ResultMilestone = EventOf<Extract<EventType, `result.${string}`>>;

/** The moments of a result worth telling, with permanent ids: each upload's request, confirmation and refusal once, the rest once for the result. */
export const milestonesOf = (entry: RegistryEntry): ResultMilestone[] => {
  const { resultId, intended, attempts } = entry;
  const data = { dossierCode: intended.dossierCode, agencyCode: intended.agencyCode, resultId };
  const id = (moment: string) => `result:${resultId}:${moment}`;
  const milestones: ResultMilestone[] = [];
  for (const { uploadVersionId, request, refused, confirmed } of attempts) {
    if (request)
      milestones.push({
        id: id(`issue:${request.uploadVersionId}`),
        type: 'result.issue_requested',
        at: request.requestedAt,
        data: { ...data, uploadVersionId: request.uploadVersionId },
      });
    // Whoever signs was told once before, and left it when it had read the upload.
    if (request && confirmed)
      milestones.push({
        id: id(`confirmed:${request.uploadVersionId}`),
        type: 'result.issue_requested',
        at: confirmed.confirmedAt,
        data: { ...data, uploadVersionId: request.uploadVersionId },
      });
    if (refused)
      milestones.push({
        id: id(`refused:${uploadVersionId ?? 'none'}`),
        type: 'result.refused',
        at: refused.refusedAt,
        data,
      });
  }
  // Whoever signs left what waits for a person: it goes on where a signature came, or another signer is asked.
  const woken = (what: string, at: number, uploadVersionId: string): ResultMilestone => ({
    id: id(what),
    type: 'result.issue_requested',
    at,
    data: { ...data, uploadVersionId },
  });
  for (const { role, turn, namedAt, uploadVersionId } of entry.named)
    if (uploadVersionId !== undefined) milestones.push(woken(`signer:${role}:${turn}`, namedAt, uploadVersionId));
  for (const { role, turn, refusedAt: at, uploadVersionId } of entry.declined)
    milestones.push({ id: id(`declined:${role}:${turn}:${uploadVersionId}`), type: 'result.refused', at, data });
  for (const { role, order, madeAt, uploadVersionId, cameLater } of entry.made)
    if (cameLater) milestones.push(woken(`signed:${role}:${order}`, madeAt, uploadVersionId));
  const { withdrawn } = entry;
  if (withdrawn) milestones.push({ id: id('withdrawn'), type: 'result.refused', at: withdrawn.withdrawnAt, data });
  if (!entry.issued) return milestones;
  const { issued, replaced, revoked } = entry;
  milestones.push({
    id: id('issued'),
    type: 'result.issued',
    at: issued.registeredAt,
    data: { ...data, finishes: intended.finishes, sha256: issued.sha256 },
  });
  if (replaced) milestones.push({ id: id('replaced'), type: 'result.replaced', at: replaced.replacedAt, data });
  if (revoked) milestones.push({ id: id('revoked'), type: 'result.revoked', at: revoked.revokedAt, data });
  for (const { deliveryId, channel, deliveredAt } of entry.deliveries)
    milestones.push({
      id: id(`delivered:${deliveryId}`),
      type: 'result.delivered',
      // What a caller's clock says of a handing over never lies before there was something to hand over.
      at: Math.max(deliveredAt, issued.registeredAt),
      data: { ...data, channel },
    });
  return milestones;
};
