import type { Recorded } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { AgencyCode, DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { type AmountVnd, sumVnd } from '../../../shared/kernel/money.ts';
import { DAY_MS, type Instant, startOfVietNamDate, vietNamDate } from '../../../shared/kernel/time.ts';
import {
  correctionsOf,
  type DecidedTransaction,
  type Decision,
  decidedTransactions,
  decisionsOf,
  inForce,
} from './decisions.ts';
import { type FactOf, type KeptCreation, naturalKey, type PaymentFact } from './facts.ts';
import { type Arrival, arrivalsOf, sumOf, type Transaction, transactionsOf } from './money.ts';
import { type Receipt, receiptsOf } from './receipts.ts';
import { correctedRefund, isGoing, leftOf, type Refund, refundSum, refundsOf, stands } from './refunds.ts';
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
  'claimed_elsewhere',
] as const;

/** What a person should know of the money. */
export type Flag = (typeof flags)[number];

/** One way to pay that a citizen asked for. `paid` absorbs: no later word makes it less. `expiresAt` is the provider's, where it named one. */
export interface Attempt extends Omit<FactOf<'attempt'>, 'kind'> {
  readonly state: 'open' | 'failed' | 'paid';
  /** True once it was told after its term that it brought no money; what was told before may have been followed by money. */
  readonly isKnownUnpaid?: true;
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

/** How and when a fee ended. */
export interface Ending {
  readonly as: 'cancelled' | 'expired';
  readonly at: Instant;
}

/** A fee as the set of its facts leaves it. One of 0 is paid from its opening: it holds nothing up, and cannot be taken back or run out. */
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
  /** The fee less what need not be paid any more. */
  readonly dueVnd: AmountVnd;
  /** The sum of unique transactions that are what their attempt asked for, or that a person accepted. */
  readonly receivedVnd: AmountVnd;
  /** Money that waits for a person: a wrong amount, or a suspicion. */
  readonly heldVnd: AmountVnd;
  /** The sum of received money that was given back. */
  readonly refundedVnd: AmountVnd;
  /** The sum of received money that was given back, or is to be. */
  readonly reservedVnd: AmountVnd;
  /** Received money for which nothing is due and of which nobody decided that it stays: above the fee, or all of it where the fee was taken back or ran out. */
  readonly surplusVnd: AmountVnd;
  readonly attempts: readonly Attempt[];
  /** As decisions leave them, in the order in which they came to stand as they do. */
  readonly transactions: readonly DecidedTransaction[];
  readonly refunds: readonly Refund[];
  readonly decisions: readonly Decision[];
  readonly paidAt: Instant | undefined;
  /** Its receipt and the credit notes on it, in the order in which they were made. */
  readonly receipts: readonly Receipt[];
  /** When whoever owes the fee was reminded of it; undefined while nobody was. */
  readonly remindedAt: Instant | undefined;
  /** When and how the fee was taken back or ran out, the earlier where both happened; undefined, too, where a person made it good again. */
  readonly ended: Ending | undefined;
  /** What was known before anybody decided: of this moments are told, and no decision takes them back. */
  readonly told: {
    readonly transactions: readonly Transaction[];
    /** Received money in the order in which it became known. */
    readonly arrivals: readonly Arrival[];
    readonly ended: Ending | undefined;
  };
  /** Every fact, in the order in which it was recorded. */
  readonly facts: readonly Recorded<PaymentFact>[];
}

const byRecording = (a: Recorded<unknown>, b: Recorded<unknown>): number =>
  a.recordedAt - b.recordedAt || (a.key < b.key ? -1 : 1);

/** Each fact once, as it was recorded first, in the order of recording. */
const onceEach = (set: readonly Recorded<PaymentFact>[]): readonly Recorded<PaymentFact>[] => {
  const lastFirst = [...set].sort(byRecording).reverse();
  return [...new Map(lastFirst.map((recorded) => [naturalKey(recorded.key), recorded])).values()].reverse();
};

