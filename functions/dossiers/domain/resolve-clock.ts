import { createHash } from 'node:crypto';
import type { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import {
  type Pause,
  type PausedTerm,
  remainingWorkingMinutes,
  unionOf,
  withPauses,
} from '../../../shared/kernel/working-time/pauses.ts';
import { type Term, termOf } from '../../../shared/kernel/working-time/time-limit.ts';

/** The earliest that a clock is due soon: 8 working hours before its due moment, as working milliseconds. */
export const LONGEST_LEAD_MS = 8 * 60 * MINUTE_MS;

/** How long before its due moment a term is due soon: 8 working hours, or a third of it where that is less, so that none is as it begins. */
function leadOf(calendar: WorkingCalendar, { startsAt, duePosition }: Term): number {
  return Math.min(LONGEST_LEAD_MS, Math.floor((duePosition - workedBy(calendar, startsAt)) / 3));
}

/** A due moment: its place on the working-time axis, and on the wall. */
export interface Due {
  readonly position: number;
  readonly at: number;
}

/** Where a clock was due from a moment on: from its acceptance, then from the end of each pause. */
export interface Stage {
  readonly from: number;
  /** Undefined where it has left the calendar. */
  readonly due: Due | undefined;
  /** `ResolveClock.basis` of that time. */
  readonly basis: string;
}

/** The clock from receipt to result, as the facts leave it; what it says at a moment is `reading`. */
export interface ResolveClock {
  readonly phase: 'not_started' | 'running' | 'paused' | 'stopped';
  /** Undefined before the start and where no calendar covers it. */
  readonly due: Due | undefined;
  /** How long before the due moment it is due soon, working milliseconds; its first due decides, whatever pauses come. */
  readonly leadMs: number;
  readonly provisional: boolean;
  /** Since when it stands still, by a pause or for good. */
  readonly standsSince: number | undefined;
  /** What the due moment follows from besides the calendar, in short: receipt, time limit and the pauses that are over. Undefined as `due` is. */
  readonly basis: string | undefined;
}

interface Acceptance {
  readonly at: number;
  readonly receivedAt: number;
}

/** What decides the resolve clock. */
export interface ClockInput {
  /** The acceptance that counts, and the moment of complete receipt that goes with it; undefined where none stands. */
  readonly acceptance: Acceptance | undefined;
  readonly timeLimit: TimeLimit;
  readonly endedAt: number | undefined;
  readonly pauses: readonly Pause[];
}

/**
 * Runs from the receipt once accepted, stands still in the union of the pauses, ends with the dossier.
 * An open pause keeps the last due moment.
 */
export function resolveClock(calendar: WorkingCalendar, input: ClockInput): ResolveClock {
  const { acceptance, endedAt } = input;
  if (!acceptance) {
    const phase = endedAt === undefined ? 'not_started' : 'stopped';
    return { phase, due: undefined, leadMs: 0, provisional: false, standsSince: endedAt, basis: undefined };
  }
  const pauses = unionOf(cutAt(input.pauses, endedAt));
  const term = termOf(calendar, acceptance.receivedAt, input.timeLimit);
  const paused = term && withPauses(calendar, term, pauses);
  const pausedSince = paused ? paused.pausedSince : pauses.find(({ to }) => to === undefined)?.from;
  const phase = endedAt !== undefined ? 'stopped' : pausedSince !== undefined ? 'paused' : 'running';
  return {
    phase,
    due: paused && dueOf(paused),
    leadMs: term ? leadOf(calendar, term) : 0,
    provisional: paused?.provisional ?? true,
    standsSince: pausedSince ?? endedAt,
    basis: term && basisOf(acceptance, input.timeLimit, overBy(pauses, Number.POSITIVE_INFINITY)),
  };
}

/** The clock by what had happened up to a moment (its acceptance aside): later pauses and ends are not known to it. */
export function clockAsOf(calendar: WorkingCalendar, input: ClockInput, moment: number): ResolveClock {
  const endedAt = input.endedAt !== undefined && input.endedAt <= moment ? input.endedAt : undefined;
  return resolveClock(calendar, { ...input, endedAt, pauses: cutAt(input.pauses, moment) });
}

/** Pauses up to a moment; one that is open then stays so. */
function cutAt(pauses: readonly Pause[], end: number | undefined): Pause[] {
  if (end === undefined) return [...pauses];
  return pauses
    .filter(({ from }) => from < end)
    .map(({ from, to }) => ({ from, to: to !== undefined && to > end ? undefined : to }));
}

/** Where the clock was due by this calendar, one after another, the last one where it is due now; none where no calendar covers its term. */
export function stagesOf(calendar: WorkingCalendar, input: ClockInput): Stage[] {
  const { acceptance, timeLimit, endedAt } = input;
  const term = acceptance && termOf(calendar, acceptance.receivedAt, timeLimit);
  if (!term) return [];
  const pauses = unionOf(cutAt(input.pauses, endedAt));
  const resumptions = pauses.flatMap(({ to }) => (to !== undefined && to > acceptance.at ? [to] : []));
  return [acceptance.at, ...resumptions].map((from) => {
    const over = overBy(pauses, from);
    return { from, due: dueOf(withPauses(calendar, term, over)), basis: basisOf(acceptance, timeLimit, over) };
  });
}

function overBy(pauses: readonly Pause[], moment: number): Pause[] {
  return pauses.filter(({ to }) => to !== undefined && to <= moment);
}

function dueOf({ duePosition, dueAt }: PausedTerm): Due | undefined {
  return dueAt === undefined ? undefined : { position: duePosition, at: dueAt };
}

function basisOf({ receivedAt }: Acceptance, { amount, unit }: TimeLimit, over: readonly Pause[]): string {
  const said = [receivedAt, amount, unit, ...over.map(({ from, to }) => [from, to])];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

/** What a clock says at a moment. */
export interface ClockReading {
  readonly state: 'not_started' | 'running' | 'paused' | 'due_soon' | 'overdue' | 'stopped';
  /** Undefined while a pause is open and where there is no due moment. */
  readonly dueAt: number | undefined;
  /** Whole working minutes left, negative once overdue; undefined where there is no due moment. */
  readonly remainingWorkingMinutes: number | undefined;
  readonly provisional: boolean;
}

/** Reads a clock at a moment: overdue after the due moment and never at it, due soon in its lead before. */
export function reading(calendar: WorkingCalendar, clock: ResolveClock, now: number): ClockReading {
  const { phase, due, leadMs, provisional, standsSince } = clock;
  if (!due) return { state: phase, dueAt: undefined, remainingWorkingMinutes: undefined, provisional };
  const left = remainingWorkingMinutes(calendar, due.position, standsSince ?? now);
  const dueAt = phase === 'paused' ? undefined : due.at;
  const state = phase === 'running' ? runningState(calendar, due, leadMs, now) : phase;
  return { state, dueAt, remainingWorkingMinutes: left, provisional };
}

/** The state of a clock that runs towards a due moment and is due soon so many working milliseconds before it. */
export function runningState(
  calendar: WorkingCalendar,
  due: Due,
  leadMs: number,
  now: number,
): 'running' | 'due_soon' | 'overdue' {
  if (now > due.at) return 'overdue';
  return due.position - workedBy(calendar, now) <= leadMs ? 'due_soon' : 'running';
}
