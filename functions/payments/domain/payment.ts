import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';
import type { Recorded } from '../../../shared/platform/ledger/book.ts';
import type { FactOf, PaymentFact } from './facts.ts';
import { paidAt, sumOf, type Transaction, transactionsOf } from './money.ts';
import { type PaymentState, stateOf } from './state.ts';

/** How long a fee may be paid where the back office named no end: a week. No general rule is known, so each fee may name its own. */
export const DEFAULT_TERM_MS = 7 * DAY_MS;

/** What a person should know of the money. */
export type Flag =
  | 'overpaid'
  | 'duplicate'
  | 'amount_mismatch'
  | 'currency_mismatch'
  | 'merchant_mismatch'
  | 'fraud_review'
  | 'unmatched';

/** One way to pay that a citizen was given. `paid` absorbs: no later word makes it less. */
export interface Attempt extends Omit<FactOf<'attempt'>, 'kind'> {
  readonly state: 'open' | 'failed' | 'paid';
}

/** A fee as the set of its facts leaves it. */
export interface Payment {
  readonly paymentId: string;
  readonly dossierCode: string;
  readonly agencyCode: string;
  readonly receivingAgencyCode: string | undefined;
  readonly items: FactOf<'opened'>['items'];
  readonly blocksProcessing: boolean;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
  readonly state: PaymentState;
  readonly flags: readonly Flag[];
  readonly amountVnd: AmountVnd;
  /** The sum of unique transactions that are what their attempt asked for. */
  readonly receivedVnd: AmountVnd;
  /** Money that waits for a person: a wrong amount, or a suspicion. */
  readonly heldVnd: AmountVnd;
  readonly refundedVnd: AmountVnd;
  readonly attempts: readonly Attempt[];
  readonly transactions: readonly Transaction[];
  readonly paidAt: Instant | undefined;
  /** When and how the fee was taken back or ran out; the earlier where both happened. */
  readonly ended: { readonly as: 'cancelled' | 'expired'; readonly at: Instant } | undefined;
  /** Every fact, in the order in which it was recorded. */
  readonly facts: readonly Recorded<PaymentFact>[];
}

const ofKind = <K extends PaymentFact['kind']>(facts: readonly Recorded<PaymentFact>[], kind: K) =>
  facts.filter((recorded): recorded is Recorded<FactOf<K>> => recorded.fact.kind === kind);

const byRecording = (a: Recorded<unknown>, b: Recorded<unknown>): number =>
  a.recordedAt - b.recordedAt || (a.key < b.key ? -1 : 1);

/** The payment that a set of facts amounts to; order and repetition change nothing. Undefined where it was not opened. */
export function foldPayment(paymentId: string, set: readonly Recorded<PaymentFact>[]): Payment | undefined {
  const facts = [...new Map(set.map((recorded) => [recorded.key, recorded])).values()].sort(byRecording);
  const opened = ofKind(facts, 'opened')[0];
  if (!opened) return undefined;
  const { dossierCode, agencyCode, receivingAgencyCode, items, blocksProcessing } = opened.fact;
  const attempts = ofKind(facts, 'attempt').map(({ fact }) => fact);
  const asked = new Map(attempts.map((attempt) => [attempt.reference, attempt]));
  const transactions = transactionsOf(ofKind(facts, 'money_in'), asked);
  const amountVnd = items.reduce((sum, item) => sum + item.amountVnd, 0);
  const receivedVnd = sumOf(transactions, 'received');
  const refundedVnd = 0;
  const ended = endingOf(facts);
  return {
    paymentId,
    dossierCode,
    agencyCode,
    receivingAgencyCode,
    items,
    blocksProcessing,
    openedAt: opened.recordedAt,
    expiresAt: opened.fact.expiresAt ?? opened.recordedAt + DEFAULT_TERM_MS,
    state: stateOf({
      dueVnd: amountVnd,
      receivedVnd,
      refundedVnd,
      awaitsJudgement: transactions.some(({ standing }) => standing !== 'received'),
      ended: ended?.as,
      attempted: attempts.length > 0,
    }),
    flags: flagsOf(transactions, receivedVnd > amountVnd),
    amountVnd,
    receivedVnd,
    heldVnd: sumOf(transactions, 'held'),
    refundedVnd,
    attempts: attemptsOf(attempts, transactions, ofKind(facts, 'failed')),
    transactions,
    paidAt: paidAt(transactions, amountVnd),
    ended,
    facts,
  };
}

function endingOf(facts: readonly Recorded<PaymentFact>[]): Payment['ended'] {
  const [cancelled] = ofKind(facts, 'cancelled');
  const [closed] = ofKind(facts, 'closed');
  const [first] = [...(cancelled ? [cancelled] : []), ...(closed ? [closed] : [])].sort(byRecording);
  return first && { as: first.fact.kind === 'cancelled' ? 'cancelled' : 'expired', at: first.recordedAt };
}

function flagsOf(transactions: readonly Transaction[], overpaid: boolean): readonly Flag[] {
  const flags: Flag[] = transactions.flatMap(({ doubts }) => doubts);
  if (overpaid) flags.push('overpaid');
  if (overpaid && transactions.filter(({ standing }) => standing === 'received').length > 1) flags.push('duplicate');
  return [...new Set(flags)].sort();
}

function attemptsOf(
  attempts: readonly FactOf<'attempt'>[],
  transactions: readonly Transaction[],
  failures: readonly Recorded<FactOf<'failed'>>[],
): readonly Attempt[] {
  const paid = new Set(
    transactions.filter(({ standing }) => standing === 'received').map(({ reference }) => reference),
  );
  const failed = new Set(failures.map(({ fact }) => fact.reference));
  return attempts.map(({ kind: _, ...attempt }) => ({
    ...attempt,
    state: paid.has(attempt.reference) ? 'paid' : failed.has(attempt.reference) ? 'failed' : 'open',
  }));
}
