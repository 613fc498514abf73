import type { Outcome, RefusalReason } from '../../../functions/results/pades/refusal.ts';

/** The value of an outcome that must be one. */
export function valueOfOutcome<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${outcome.refusal.reason} (${outcome.refusal.detail})`);
}

/** The reason of an outcome that must be a refusal; every refusal carries a Vietnamese hint. */
export function reasonOf(outcome: Outcome<unknown>): RefusalReason {
  if (outcome.ok) throw new Error('not refused');
  if (!/\p{L}/u.test(outcome.refusal.hint)) throw new Error('no hint');
  return outcome.refusal.reason;
}
