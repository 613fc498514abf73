import type { Deed } from '../../../shared/kernel/callers.ts';
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
  accepted: 'receive',
  handed_over: 'receive',
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

function isAccepted({ walk }: Dossier, moment: number): boolean {
  return walk.acceptance !== undefined && walk.acceptance.at <= moment;
}

/** The person asked for the withdrawal, and nothing has been decided. */
function isStoppedByRequest({ walk, hearing }: Dossier, moment: number): boolean {
  const last = walk.steps.findLast(({ move }) => move.at <= moment);
  return last?.to === 7 && !hearing.events.some(({ type }) => type === 'result.issued');
}
