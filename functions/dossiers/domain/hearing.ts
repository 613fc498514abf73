import { believed } from '../../../shared/kernel/events.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import type { Pause } from '../../../shared/kernel/working-time/pauses.ts';
import type { FactOf } from './facts.ts';
import type { MoveType } from './status.ts';
import type { Move } from './walk.ts';

/** An event of another capability that a dossier keeps. */
export type HeardEvent = FactOf<'heard'>['event'];

/** What a dossier has heard, and what follows from it. */
export interface Hearing {
  /** Heard and believed. */
  readonly events: readonly HeardEvent[];
  /** The system's own steps: a finishing result finishes the dossier, and it is returned once a result is handed over. */
  readonly moves: readonly Move[];
  /** From each blocking fee's opening to the record that settles it. */
  readonly blocked: readonly Pause[];
  readonly feeIsOpen: boolean;
}

const ofType =
  <T extends HeardEvent['type']>(type: T) =>
  (event: HeardEvent): event is Extract<HeardEvent, { type: T }> =>
    event.type === type;

const systemMove = (id: string, type: MoveType, at: number): Move => ({ id, type, at, by: 'system', origin: 'system' });

/** The ways by which a person has the result in hand; what lies in a portal may still be fetched. */
const handsOver: readonly string[] = ['counter', 'post'];

/** What the heard facts amount to: of each milestone its last word, whatever came first. */
export function hearingOf(heard: readonly FactOf<'heard'>[]): Hearing {
  const events = believed(heard).map(({ event }) => event);
  const settled = events.filter(ofType('payment.settled'));
  const blocked = events
    .filter(ofType('payment.opened'))
    .filter(({ data }) => data.blocksProcessing)
    .map((opened) => ({ from: opened.at, to: firstSettlement(settled, opened.data.paymentId) }));
  const finished = events
    .filter(ofType('result.issued'))
    .filter(({ data }) => data.finishes)
    .map(({ at, data }) => systemMove(`result:${data.resultId}`, 'finished', at));
  const returned = events
    .filter(ofType('result.delivered'))
    .filter(({ data }) => handsOver.includes(data.channel))
    .map(({ id, at }) => systemMove(id, 'returned', at));
  return { events, moves: [...finished, ...returned], blocked, feeIsOpen: blocked.some(({ to }) => to === undefined) };
}

function firstSettlement(settled: readonly Extract<HeardEvent, { type: 'payment.settled' }>[], paymentId: PaymentId) {
  const moments = settled.filter(({ data }) => data.paymentId === paymentId).map(({ at }) => at);
  return moments.length === 0 ? undefined : Math.min(...moments);
}
