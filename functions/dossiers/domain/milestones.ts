import type { EventOf, EventType } from '../../../shared/kernel/events.ts';
import type { Dossier } from './dossier.ts';

/** A moment of a dossier that others are told of. */
export type DossierMilestone = EventOf<Extract<EventType, `dossier.${string}`>>;

/**
 * The moments of a dossier worth telling. Ids are permanent: once per dossier for its registration, acceptance and erasure, the back
 * office's eventId for a status step (the system's own have names that no eventId can take), its number for a promise, the due
 * moment for an announcement. The acceptance tells the first date that was promised for it.
 */
export function milestonesOf(dossier: Dossier): DossierMilestone[] {
  const { registered, walk, promises, announced, erased } = dossier;
  const about = { dossierCode: registered.dossierCode, agencyCode: registered.agencyCode };
  const id = (moment: string) => `dossier:${registered.dossierCode}:${moment}`;
  const milestones: DossierMilestone[] = [
    {
      id: id('registered'),
      type: 'dossier.registered',
      at: registered.receivedAt ?? registered.submittedAt,
      data: about,
    },
  ];
  const { acceptance } = walk;
  if (acceptance) {
    const ofIt = promises.recorded.find(({ acceptanceId }) => acceptanceId === acceptance.id);
    const promisedAt = (ofIt ?? promises.unrecorded)?.promisedAt ?? null;
    milestones.push({
      id: id('accepted'),
      type: 'dossier.accepted',
      at: acceptance.at,
      data: { ...about, promisedAt },
    });
  }
  for (const { move, allowed, from, to } of walk.steps) {
    if (!allowed || from === to) continue;
    const data = { ...about, status: to };
    const kind = move.origin === 'system' ? 'system_step' : 'step';
    milestones.push({ id: id(`${kind}:${move.id}`), type: 'dossier.status_changed', at: move.at, data });
  }
  for (const [i, { number, at, promisedAt, cause, calendarVersion }] of promises.recorded.entries()) {
    const insteadOf = cause === 'accepted' ? null : (promises.recorded[i - 1]?.promisedAt ?? null);
    const data = { ...about, promisedAt, insteadOf, cause, calendarVersion };
    milestones.push({ id: id(`promised:${number}`), type: 'dossier.promised', at, data });
  }
  for (const { announces, clock: name, dueAt, firedAt } of announced) {
    const data = { ...about, clock: name, dueAt };
    milestones.push({ id: id(`${announces}:${name}:${dueAt}`), type: `dossier.${announces}`, at: firedAt, data });
  }
  if (erased)
    milestones.push({
      id: id('personal_data_erased'),
      type: 'dossier.personal_data_erased',
      at: erased.erasedAt,
      data: about,
    });
  return milestones;
}
