import type { Recorded } from '../../../shared/kernel/book.ts';
import type { AgencyCode, DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { DAY_MS, type Instant, startOfVietNamDate, vietNamDate } from '../../../shared/kernel/time.ts';
import type { FactOf, KeptCreation, PaymentFact } from './facts.ts';
import { type Arrival, arrivalsOf, sumOf, type Transaction, transactionsOf } from './money.ts';
import { type Receipt, receiptsOf } from './receipts.ts';
import { type PaymentState, stateOf } from './state.ts';

/** How long a fee may be paid where the back office named no end: a week. No general rule is known, so each fee may name its own. */
const DEFAULT_TERM_MS = 7 * DAY_MS;

/** The last moment to pay a fee without an end of its own: 23:59:59 in Viet Nam of the day a week after its opening, since people count in days. */
export const defaultEnd = (openedAt: Instant): Instant =>
  startOfVietNamDate(vietNamDate(openedAt + DEFAULT_TERM_MS)) + DAY_MS - 1000;

/** What a person should know of the money: more than the fee came (`overpaid`), a transaction came when the fee was covered (`duplicate`), or a doubt. */
export const flags = [
  'overpaid',
  'duplicate',
  'amount_mismatch',
  'currency_mismatch',
  'merchant_mismatch',
  'fraud_review',
  'unmatched',
] as const;

/** What a person should know of the money. */
export type Flag = (typeof flags)[number];

/** One way to pay that a citizen asked for. `paid` absorbs: no later word makes it less. `expiresAt` is the provider's, where it named one. */
export interface Attempt extends Omit<FactOf<'attempt'>, 'kind'> {
  readonly state: 'open' | 'failed' | 'paid';
  /** What came of creating its order; undefined while nobody has recorded that. */
  readonly creation: KeptCreation | undefined;
}

/** An attempt of which nobody has told yet whether it was paid, with what came of creating its order. */
export const untoldAttempt = (
  attempt: Omit<FactOf<'attempt'>, 'kind'>,
  creation: KeptCreation | undefined,
): Attempt => ({
  ...attempt,
  ...(creation?.kind === 'created' && creation.expiresAt !== undefined ? { expiresAt: creation.expiresAt } : {}),
  state: creation?.kind === 'refused' ? 'failed' : 'open',
  creation,
});

/** A fee as the set of its facts leaves it. */
export interface Payment {
  readonly paymentId: PaymentId;
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly receivingAgencyCode: AgencyCode | undefined;
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
  /** Received money for which nothing is due: what is above the fee, or all of it where the fee was taken back or ran out. */
  readonly surplusVnd: AmountVnd;
  readonly attempts: readonly Attempt[];
  readonly transactions: readonly Transaction[];
  /** Received money in the order in which it became known. */
  readonly arrivals: readonly Arrival[];
  readonly paidAt: Instant | undefined;
  /** Its receipt and the credit notes on it, in the order in which they were made. */
  readonly receipts: readonly Receipt[];
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
export function foldPayment(paymentId: PaymentId, set: readonly Recorded<PaymentFact>[]): Payment | undefined {
  const facts = [...new Map(set.map((recorded) => [recorded.key, recorded])).values()].sort(byRecording);
  const opened = ofKind(facts, 'opened')[0];
  if (!opened) return undefined;
  const { dossierCode, agencyCode, receivingAgencyCode, items, blocksProcessing } = opened.fact;
  const attempts = ofKind(facts, 'attempt').map(({ fact }) => fact);
  const asked = new Map(attempts.map((attempt) => [attempt.reference, attempt]));
  const transactions = transactionsOf(ofKind(facts, 'money_in'), asked);
  const amountVnd = items.reduce((sum, item) => sum + item.amountVnd, 0);
  const arrivals = arrivalsOf(transactions);
  const receivedVnd = arrivals.at(-1)?.afterVnd ?? 0;
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
    expiresAt: opened.fact.expiresAt ?? defaultEnd(opened.recordedAt),
    state: stateOf({
      dueVnd: amountVnd,
      receivedVnd,
      refundedVnd,
      awaitsJudgement: transactions.some(({ standing }) => standing !== 'received'),
      ended: ended?.as,
      attempted: attempts.length > 0,
    }),
    flags: flagsOf(transactions, arrivals, amountVnd),
    amountVnd,
    receivedVnd,
    heldVnd: sumOf(transactions, 'held'),
    refundedVnd,
    surplusVnd: Math.max(0, receivedVnd - refundedVnd - owedVnd({ amountVnd, ended })),
    attempts: attemptsOf(facts, attempts, transactions),
    transactions,
    arrivals,
    paidAt: arrivals.find(({ afterVnd }) => afterVnd >= amountVnd)?.at,
    receipts: receiptsOf(ofKind(facts, 'receipt'), ofKind(facts, 'receipt_sealed')),
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

/** What a fee takes: its amount, or nothing once it was taken back or ran out. */
export const owedVnd = ({ amountVnd, ended }: Pick<Payment, 'amountVnd' | 'ended'>): AmountVnd =>
  ended ? 0 : amountVnd;

function flagsOf(
  transactions: readonly Transaction[],
  arrivals: readonly Arrival[],
  amountVnd: AmountVnd,
): readonly Flag[] {
  const found: Flag[] = transactions.flatMap(({ doubts }) => doubts);
  if (arrivals.some(({ afterVnd }) => afterVnd > amountVnd)) found.push('overpaid');
  if (arrivals.some(({ beforeVnd }) => beforeVnd >= amountVnd)) found.push('duplicate');
  return [...new Set(found)].sort();
}

function attemptsOf(
  facts: readonly Recorded<PaymentFact>[],
  attempts: readonly FactOf<'attempt'>[],
  transactions: readonly Transaction[],
): readonly Attempt[] {
  const paid = new Set(
    transactions.filter(({ standing }) => standing === 'received').map(({ reference }) => reference),
  );
  const failed = new Set(ofKind(facts, 'failed').map(({ fact }) => fact.reference));
  const creations = new Map(ofKind(facts, 'ordered').map(({ fact }) => [fact.attemptId, fact.creation]));
  return attempts.map(({ kind: _, ...asked }) => {
    const attempt = untoldAttempt(asked, creations.get(asked.attemptId));
    if (paid.has(attempt.reference)) return { ...attempt, state: 'paid' };
    return failed.has(attempt.reference) ? { ...attempt, state: 'failed' } : attempt;
  });
}
