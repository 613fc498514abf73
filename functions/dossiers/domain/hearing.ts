import { believed } from '../../../shared/kernel/events.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import type { Pause } from '../../../shared/kernel/working-time/pauses.ts';
import type { FactOf } from './facts.ts';
import type { Move } from './walk.ts';

/** An event of another capability that a dossier keeps. */
export type HeardEvent = FactOf<'heard'>['event'];

/** What a dossier has heard, and what follows from it. */
export interface Hearing {
  /** Heard and believed. */
  readonly events: readonly HeardEvent[];
  /** The system's own steps: a finishing result finishes the dossier. */
  readonly moves: readonly Move[];
  /** From each blocking fee's opening to the record that settles it. */
  readonly blocked: readonly Pause[];
  readonly feeIsOpen: boolean;
}

const ofType =
  <T extends HeardEvent['type']>(type: T) =>
  (event: HeardEvent): event is Extract<HeardEvent, { type: T }> =>
    event.type === type;

/** What the heard facts amount to: of each milestone its last word, whatever came first. */
export function hearingOf(heard: readonly FactOf<'heard'>[]): Hearing {
  const events = believed(heard).map(({ event }) => event);
  const settled = events.filter(ofType('payment.settled'));
  const blocked = events
    .filter(ofType('payment.opened'))
    .filter(({ data }) => data.blocksProcessing)
    .map((opened) => ({ from: opened.at, to: firstSettlement(settled, opened.data.paymentId) }));
  const moves = events
    .filter(ofType('result.issued'))
    .filter(({ data }) => data.finishes)
    .map(
      ({ at, data }): Move => ({ id: `result:${data.resultId}`, type: 'finished', at, by: 'system', origin: 'system' }),
    );
  return { events, moves, blocked, feeIsOpen: blocked.some(({ to }) => to === undefined) };
}

function firstSettlement(settled: readonly Extract<HeardEvent, { type: 'payment.settled' }>[], paymentId: PaymentId) {
  const moments = settled.filter(({ data }) => data.paymentId === paymentId).map(({ at }) => at);
  return moments.length === 0 ? undefined : Math.min(...moments);
}
