import { createHash } from 'node:crypto';
import type { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import type { ProcedureRules } from '../../../shared/kernel/procedures.ts';
import { HOUR_MS } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import {
  type Due,
  type Extension,
  type Pause,
  remainingWorkingMinutes,
  unionOf,
  withPauses,
} from '../../../shared/kernel/working-time/pauses.ts';
import { startOfTerm, type Term, termOf } from '../../../shared/kernel/working-time/time-limit.ts';

/** The earliest that a clock is due soon of which no procedure says more: 8 working hours before its due moment, as working milliseconds. */
export const USUAL_LEAD_MS = 8 * HOUR_MS;

/** The earliest that any clock is due soon: a procedure says at most 80 working hours. */
export const LONGEST_LEAD_MS = 80 * HOUR_MS;

/** How long before its due moment a term is due soon: as its procedure says, else 8 working hours, or a third of it where that is less, so that none is as it begins. */
function leadOf(
  calendar: WorkingCalendar,
  { startsAt, duePosition }: Term,
  { dueSoonWorkingHours }: ClockRules,
): number {
  if (dueSoonWorkingHours !== undefined) return dueSoonWorkingHours * HOUR_MS;
  return Math.min(USUAL_LEAD_MS, Math.floor((duePosition - workedBy(calendar, startsAt)) / 3));
}

/** Where a clock was due from a moment on: from its acceptance, then from what moved it. */
export interface Stage {
  readonly from: number;
  /** What began it. */
  readonly cause: 'accepted' | 'pause' | 'extension' | 'handed_over';
  /** Undefined where it has left the calendar. */
  readonly due: Due | undefined;
  /** `ResolveClock.basis` of that time. */
  readonly basis: string;
  /** The extension that began it, by its eventId. */
  readonly extensionId?: string | undefined;
}

/** The clock from receipt to result, as the facts leave it; what it says at a moment is `reading`. */
export interface ResolveClock {
  readonly phase: 'not_started' | 'running' | 'paused' | 'stopped';
  /** The moment that it counts from; undefined before the start. */
  readonly startsAt: number | undefined;
  /** Undefined before the start and where no calendar covers it. */
  readonly due: Due | undefined;
  /** How long before the due moment it is due soon, working milliseconds; its first due decides, whatever pauses come. */
  readonly leadMs: number;
  readonly provisional: boolean;
  /** Since when it stands still, by a pause or for good. */
  readonly standsSince: number | undefined;
  /** What the due moment follows from besides the calendar, in short: receipt, time limit, the pauses that are over, extensions. Undefined as `due` is. */
  readonly basis: string | undefined;
  /** Of a pause whose end was told beforehand: when it ends, and the clock from then on. */
  readonly resumes?: { readonly at: number; readonly clock: ResolveClock };
}

interface Acceptance {
  readonly at: number;
  readonly receivedAt: number;
}

/** What a procedure says of a clock. */
export type ClockRules = Pick<ProcedureRules, 'cutoff' | 'pauseBy' | 'dueSoonWorkingHours'>;

/** What decides the resolve clock. */
export interface ClockInput {
  /** The acceptance that counts, and the moment of complete receipt that goes with it; undefined where none stands. */
  readonly acceptance: Acceptance | undefined;
  /** When the counter that took it in first handed it over to the deciding agency. */
  readonly handedOverAt: number | undefined;
  readonly timeLimit: TimeLimit;
  readonly rules: ClockRules;
  /** The answers to supplements that begin the term anew. */
  readonly restarts: readonly number[];
  readonly endedAt: number | undefined;
  readonly pauses: readonly Pause[];
  readonly extensions: readonly NamedExtension[];
  /** The latest moment of which anything is known: a pause that ends later is not over. */
  readonly knownTo: number;
}

/** An extension, by the eventId under which it was told. */
export interface NamedExtension extends Extension {
  readonly id: string;
}

/**
 * Runs from the receipt once accepted, stands still in the union of the pauses, ends with the dossier.
 * An open pause keeps the last due moment.
 */
export function resolveClock(calendar: WorkingCalendar, input: ClockInput): ResolveClock {
  const { acceptance, endedAt, knownTo } = input;
  if (!acceptance) {
    const phase = endedAt === undefined ? 'not_started' : 'stopped';
    const nothing = { startsAt: undefined, due: undefined, basis: undefined };
    return { ...nothing, phase, leadMs: 0, provisional: false, standsSince: endedAt };
  }
  const whole = unionOf(cutAt(input.pauses, endedAt));
  const pauses = whole.map(({ from, to }) => ({ from, to: to !== undefined && to > knownTo ? undefined : to }));
  const start = startOf(input, acceptance);
  const term = termOf(calendar, start, input.timeLimit, input.rules);
  const paused = term && withPauses(calendar, term, pauses, standingExtensions(input));
  const pausedSince = paused ? paused.pausedSince : pauses.find(({ to }) => to === undefined)?.from;
  const phase = endedAt !== undefined ? 'stopped' : pausedSince !== undefined ? 'paused' : 'running';
  const endOfLast = whole.at(-1)?.to;
  const resumesAt = phase === 'paused' ? endOfLast : undefined;
  return {
    phase,
    startsAt: term?.startsAt ?? startOfTerm(calendar, start, input.rules.cutoff) ?? start,
    due: paused?.due,
    leadMs: term ? leadOf(calendar, term, input.rules) : 0,
    provisional: paused?.provisional ?? true,
    standsSince: pausedSince ?? endedAt,
    basis: term && basisOf(input, acceptance, overBy(pauses, Number.POSITIVE_INFINITY)),
    ...(resumesAt === undefined
      ? {}
      : { resumes: { at: resumesAt, clock: resolveClock(calendar, { ...input, knownTo: resumesAt }) } }),
  };
}

/** The deciding agency's time begins when it has the dossier (118/2025 art. 17(3) as amended by 309/2026), where its procedure says so anew with each answer. */
function startOf({ handedOverAt = 0, restarts }: ClockInput, { receivedAt }: Acceptance): number {
  return Math.max(receivedAt, handedOverAt, ...restarts);
}

/** The extensions that count: those said before the term began anew have lapsed. */
function standingExtensions({ extensions, restarts }: ClockInput): readonly NamedExtension[] {
  return extensions.filter(({ at }) => restarts.every((restart) => at >= restart));
}

/** The clock by what had happened up to a moment (its acceptance aside): later pauses, extensions and ends are not known to it. */
export function clockAsOf(calendar: WorkingCalendar, input: ClockInput, moment: number): ResolveClock {
  return resolveClock(calendar, knownBy(input, moment));
}

function knownBy(input: ClockInput, moment: number): ClockInput {
  const { endedAt, handedOverAt, pauses, extensions, restarts } = input;
  const by = (at: number | undefined) => (at !== undefined && at <= moment ? at : undefined);
  return {
    ...input,
    endedAt: by(endedAt),
    handedOverAt: by(handedOverAt),
    pauses: cutAt(pauses, moment),
    extensions: extensions.filter(({ at }) => at <= moment),
    restarts: restarts.filter((at) => at <= moment),
    knownTo: moment,
  };
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
  const { acceptance, handedOverAt, timeLimit, endedAt, knownTo } = input;
  if (!acceptance) return [];
  const pauses = unionOf(cutAt(input.pauses, endedAt));
  const turns: Omit<Stage, 'due' | 'basis'>[] = [
    { from: acceptance.at, cause: 'accepted' },
    ...pauses.flatMap(({ to }): Omit<Stage, 'due' | 'basis'>[] =>
      to !== undefined && to <= knownTo ? [{ from: to, cause: 'pause' }] : [],
    ),
    ...input.restarts.map((at) => ({ from: at, cause: 'pause' }) as const),
    ...(handedOverAt === undefined ? [] : [{ from: handedOverAt, cause: 'handed_over' } as const]),
    ...input.extensions.map(({ at, id }) => ({ from: at, cause: 'extension', extensionId: id }) as const),
  ];
  // Of what happened in one second the last named begins the stage.
  const byMoment = new Map(turns.filter(({ from }) => from >= acceptance.at).map((turn) => [turn.from, turn]));
  const stages = [...byMoment.values()].sort((a, b) => a.from - b.from);
  return stages.flatMap((stage): Stage[] => {
    const known = knownBy(input, stage.from);
    const term = termOf(calendar, startOf(known, acceptance), timeLimit, input.rules);
    if (!term) return [];
    const over = overBy(pauses, stage.from);
    const { due } = withPauses(calendar, term, over, standingExtensions(known));
    return [{ ...stage, due, basis: basisOf(known, acceptance, over) }];
  });
}

function overBy(pauses: readonly Pause[], moment: number): Pause[] {
  return pauses.filter(({ to }) => to !== undefined && to <= moment);
}

function basisOf(input: ClockInput, acceptance: Acceptance, over: readonly Pause[]): string {
  const { amount, unit } = input.timeLimit;
  const extended = standingExtensions(input).map(({ at, addWorkingDays = null, newDueAt = null }) => [
    'extended',
    at,
    addWorkingDays,
    newDueAt,
  ]);
  const said = [startOf(input, acceptance), amount, unit, ...over.map(({ from, to }) => [from, to]), ...extended];
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
  if (clock.resumes && now >= clock.resumes.at) return reading(calendar, clock.resumes.clock, now);
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
