import { type Caller, coversAgency, type Deed, type Part, partIn } from '../../../shared/kernel/callers.ts';
import type { BackOfficeEvent } from './back-office-event.ts';
import type { Dossier } from './dossier.ts';

type EventOf<T extends BackOfficeEvent['type']> = Extract<BackOfficeEvent, { readonly type: T }>;

/**
 * Who may tell which event (docs/openapi.yaml, the description of events): `receive` is the counter's as well, everything else the deciding agency's alone.
 * A kind of event without a row does not compile.
 */
const deedOf: {
  readonly [T in BackOfficeEvent['type']]: Deed | ((dossier: Dossier, event: EventOf<T>) => Deed);
} = {
  acknowledged: 'receive',
  accepted: 'receive',
  handed_over: 'receive',
  step_started: 'decide',
  step_finished: 'decide',
  paused: 'decide',
  resumed: 'decide',
  extended: 'decide',
  refused: 'receive',
  processing_started: 'decide',
  supplement_requested: (dossier, { occurredAt }) => (isAccepted(dossier, occurredAt) ? 'decide' : 'receive'),
  supplement_received: 'receive',
  payment_requested: 'decide',
  withdrawal_requested: 'receive',
  withdrawal_taken_back: 'receive',
  stopped: (dossier, { occurredAt }) => (isStoppedByRequest(dossier, occurredAt) ? 'receive' : 'decide'),
  finished: 'decide',
  returned: 'receive',
  voided: ({ eventKinds, toldByCounter }, { voidsEventId }) =>
    !eventKinds.has(voidsEventId) || toldByCounter.has(voidsEventId) ? 'receive' : 'decide',
  details_corrected: 'receive',
};

/** What telling an event asks of a caller, by what is known of the dossier now. What its counter has told it may tell again. */
export const deedOfTelling = (dossier: Dossier, event: BackOfficeEvent): Deed => {
  if (dossier.toldByCounter.has(event.eventId)) return 'receive';
  const rule = deedOf[event.type] as Deed | ((dossier: Dossier, event: BackOfficeEvent) => Deed);
  return typeof rule === 'function' ? rule(dossier, event) : rule;
};

/** What a caller is to a dossier: the agency of a step may know of it from the beginning of the step on. */
export function partInDossier(caller: Caller, { card, clocks }: Dossier): Part {
  const part = partIn(caller, card);
  return part === 'stranger' && clocks.some(({ step }) => coversAgency(caller, step?.agencyCode)) ? 'knowing' : part;
}

/** Whether an event is the beginning or the end of a step of the caller's own agency, which tells it as well as the deciding one. */
export function isOwnStep(caller: Caller, { registered }: Dossier, event: BackOfficeEvent): boolean {
  if (event.type !== 'step_started' && event.type !== 'step_finished') return false;
  const step = registered.procedure?.steps?.find(({ name }) => name === event.step);
  return coversAgency(caller, step?.agencyCode);
}

function isAccepted({ walk }: Dossier, moment: number): boolean {
  return walk.acceptance !== undefined && walk.acceptance.at <= moment;
}

/** The person asked for the withdrawal, and nothing has been decided. */
function isStoppedByRequest({ walk, hearing }: Dossier, moment: number): boolean {
  const last = walk.steps.findLast(({ move }) => move.at <= moment);
  return last?.to === 7 && !hearing.events.some(({ type }) => type === 'result.issued');
}
