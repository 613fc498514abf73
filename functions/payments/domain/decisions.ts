import type { Recorded } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { FactOf, PaymentFact } from './facts.ts';
import type { Transaction } from './money.ts';
import { type Refund, stands } from './refunds.ts';
import { type Standing, standingOf } from './second-person.ts';

/** A person's decision about money, and whether it holds: it does at once, or once the second person agreed. */
export interface Decision extends FactOf<'decision'>, Standing {}

/** A transaction with what was decided about it. */
export interface DecidedTransaction extends Transaction {
  /** When it came to stand as it does: its arrival, or the decision that counts it. */
  readonly since: Instant;
  /** Nobody need look at it any more: all that is known of it was decided about. */
  readonly isSettled: boolean;
  /** What is above the fee of it was decided to stay. */
  readonly isKept: boolean;
}

/** The decisions that facts amount to, in their order. */
export const decisionsOf = (facts: readonly Recorded<PaymentFact>[]): readonly Decision[] =>
  factsOf(facts, 'decision')
    .map((recorded): Decision => ({ ...recorded.fact, ...standingOf(recorded, facts) }))
    .sort((a, b) => a.number - b.number);

/** The decisions that hold, in their order. */
export const inForce = (decisions: readonly Decision[]): readonly (Decision & { readonly at: Instant })[] =>
  decisions.filter((decision): decision is Decision & { readonly at: Instant } => decision.state === 'in_force');

const refundIn = (decision: Decision, { key }: Transaction, refunds: readonly Refund[]): Refund | undefined => {
  const opening = decision.refunds.find(({ transaction }) => transaction === key);
  return opening && refunds.find(({ refundId }) => refundId === opening.refundId);
};

/** A refund that did not come about leaves its transaction as it was: it waits for a person again. */
const holdsFor = (decision: Decision, transaction: Transaction, refunds: readonly Refund[]): boolean => {
  const refund = refundIn(decision, transaction, refunds);
  return refund === undefined || stands(refund);
};

/** The sums that the provider's account is believed for, by transaction or refund: the last decision's. */
export const correctionsOf = (decisions: readonly Decision[]): ReadonlyMap<string, AmountVnd> =>
  new Map(
    inForce(decisions).flatMap(({ corrects }) => (corrects ? [[corrects.what, corrects.amountVnd] as const] : [])),
  );

/** A transaction as the decisions in force leave it. Money in another currency never counts towards a fee in dong. */
function decided(
  transaction: Transaction,
  decisions: readonly (Decision & { readonly at: Instant })[],
  refunds: readonly Refund[],
): DecidedTransaction {
  const about = decisions.filter(
    (decision) =>
      decision.settles.some((settled) => settled.transaction === transaction.key) &&
      holdsFor(decision, transaction, refunds),
  );
  const isSettled = about.some((decision) =>
    decision.settles.some(({ transaction: key, words }) => key === transaction.key && words >= transaction.words),
  );
  const keeping = about.find(({ decision }) => decision === 'accept' || decision === 'write_off');
  const isKept = keeping !== undefined;
  const doubts = isSettled ? [] : transaction.doubts;
  const plain = { ...transaction, doubts, since: transaction.recordedAt, isSettled, isKept };
  if (transaction.standing === 'received' || transaction.standing === 'elsewhere') return plain;
  if (keeping && transaction.currency === 'VND')
    return { ...plain, standing: 'received', since: Math.max(keeping.at, transaction.recordedAt) };
  return about.some((decision) => refundIn(decision, transaction, refunds))
    ? { ...plain, standing: 'returned' }
    : plain;
}

/** Transactions as decisions leave them, in the order in which they came to stand as they do. */
export const decidedTransactions = (
  transactions: readonly Transaction[],
  decisions: readonly Decision[],
  refunds: readonly Refund[],
): readonly DecidedTransaction[] => {
  const corrections = correctionsOf(decisions);
  return transactions
    .map((told) => ({ ...told, amountVnd: corrections.get(told.key) ?? told.amountVnd }))
    .map((transaction) => decided(transaction, inForce(decisions), refunds))
    .sort((a, b) => a.since - b.since || (a.key < b.key ? -1 : 1));
};
