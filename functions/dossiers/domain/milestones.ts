import type { EventOf, EventType } from '../../../shared/kernel/events.ts';
import { announcementKey, clockOf } from './announced.ts';
import { countedOf } from './counted.ts';
import { type Dossier, nameOfPromise, REGISTRATION } from './dossier.ts';
import { allPromises } from './promises.ts';
import type { Step } from './walk.ts';

/** A moment of a dossier that others are told of. */
export type DossierMilestone = EventOf<Extract<EventType, `dossier.${string}`>>;

/** When an event was learnt of; nothing where that is not known. */
const learnt = ({ learntAt }: Dossier, event: string): { readonly learntAt?: number } => {
  const moment = learntAt.get(event);
  return moment === undefined ? {} : { learntAt: moment };
};

/** Whether a blocking fee was open at a step, or was opened before the next one. */
const hasFee = ({ hearing, walk: { steps } }: Dossier, step: Step): boolean => {
  const next = steps.slice(steps.indexOf(step) + 1).find(({ allowed, from, to }) => allowed && from !== to);
  const until = next?.move.at ?? Number.POSITIVE_INFINITY;
  return hearing.blocked.some(({ from, to = Number.POSITIVE_INFINITY }) => from <= until && to >= step.move.at);
};

/** Whether the end of a pause at a step made another promise. */
const movesPromise = ({ promises }: Dossier, { move }: Step): boolean =>
  allPromises(promises).some(({ cause, at }) => cause === 'pause' && at === move.at);

/** The event that tells a person what a step does, with more: once there is one it stays. */
const toldWith = (dossier: Dossier, step: Step): EventType | undefined => {
  if (step.move.origin === 'system') return step.move.type === 'finished' ? 'result.issued' : undefined;
  switch (step.move.type) {
    case 'accepted':
      return 'dossier.accepted';
    case 'payment_requested':
      return hasFee(dossier, step) ? 'payment.opened' : undefined;
    case 'supplement_received':
      return movesPromise(dossier, step) ? 'dossier.promised' : undefined;
    default:
      return undefined;
  }
};

/** The steps that are told though they leave the status as it is. */
const toldWithoutStatus: readonly string[] = ['handed_over', 'paused', 'resumed'];

const isTold = ({ move, allowed, from, to }: Step): boolean =>
  allowed && (from !== to || toldWithoutStatus.includes(move.type));

/** What a status step says besides its status. */
const stepWords = (dossier: Dossier, step: Step) => {
  const { id, type, origin } = step.move;
  const told = toldWith(dossier, step);
  return {
    step: type,
    ...(origin === 'back_office' ? { eventId: id, ...learnt(dossier, id) } : {}),
    ...(told === undefined ? {} : { toldWith: told }),
  };
};

/**
 * The moments of a dossier worth telling. Ids are permanent: once per dossier for its registration, its row in the figures (whose words
 * change with it), its acceptance and erasure, the back
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
      data: { ...about, ...learnt(dossier, REGISTRATION) },
    },
    { id: id('counted'), type: 'dossier.counted', at: dossier.receipt.registeredAt, data: countedOf(dossier) },
  ];
  const { acceptance } = walk;
  if (acceptance) {
    const ofIt = promises.recorded.find(({ acceptanceId }) => acceptanceId === acceptance.id);
    const promisedAt = (ofIt ?? promises.unrecorded)?.promisedAt ?? null;
    milestones.push({
      id: id('accepted'),
      type: 'dossier.accepted',
      at: acceptance.at,
      data: { ...about, promisedAt, eventId: acceptance.id, ...learnt(dossier, acceptance.id) },
    });
  }
  for (const step of walk.steps) {
    if (!isTold(step)) continue;
    const { move, to } = step;
    const data = { ...about, status: to, ...stepWords(dossier, step) };
    const kind = move.origin === 'system' ? 'system_step' : 'step';
    milestones.push({ id: id(`${kind}:${move.id}`), type: 'dossier.status_changed', at: move.at, data });
  }
  for (const [i, promise] of promises.recorded.entries()) {
    const { number, at, promisedAt, cause, calendarVersion, extensionId } = promise;
    const insteadOf = cause === 'accepted' ? null : (promises.recorded[i - 1]?.promisedAt ?? null);
    const moment = learnt(dossier, nameOfPromise(number));
    const eventId = extensionId === undefined ? {} : { eventId: extensionId };
    const data = { ...about, promisedAt, insteadOf, cause, calendarVersion, ...eventId, ...moment };
    milestones.push({ id: id(`promised:${number}`), type: 'dossier.promised', at, data });
  }
  for (const told of announced) {
    const { announces, clock: name, dueAt, firedAt } = told;
    const step = clockOf(dossier.clocks, told)?.step?.name;
    const data = { ...about, clock: name, dueAt, ...(step === undefined ? {} : { step }) };
    milestones.push({ id: id(announcementKey(told)), type: `dossier.${announces}`, at: firedAt, data });
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
