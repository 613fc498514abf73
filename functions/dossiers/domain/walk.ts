import { endsClock, type StatusNumber } from '../../../shared/kernel/dossier-status.ts';
import type { ProcedureRules } from '../../../shared/kernel/procedures.ts';
import type { Word } from '../../../shared/kernel/stored.ts';
import type { Pause } from '../../../shared/kernel/working-time/pauses.ts';
import { holdsClock, type MoveType, moveTypes, type Standing, standingAfterStep, submitted } from './status.ts';

/** One step of the flow, told by the back office or taken by the system when a finishing result is issued or one is handed over. */
export interface Move {
  /** Permanent: the back office's eventId, or for the system's step the name of the result or delivery that made it. */
  readonly id: string;
  readonly type: Word<MoveType>;
  readonly at: number;
  /** Who the back office says did it, in words of its own; `system` for the system's step. */
  readonly by: string;
  /** Whose step it is: no word of the back office makes its step one of ours. */
  readonly origin: 'back_office' | 'system';
  readonly note?: string | undefined;
  /** Of an acceptance: the moment of complete receipt, where it says one. */
  readonly receivedAt?: number | undefined;
  /** Of an acceptance: who took the dossier in. */
  readonly recipient?: string | undefined;
  /** Of a hand-over: to which agency. */
  readonly toAgencyCode?: string | undefined;
  /** Of a pause: why, and when it ends, where that was told beforehand. */
  readonly pausedFor?: string | undefined;
  readonly until?: number | undefined;
  /** Of an extension: how far, and why. */
  readonly addWorkingDays?: number | undefined;
  readonly newDueAt?: number | undefined;
  readonly reason?: string | undefined;
  /** Of the beginning and the end of a step of the procedure: its name. */
  readonly step?: string | undefined;
}

/** A step of the procedure from its beginning to its end. */
export interface StepRun {
  /** The eventId that began it. */
  readonly id: string;
  readonly name: string;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
}

/** A step at its place in the order of events. */
export interface Step {
  readonly move: Move;
  /** False where the official flow does not allow the step there: it is kept and shown, and changes nothing. */
  readonly allowed: boolean;
  /** True of an extension that the flow allows there, were it not one too many. */
  readonly isBeyondLimit: boolean;
  readonly from: StatusNumber;
  readonly to: StatusNumber;
}

/** A dossier's way through the official flow. */
export interface Walk {
  readonly steps: readonly Step[];
  readonly status: StatusNumber;
  /** The acceptance that counts; undefined where none stands. */
  readonly acceptance: Move | undefined;
  /** When it first was refused, stopped or finished. */
  readonly endedAt: number | undefined;
  /** When the last supplement that was asked for before the acceptance came. */
  readonly answeredAt: number | undefined;
  /** When the supplements that were asked for after it came, where each begins the term anew. */
  readonly restarts: readonly number[];
  /** The extensions that count for the limit. */
  readonly extensions: readonly Move[];
  /** When a supplement, a payment or a withdrawal was being asked for, and the pauses that were told; one may end ahead. */
  readonly holds: readonly Pause[];
  /** The pauses that were told for a fault of a system. */
  readonly faults: readonly Pause[];
  /** When the person was answered first, by whatever step. */
  readonly acknowledgedAt: number | undefined;
  /** The steps of the procedure, in the order in which they were begun. */
  readonly runs: readonly StepRun[];
}

/** A move at its whole second, the smallest time that the flow knows: callers see and write no smaller one. */
const atWholeSecond = (move: Move): Move => ({ ...move, at: Math.floor(move.at / 1000) * 1000 });

const rankOf = ({ type }: Move): number => (moveTypes as readonly string[]).indexOf(type);

/** Orders by moment, then official rank, then id; so the set of moves alone decides. */
function inOfficialOrder(a: Move, b: Move): number {
  const byRank = rankOf(a) - rankOf(b);
  return a.at - b.at || byRank || (a.id < b.id ? -1 : 1);
}

/** A dossier on its way, as its next step finds it. */
interface Way {
  readonly standing: Standing;
  readonly isAccepted: boolean;
  /** The pauses told so far; what was told beforehand of their end may lie ahead. */
  readonly told: readonly ToldPause[];
  readonly runs: readonly StepRun[];
}

interface ToldPause extends Pause {
  readonly isFault: boolean;
}

/** What answers an online filing. */
const answers: readonly string[] = [
  'acknowledged',
  'accepted',
  'refused',
  'supplement_requested',
  'withdrawal_requested',
];

const isUnderWay = (runs: readonly StepRun[], name: string | undefined): boolean =>
  runs.some((run) => run.name === name && run.finishedAt === undefined);