/** The payment that a set of facts amounts to; order and repetition change nothing. Undefined where it was not opened. */
export function foldPayment(paymentId: PaymentId, set: readonly Recorded<PaymentFact>[]): Payment | undefined {
  const facts = onceEach(set);
  const opened = factsOf(facts, 'opened')[0];
  if (!opened) return undefined;
  const { dossierCode, agencyCode, receivingAgencyCode, items, blocksProcessing } = opened.fact;
  const attempts = factsOf(facts, 'attempt').map(({ fact }) => fact);
  const asked = new Map(attempts.map((attempt) => [attempt.reference, attempt]));
  const elsewhere = factsOf(facts, 'elsewhere').map(({ fact }) => fact);
  const words = transactionsOf([...factsOf(facts, 'money_in'), ...factsOf(facts, 'matched')], asked, elsewhere);
  const decisions = decisionsOf(facts);
  const corrections = correctionsOf(decisions);
  const refunds = refundsOf(facts).map((refund) => correctedRefund(refund, corrections.get(refund.refundId)));
  const transactions = decidedTransactions(words, decisions, refunds);
  const amountVnd = sumVnd(items.map((item) => item.amountVnd));
  const told = amountVnd === 0 ? undefined : endingOf(facts);
  const money = moneyOf({ amountVnd, openedAt: opened.recordedAt, transactions, refunds, decisions, told });
  return {
    paymentId,
    dossierCode,
    agencyCode,
    receivingAgencyCode,
    items,
    blocksProcessing: blocksProcessing && amountVnd > 0,
    openedAt: opened.recordedAt,
    expiresAt: opened.fact.expiresAt ?? defaultEnd(opened.recordedAt),
    amountVnd,
    ...money,
    state: stateOf({
      ...money,
      awaitsJudgement: transactions.some(({ standing, isSettled }) => standing !== 'received' && !isSettled),
      isKept:
        money.ended !== undefined && transactions.some(({ isKept }) => isKept) && allSettled(transactions, refunds),
      ended: money.ended?.as,
      attempted: attempts.length > 0,
    }),
    flags: flagsOf(transactions, refunds, money),
    attempts: attemptsOf(facts, attempts, words),
    transactions,
    refunds,
    decisions,
    remindedAt: factsOf(facts, 'reminded')[0]?.recordedAt,
    told: { transactions: words, arrivals: arrivalsOf(words), ended: told },
    receipts: receiptsOf(factsOf(facts, 'receipt'), factsOf(facts, 'receipt_sealed')),
    facts,
  };
}

/** What the sums of a payment come from. */
interface Known {
  readonly amountVnd: AmountVnd;
  readonly openedAt: Instant;
  readonly transactions: readonly DecidedTransaction[];
  readonly refunds: readonly Refund[];
  readonly decisions: readonly Decision[];
  readonly told: Ending | undefined;
}

type Money = Pick<
  Payment,
  'dueVnd' | 'receivedVnd' | 'heldVnd' | 'refundedVnd' | 'reservedVnd' | 'surplusVnd' | 'paidAt' | 'ended'
>;

/** Whether nobody need look at what was received: it was decided about, or it all goes back. */
const allSettled = (transactions: readonly DecidedTransaction[], refunds: readonly Refund[]): boolean =>
  transactions.every(
    (transaction) => transaction.standing !== 'received' || transaction.isSettled || leftOf(refunds, transaction) <= 0,
  );

