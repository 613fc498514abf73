import { endsClock } from '../../../shared/kernel/dossier-status.ts';
import type { EventOf } from '../../../shared/kernel/events.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { type Pause, unionOf, withPauses } from '../../../shared/kernel/working-time/pauses.ts';
import { countedFrom, termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import type { Dossier } from './dossier.ts';
import { resolveClock, startOf } from './resolve-clock.ts';
import type { Step, Walk } from './walk.ts';

/** What figures know of a dossier: the row that stands for it in every count. Codes and moments, nothing personal. */
export type Counted = EventOf<'dossier.counted'>['data'];

/** An online filing is acknowledged within so long (a policy of the installation, whose source is under change by Decree 310/2026). */
const TO_ACKNOWLEDGE = { amount: 8, unit: 'working_hours' } as const;

/** What tells a person who filed online that somebody looked at it. */
const acknowledging: ReadonlySet<string> = new Set([
  'accepted',
  'refused',
  'supplement_requested',
  'withdrawal_requested',
  'acknowledged',
]);

/** The fields of a dossier that its row follows from. */
type Known = Pick<Dossier, 'registered' | 'receipt' | 'walk' | 'clock' | 'clockInput' | 'hearing'>;

/** A dossier's row for the figures, by the calendar that it was folded with. */
export function countedOf(calendar: WorkingCalendar, dossier: Known): Counted {
  const { registered, walk } = dossier;
  const ending = walk.steps.find(({ allowed, to }) => allowed && endsClock(to));
  return {
    dossierCode: registered.dossierCode,
    agencyCode: registered.agencyCode,
    procedureCode: registered.procedureCode,
    channel: registered.channel,
    unit: registered.timeLimit.unit,
    endedAt: ending?.move.at ?? null,
    endedAs: ending?.to ?? null,
    ...timesOf(calendar, dossier),
    acknowledgement: acknowledgementOf(calendar, dossier) ?? null,
    fee: feeOf(dossier),
    isDigitised: isDigitised(dossier),
  };
}

type Times = Pick<Counted, 'receivedAt' | 'dueAt' | 'pauses' | 'workedMs'>;

/**
 * The moment that the term counts from, never after the end; where it is due as if nobody had extended it; when it stood still; and what was
 * worked on it until its end.
 */
function timesOf(calendar: WorkingCalendar, { clock, clockInput }: Known): Times {
  const { acceptance, endedAt, extensions } = clockInput;
  if (!acceptance) return { receivedAt: null, dueAt: null, pauses: [], workedMs: null };
  const start = startOf(clockInput, acceptance);
  const receivedAt = Math.min(countedFrom(calendar, start) ?? start, endedAt ?? Number.POSITIVE_INFINITY);
  const { due } = extensions.length === 0 ? clock : resolveClock(calendar, { ...clockInput, extensions: [] });
  const union = unionOf(clockInput.pauses).filter(({ from }) => endedAt === undefined || from < endedAt);
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

/** When an online filing was answered first, and whether in time; undefined where it was not, or was not filed online. */
function acknowledgementOf(calendar: WorkingCalendar, { registered, receipt, walk }: Known) {
  const answer = walk.steps.find(({ move, allowed }) => allowed && acknowledging.has(move.type));
  if (registered.channel !== 'online' || !answer) return undefined;
  const { at } = answer.move;
  const faults = systemFaults(walk).filter(({ from }) => from < at);
  const term = termOf(calendar, receipt.submittedAt, TO_ACKNOWLEDGE);
  const due = term && withPauses(calendar, term, faults.map(({ from, to }) => ({ from, to: to && Math.min(to, at) }))).due;
  return due && { at, isOnTime: at <= due.at };
}

/** When the system was told not to work: each until its end, or until work went on. */
function systemFaults({ steps }: Walk): Pause[] {
  const resumed = steps.filter(({ move, allowed }) => allowed && move.type === 'resumed').map(({ move }) => move.at);
  const isFault = ({ move, allowed }: Step): boolean =>
    allowed && move.type === 'paused' && move.pausedFor === 'system_fault';
  return steps.filter(isFault).map(({ move }) => {
    const ends = [move.until, resumed.find((at) => at >= move.at)].filter((at) => at !== undefined);
    return { from: move.at, to: ends.length === 0 ? undefined : Math.min(...ends) };
  });
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