const isOpenAt = ({ to = Number.POSITIVE_INFINITY }: Pause, moment: number): boolean => to > moment;

/** Where a move leads; undefined where the flow does not allow it, and nowhere else where it has no status of its own or only a later release knows what it is. */
function standingAfterMove({ standing, isAccepted, told, runs }: Way, { type, at, step }: Move): Standing | undefined {
  const { status } = standing;
  switch (type) {
    case 'step_started':
      return endsClock(status) || isUnderWay(runs, step) ? undefined : standing;
    case 'step_finished':
      return !endsClock(status) && isUnderWay(runs, step) ? standing : undefined;
    case 'acknowledged':
    case 'handed_over':
    case 'paused':
      return endsClock(status) ? undefined : standing;
    case 'resumed':
      return !endsClock(status) && told.some((pause) => isOpenAt(pause, at)) ? standing : undefined;
    case 'extended':
      return isAccepted && extendable.includes(status) ? standing : undefined;
    default:
      return standingAfterStep(standing, type);
  }
}

/** The statuses in which a term may be extended. */
const extendable: readonly StatusNumber[] = [2, 4, 5, 6];

/** The pauses after a move: one more, or all that were open over. */
function toldAfter(told: readonly ToldPause[], { type, at, until, pausedFor }: Move): readonly ToldPause[] {
  if (type === 'paused') return [...told, { from: at, to: until, isFault: pausedFor === 'system_fault' }];
  return type === 'resumed' ? told.map((pause) => (isOpenAt(pause, at) ? { ...pause, to: at } : pause)) : told;
}

/** The steps of the procedure after a move. */
function runsAfter(runs: readonly StepRun[], { id, type, at, step = '' }: Move): readonly StepRun[] {
  if (type === 'step_started') return [...runs, { id, name: step, startedAt: at, finishedAt: undefined }];
  if (type !== 'step_finished') return runs;
  return runs.map((run) => (run.name === step && run.finishedAt === undefined ? { ...run, finishedAt: at } : run));
}

/** So often may a dossier's term be extended (1 where no procedure says otherwise); the first ones count. */
export const MAX_EXTENSIONS = 1;

/** What a procedure says of the way through the flow. */
export type WayRules = Pick<ProcedureRules, 'onPayment' | 'onSupplement' | 'maxExtensions'>;

/** Walks the moves through the official flow. Moments count in whole seconds, whoever told them. */
export function walk(moves: readonly Move[], rules: WayRules = {}): Walk {
  const { maxExtensions = MAX_EXTENSIONS } = rules;
  const holds = (standing: Standing): boolean => holdsClock(standing, rules.onPayment === 'run');
  const steps: Step[] = [];
  const held: { from: number; to?: number }[] = [];
  const restarts: number[] = [];
  const extensions: Move[] = [];
  let told: readonly ToldPause[] = [];
  let runs: readonly StepRun[] = [];
  let acknowledgedAt: number | undefined;
  let standing: Standing = submitted;
  let acceptance: Move | undefined;
  let answeredAt: number | undefined;
  let endedAt: number | undefined;
  for (const move of moves.map(atWholeSecond).sort(inOfficialOrder)) {
    const next = standingAfterMove({ standing, isAccepted: acceptance !== undefined, told, runs }, move);
    const isBeyondLimit = next !== undefined && move.type === 'extended' && extensions.length >= maxExtensions;
    const place = { move, from: standing.status, to: (next ?? standing).status };
    steps.push({ ...place, allowed: next !== undefined && !isBeyondLimit, isBeyondLimit });
    if (!next || isBeyondLimit) continue;
    if (holds(next) && !holds(standing)) held.push({ from: move.at });
    if (!holds(next) && holds(standing)) held.at(-1)!.to = move.at;
    const isAnswer = move.type === 'supplement_received' && standing.status === 5;
    if (isAnswer && acceptance && rules.onSupplement === 'restart') restarts.push(move.at);
    if (move.type === 'extended') extensions.push(move);
    if (move.type === 'supplement_received' && !acceptance) answeredAt = move.at;
    if (next.status === 2) acceptance ??= move;
    if (endsClock(next.status)) endedAt ??= move.at;
    if (answers.includes(move.type)) acknowledgedAt ??= move.at;
    runs = runsAfter(runs, move);
    told = toldAfter(told, move);
    standing = next;
  }
  const faults = told.filter(({ isFault }) => isFault);
  const way = { acceptance, answeredAt, restarts, endedAt, extensions, acknowledgedAt, runs, faults };
  return { steps, status: standing.status, ...way, holds: [...held, ...told] };
}
