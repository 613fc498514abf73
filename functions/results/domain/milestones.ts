import type { EventOf, EventType } from '../../../shared/kernel/events.ts';
import type { RegistryEntry } from './registry-entry.ts';

/** A moment of a result that others are told of. */
export type ResultMilestone = EventOf<Extract<EventType, `result.${string}`>>;

/** The moments of a result worth telling, with permanent ids: each upload's request and refusal once, the rest once for the result. */
export const milestonesOf = (entry: RegistryEntry): ResultMilestone[] => {
  const { resultId, intended, attempts } = entry;
  const data = { dossierCode: intended.dossierCode, agencyCode: intended.agencyCode, resultId };
  const id = (moment: string) => `result:${resultId}:${moment}`;
  const milestones: ResultMilestone[] = [];
  for (const { uploadVersionId, request, refusal } of attempts) {
    if (request)
      milestones.push({
        id: id(`issue:${request.uploadVersionId}`),
        type: 'result.issue_requested',
        at: request.requestedAt,
        data: { ...data, uploadVersionId: request.uploadVersionId },
      });
    if (refusal)
      milestones.push({
        id: id(`refused:${uploadVersionId ?? 'none'}`),
        type: 'result.refused',
        at: refusal.refusedAt,
        data,
      });
  }
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
  return milestones;
};