/** The sums of a payment, and when it was paid. Refunds of money that was never received lower nothing. */
function moneyOf(known: Known): Money {
  const { amountVnd, transactions, decisions } = known;
  const holding = inForce(decisions);
  const waivers = holding.filter(({ waivedVnd }) => waivedVnd > 0);
  const dueVnd = waivers.reduce((rest, { waivedVnd }) => Math.max(0, rest - waivedVnd), amountVnd);
  const ended = endedBy(known.told, holding);
  const arrivals = arrivalsOf(transactions, ({ since }) => since);
  const receivedVnd = arrivals.at(-1)?.afterVnd ?? 0;
  const received = new Set(arrivals.map(({ transaction }) => transaction.key));
  const refunds = known.refunds.filter((refund) => stands(refund) && received.has(refund.transaction));
  const refundedVnd = refundSum(refunds.filter(({ state }) => state === 'done'));
  const owedVnd = ended ? 0 : dueVnd;
  const unkept = arrivals.map(({ beforeVnd, afterVnd, transaction }) =>
    transaction.isKept ? 0 : Math.max(0, afterVnd - Math.max(beforeVnd, owedVnd)),
  );
  const covered = (sum: AmountVnd) =>
    amountVnd === 0 ? known.openedAt : arrivals.find(({ afterVnd }) => afterVnd >= sum)?.at;
  const revivedAt = holding.find(({ revives }) => revives)?.at;
  const coveredAt = covered(amountVnd) ?? latest(covered(dueVnd), waivers.at(-1)?.at);
  return {
    dueVnd,
    receivedVnd,
    heldVnd: sumOf(transactions, 'held'),
    refundedVnd,
    reservedVnd: refundSum(refunds),
    surplusVnd: Math.max(0, Math.min(receivedVnd - refundedVnd - owedVnd, sumVnd(unkept))),
    paidAt: known.told ? latest(coveredAt, revivedAt ?? coveredAt) : coveredAt,
    ended,
  };
}

/** The later of two moments; undefined where the first is. */
const latest = (moment: Instant | undefined, other: Instant | undefined): Instant | undefined =>
  moment === undefined ? undefined : Math.max(moment, other ?? moment);

/** How a fee ended: the last decision that ends it or makes it good again says, else its cancelling or closing. */
function endedBy(told: Ending | undefined, holding: ReturnType<typeof inForce>): Ending | undefined {
  const last = holding.findLast(({ revives, ends }) => revives || ends);
  if (!last) return told;
  if (last.revives) return undefined;
  return { as: 'cancelled', at: Math.min(last.at, told?.at ?? last.at) };
}

function endingOf(facts: readonly Recorded<PaymentFact>[]): Ending | undefined {
  const [cancelled] = factsOf(facts, 'cancelled');
  const [closed] = factsOf(facts, 'closed');
  const [first] = [...(cancelled ? [cancelled] : []), ...(closed ? [closed] : [])].sort(byRecording);
  return first && { as: first.fact.kind === 'cancelled' ? 'cancelled' : 'expired', at: first.recordedAt };
}

/** What a person should know of money that nobody has decided about: doubts, and what is above the fee and is not to be given back. */
function flagsOf(
  transactions: readonly DecidedTransaction[],
  refunds: readonly Refund[],
  { dueVnd, receivedVnd }: Pick<Payment, 'dueVnd' | 'receivedVnd'>,
): readonly Flag[] {
  const found: Flag[] = transactions.flatMap(({ doubts }) => doubts);
  const arrivals = arrivalsOf(transactions);
  const received = new Set(arrivals.map(({ transaction }) => transaction.key));
  const going = refunds.filter((refund) => isGoing(refund) && received.has(refund.transaction));
  const open = arrivals.filter(({ transaction }) => !transaction.isSettled && leftOf(going, transaction) > 0);
  if (receivedVnd - refundSum(going) > dueVnd) {
    if (open.some(({ afterVnd }) => afterVnd > dueVnd)) found.push('overpaid');
    if (open.some(({ beforeVnd }) => beforeVnd >= dueVnd)) found.push('duplicate');
  }
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
  const failures = Map.groupBy(factsOf(facts, 'failed'), ({ fact }) => fact.reference);
  const creations = new Map(factsOf(facts, 'ordered').map(({ fact }) => [fact.attemptId, fact.creation]));
  return attempts.map(({ kind: _, ...asked }) => {
    const attempt = untoldAttempt(asked, creations.get(asked.attemptId));
    const said = failures.get(attempt.reference) ?? [];
    // Releases that did not say so asked nobody before the term.
    const isOver = said.some(({ fact, recordedAt }) => fact.afterTerm ?? recordedAt >= attempt.expiresAt);
    const known = isOver ? { ...attempt, isKnownUnpaid: true as const } : attempt;
    if (paid.has(attempt.reference)) return { ...known, state: 'paid' };
    return said.length === 0 ? attempt : { ...known, state: 'failed' };
  });
}
