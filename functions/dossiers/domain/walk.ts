import { endsClock, type StatusNumber } from '../../../shared/kernel/dossier-status.ts';
import type { Word } from '../../../shared/kernel/stored.ts';
import type { Pause } from '../../../shared/kernel/working-time/pauses.ts';
import {
  holdsClock,
  type MoveType,
  moveTypes,
  type Standing,
  standingAfter,
  statusAfter,
  submitted,
} from './status.ts';

/** One step of the flow, told by the back office or taken by the system when a finishing result is issued. */
export interface Move {
  /** Permanent: the back office's eventId, or the result's id for the system's step. */
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
}

/** A step at its place in the order of events. */
export interface Step {
  readonly move: Move;
  /** False where the official flow does not allow the step there: it is kept and shown, and changes nothing. */
  readonly allowed: boolean;
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
  /** When a supplement or a payment was being asked for. */
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

/** Where a move leads from a standing: nowhere else where only a later release knows what it is; undefined where the flow does not allow it. */
function standingAfterMove(standing: Standing, { type }: Move): Standing | undefined {
  const to = statusAfter(type);
  return to === undefined ? standing : standingAfter(standing, to);
}

/** Walks the moves through the official flow. Moments count in whole seconds, whoever told them. */
export function walk(moves: readonly Move[]): Walk {
  const steps: Step[] = [];
  const holds: { from: number; to?: number }[] = [];
  let standing: Standing = submitted;
  let acceptance: Move | undefined;
  let endedAt: number | undefined;
  for (const move of moves.map(atWholeSecond).sort(inOfficialOrder)) {
    const next = standingAfterMove(standing, move);
    steps.push({ move, allowed: next !== undefined, from: standing.status, to: (next ?? standing).status });
    if (!next) continue;
    if (holdsClock(next) && !holdsClock(standing)) holds.push({ from: move.at });
    if (!holdsClock(next) && holdsClock(standing)) holds.at(-1)!.to = move.at;
    if (next.status === 2) acceptance ??= move;
    if (endsClock(next.status)) endedAt ??= move.at;
    standing = next;
  }
  return { steps, status: standing.status, acceptance, endedAt, holds };
}
