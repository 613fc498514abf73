import { endsClock, type StatusNumber } from '../../../shared/kernel/dossier-status.ts';
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
  /** The extensions that count. */
  readonly extensions: readonly Move[];
  /** When a supplement, a payment or a withdrawal was being asked for, and the pauses that were told; one may end ahead. */
  readonly holds: readonly Pause[];
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
  readonly told: readonly Pause[];
}

const isOpenAt = ({ to = Number.POSITIVE_INFINITY }: Pause, moment: number): boolean => to > moment;

/** Where a move leads; undefined where the flow does not allow it, and nowhere else where it has no status of its own or only a later release knows what it is. */
function standingAfterMove({ standing, isAccepted, told }: Way, { type, at }: Move): Standing | undefined {
  const { status } = standing;
  switch (type) {
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
function toldAfter(told: readonly Pause[], { type, at, until }: Move): readonly Pause[] {
  if (type === 'paused') return [...told, { from: at, to: until }];
  return type === 'resumed' ? told.map((pause) => (isOpenAt(pause, at) ? { ...pause, to: at } : pause)) : told;
}

/** So often may a dossier's term be extended (1 where no procedure says otherwise); the first ones count. */
export const MAX_EXTENSIONS = 1;

/** Walks the moves through the official flow. Moments count in whole seconds, whoever told them. */
export function walk(moves: readonly Move[]): Walk {
  const steps: Step[] = [];
  const holds: { from: number; to?: number }[] = [];
  const extensions: Move[] = [];
  let told: readonly Pause[] = [];
  let standing: Standing = submitted;
  let acceptance: Move | undefined;
  let answeredAt: number | undefined;
  let endedAt: number | undefined;
  for (const move of moves.map(atWholeSecond).sort(inOfficialOrder)) {
    const next = standingAfterMove({ standing, isAccepted: acceptance !== undefined, told }, move);
    const isBeyondLimit = next !== undefined && move.type === 'extended' && extensions.length >= MAX_EXTENSIONS;
    const place = { move, from: standing.status, to: (next ?? standing).status };
    steps.push({ ...place, allowed: next !== undefined && !isBeyondLimit, isBeyondLimit });
    if (!next || isBeyondLimit) continue;
    if (holdsClock(next) && !holdsClock(standing)) holds.push({ from: move.at });
    if (!holdsClock(next) && holdsClock(standing)) holds.at(-1)!.to = move.at;
    if (move.type === 'extended') extensions.push(move);
    if (move.type === 'supplement_received' && !acceptance) answeredAt = move.at;
    if (next.status === 2) acceptance ??= move;
    if (endsClock(next.status)) endedAt ??= move.at;
    told = toldAfter(told, move);
    standing = next;
  }
  const way = { acceptance, answeredAt, endedAt, extensions };
  return { steps, status: standing.status, ...way, holds: [...holds, ...told] };
}
