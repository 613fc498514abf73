import { MINUTE_MS } from '../time.ts';
import { endingAt, workedBy } from './axis.ts';
import { isProvisional, type WorkingCalendar } from './calendar.ts';
import type { Term } from './time-limit.ts';

/** A half-open interval of instants in epoch milliseconds; without `to` it is still open. */
export interface Pause {
  readonly from: number;
  readonly to?: number | undefined;
}

/** A term as its pauses leave it. */
export interface PausedTerm {
  /** Where it ends on the axis by the pauses that are over; an open one keeps the last value. */
  readonly duePosition: number;
  /** The same as an instant; undefined where that has left the calendar. */
  readonly dueAt: number | undefined;
  readonly provisional: boolean;
  /** Since when an open pause keeps the clock standing; begun after the due moment it moves nothing. */
  readonly pausedSince: number | undefined;
}

/** The same time as disjoint intervals in order: overlapping, touching and repeated ones merge, empty ones vanish. */
export function unionOf(pauses: readonly Pause[]): Pause[] {
  const union: { from: number; to?: number | undefined }[] = [];
  const sorted = pauses.filter(({ from, to }) => to === undefined || to > from).sort((a, b) => a.from - b.from);
  for (const { from, to } of sorted) {
    const last = union.at(-1);
    if (!last || (last.to !== undefined && last.to < from)) union.push({ from, to });
    else if (last.to !== undefined) last.to = to === undefined ? undefined : Math.max(last.to, to);
  }
  return union;
}

/**
 * Due is the first moment at which the working time since the start, without the paused part, reaches the limit;
 * so a pause from p to r before it moves it by W(r) - W(p). Pauses may come in any order, overlap and be split.
 */
export function withPauses(calendar: WorkingCalendar, term: Term, pauses: readonly Pause[]): PausedTerm {
  let duePosition = term.duePosition;
  const union = unionOf(pauses);
  for (const { from, to } of union) {
    const begins = Math.max(from, term.startsAt);
    if (to === undefined || workedBy(calendar, begins) >= duePosition) break;
    if (to > begins) duePosition += workedBy(calendar, to) - workedBy(calendar, begins);
  }
  const last = union.at(-1);
  const pausedSince = last && last.to === undefined ? Math.max(last.from, term.startsAt) : undefined;
  const dueAt = endingAt(calendar, duePosition);
  const provisional = term.provisional || dueAt === undefined || isProvisional(calendar, term.startsAt, dueAt);
  return { duePosition, dueAt, provisional, pausedSince };
}

/** Whole working minutes from an instant to a position on the axis, rounded down; negative once it has passed. */
export function remainingWorkingMinutes(calendar: WorkingCalendar, duePosition: number, at: number): number {
  return Math.floor((duePosition - workedBy(calendar, at)) / MINUTE_MS);
}
