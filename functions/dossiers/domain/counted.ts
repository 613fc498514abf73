import { endsClock } from '../../../shared/kernel/dossier-status.ts';
import type { EventOf } from '../../../shared/kernel/events.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { type Pause, unionOf } from '../../../shared/kernel/working-time/pauses.ts';
import type { DossierClock } from './clocks.ts';
import type { Dossier } from './dossier.ts';
import { resolveClock } from './resolve-clock.ts';

/** What figures know of a dossier: the row that stands for it in every count. Codes and moments, nothing personal. */
export type Counted = EventOf<'dossier.counted'>['data'];

/** The fields of a dossier that its row follows from. */
type Known = Pick<Dossier, 'calendar' | 'registered' | 'walk' | 'clocks' | 'hearing' | 'rating'>;

/** A dossier's row for the figures, by the calendar that it was folded with. */
export function countedOf(dossier: Known): Counted {
  const { calendar, registered, walk, clocks, rating } = dossier;
  const resolve = clocks.find(({ name }) => name === 'resolve');
  const ending = walk.steps.find(({ allowed, to }) => allowed && endsClock(to));
  return {
    dossierCode: registered.dossierCode,
    agencyCode: registered.agencyCode,
    procedureCode: registered.procedureCode,
    channel: registered.channel,
    unit: resolve?.input.timeLimit.unit ?? registered.timeLimit.unit,
    endedAt: ending?.move.at ?? null,
    endedAs: ending?.to ?? null,
    ...timesOf(calendar, resolve),
    acknowledgement: acknowledgementOf(dossier),
    fee: feeOf(dossier),
    isDigitised: isDigitised(dossier),
    ...(rating ? { rating: { at: rating.ratedAt, stars: rating.stars } } : {}),
  };
}

type Times = Pick<Counted, 'receivedAt' | 'dueAt' | 'pauses' | 'workedMs'>;

/**
 * The moment that the term counts from, never after the end; where it is due as if nobody had extended it; when it stood still; and what was
 * worked on it until its end.
 */
function timesOf(calendar: WorkingCalendar, resolve: DossierClock | undefined): Times {
  const startsAt = resolve?.clock.startsAt;
  if (!resolve || startsAt === undefined) return { receivedAt: null, dueAt: null, pauses: [], workedMs: null };
  const { clock, input } = resolve;
  const { endedAt, extensions } = input;
  const receivedAt = Math.min(startsAt, endedAt ?? Number.POSITIVE_INFINITY);
  const { due } = extensions.length === 0 ? clock : resolveClock(calendar, { ...input, extensions: [] });
  const union = unionOf(input.pauses).filter(({ from }) => endedAt === undefined || from < endedAt);
  return {
    receivedAt,
    dueAt: due?.at ?? null,
    pauses: union.map(({ from, to }) => ({ from, to: to ?? null })),
    workedMs: endedAt === undefined ? null : workedOutside(calendar, union, receivedAt, endedAt),
  };
}

function workedOutside(calendar: WorkingCalendar, pauses: readonly Pause[], from: number, end: number): number {
  const worked = (a: number, b: number): number => Math.max(0, workedBy(calendar, b) - workedBy(calendar, a));
  return pauses.reduce(
    (left, pause) => left - worked(Math.max(pause.from, from), Math.min(pause.to ?? end, end)),
    worked(from, end),
  );
}

/** When an online filing was answered first, and whether in time; null where it was not, or was not filed online. */
function acknowledgementOf({ clocks, walk: { acknowledgedAt: at } }: Known): Counted['acknowledgement'] {
  const due = clocks.find(({ name }) => name === 'acknowledge')?.clock.due;
  return due && at !== undefined ? { at, isOnTime: at <= due.at } : null;
}

/** Whether the dossier has a fee above 0 that was not cancelled, and whether one was settled by money through a provider. */
function feeOf({ hearing: { events } }: Known): Counted['fee'] {
  const outcomes = new Map(
    events.flatMap((event) => (event.type === 'payment.settled' ? [[event.data.paymentId, event.data.outcome]] : [])),
  );
  if ([...outcomes.values()].includes('paid')) return 'paid';
  const stands = events.some(
    (event) => event.type === 'payment.opened' && outcomes.get(event.data.paymentId) !== 'cancelled',
  );
  return stands ? 'unpaid' : 'none';
}

/** Whether every paper that it names is digitised, at least one is named, and there is a result to download. */
function isDigitised({ registered: { components = [] }, hearing: { events } }: Known): boolean {
  return (
    components.length > 0 &&
    components.every(({ digitised }) => digitised) &&
    events.some(({ type }) => type === 'result.issued')
  );
}
