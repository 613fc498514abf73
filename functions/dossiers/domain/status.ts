import type { StatusNumber } from '../../../shared/kernel/dossier-status.ts';
import type { Word } from '../../../shared/kernel/stored.ts';

/** What a back office does to a dossier's status, in official rank: of two in one second the earlier in this list comes first. */
export const moveTypes = [
  'acknowledged',
  'accepted',
  'processing_started',
  'handed_over',
  'step_started',
  'paused',
  'supplement_requested',
  'payment_requested',
  'supplement_received',
  'resumed',
  'extended',
  'step_finished',
  'withdrawal_requested',
  'withdrawal_taken_back',
  'stopped',
  'refused',
  'finished',
  'returned',
] as const;

/** One kind of step in the official flow. */
export type MoveType = (typeof moveTypes)[number];

const statusesAfter: Readonly<Partial<Record<string, StatusNumber>>> = {
  accepted: 2,
  refused: 3,
  processing_started: 4,
  supplement_requested: 5,
  supplement_received: 4,
  payment_requested: 6,
  withdrawal_requested: 7,
  stopped: 8,
  finished: 9,
  returned: 10,
};

/** The status that a step leads to: a received supplement puts the dossier back to work. Undefined for a step that leads to none of its own. */
export const statusAfter = (type: Word<MoveType>): StatusNumber | undefined => statusesAfter[type];

const onward: Readonly<Record<StatusNumber, readonly StatusNumber[]>> = {
  1: [2, 3, 5, 7],
  2: [4, 5, 6, 7, 8, 9],
  3: [],
  4: [5, 6, 7, 8, 9],
  5: [4, 6, 7, 8],
  6: [7, 8],
  7: [8],
  8: [],
  9: [10],
  10: [],
};

/** Where a dossier stands; a requested payment or withdrawal (6, 7) remembers what it interrupted, and so does a supplement asked before the acceptance. */
export interface Standing {
  readonly status: StatusNumber;
  readonly interrupted?: Standing;
}

/** Where every dossier begins. */
export const submitted: Standing = { status: 1 };

/** Where a step leads from a standing; undefined where the official flow does not allow it. Restating the present status is allowed. */
export function standingAfter(standing: Standing, to: StatusNumber): Standing | undefined {
  if (to === standing.status) return standing;
  if (to === standing.interrupted?.status) return standing.interrupted;
  if (standing.status === 5 && standing.interrupted && to === 4) return undefined;
  if (!onward[standing.status].includes(to)) return undefined;
  const interrupts = to === 6 || to === 7 || (to === 5 && standing.status === 1);
  return interrupts ? { status: to, interrupted: standing } : { status: to };
}

/** Where a step leads from a standing; undefined where the flow does not allow it, nowhere else where it leads to no status of its own. */
export function standingAfterStep(standing: Standing, type: Word<MoveType>): Standing | undefined {
  if (type === 'withdrawal_taken_back') return standing.status === 7 ? standing.interrupted : undefined;
  if (type === 'supplement_received' && standing.status === 5 && standing.interrupted) return standing.interrupted;
  const to = statusAfter(type);
  return to === undefined ? standing : standingAfter(standing, to);
}

/**
 * Whether a standing holds the resolve clock: a supplement (5), a payment (6) or a withdrawal (7) is asked for. Where the procedure lets
 * it run while a payment is, what that interrupted decides.
 */
export function holdsClock({ status, interrupted }: Standing, runsWhilePaying: boolean): boolean {
  if (status === 6 && runsWhilePaying) return interrupted !== undefined && holdsClock(interrupted, runsWhilePaying);
  return status === 5 || status === 6 || status === 7;
}

/** The status shown while a blocking fee is open: 6 over 1, 2 and 4, otherwise what it is. */
export function shownStatus(base: StatusNumber, feeIsOpen: boolean): StatusNumber {
  return feeIsOpen && (base === 1 || base === 2 || base === 4) ? 6 : base;
}
