import type { Recorded } from '../../../shared/kernel/book.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';
import type { FactOf } from './facts.ts';

/** Why money under a good signature is not what its attempt asked for. */
export type Mismatch = 'amount_mismatch' | 'currency_mismatch' | 'merchant_mismatch' | 'unmatched';

type Asked = Pick<FactOf<'attempt'>, 'provider' | 'merchant' | 'amountVnd' | 'exactAmount' | 'createdAt'>;
type Told = Pick<FactOf<'money_in'>, 'provider' | 'merchant' | 'amountVnd' | 'currency'>;

/** How a callback differs from its stored attempt; undefined where it does not. */
export function mismatchOf(attempt: Asked | undefined, told: Told): Mismatch | undefined {
  if (!attempt) return 'unmatched';
  if (told.provider !== attempt.provider || told.merchant !== attempt.merchant) return 'merchant_mismatch';
  if (told.currency !== 'VND') return 'currency_mismatch';
  if (attempt.exactAmount && told.amountVnd !== attempt.amountVnd) return 'amount_mismatch';
  return undefined;
}

/** One transaction of a provider, however many facts speak of it. */
export interface Transaction {
  /** What its payment calls it. */
  readonly key: string;
  readonly provider: string;
  readonly merchant: string;
  /** The order that it named; empty where a person matched it and it named none. */
  readonly reference: string;
  readonly providerTransactionId: string;
  readonly amountVnd: AmountVnd;
  readonly currency: string;
  readonly recordedAt: Instant;
  /** When it moved by the provider's own clock, where any word says so that is believed: the earliest. */
  readonly occurredAt: Instant | undefined;
  /** How many facts speak of it. */
  readonly words: number;
  /**
   * `received` counts towards the fee; `held` waits for a person; `apart` is money of another account or currency and is not counted;
   * `returned` was held and goes back by a person's decision; `elsewhere` is another's money, whatever is decided here.
   */
  readonly standing: 'received' | 'held' | 'apart' | 'returned' | 'elsewhere';
  /** What any word about it gives a person to look at. */
  readonly doubts: readonly (Mismatch | 'fraud_review' | 'claimed_elsewhere')[];
}

type Money = Recorded<FactOf<'money_in' | 'matched'>>;

interface Word {
  readonly told: Money;
  readonly mismatch: Mismatch | undefined;
}

const transactionKey = ({ told: { fact } }: Word): string =>
  [fact.provider, fact.merchant, fact.reference, fact.providerTransactionId].join('#');

const numberOf = (fact: Pick<FactOf<'elsewhere'>, 'provider' | 'merchant' | 'providerTransactionId'>): string =>
  [fact.provider, fact.merchant, fact.providerTransactionId].join('#');

const numberKey = ({ told: { fact } }: Word): string => numberOf(fact);

const byRecording = (a: Word, b: Word): number =>
  a.told.recordedAt - b.told.recordedAt || (a.told.key < b.told.key ? -1 : 1);

/**
 * The words about one transaction: those of one order and number; and what a person matched is one with what a provider told of the same
 * number, so that it counts once whichever came first. It is called as the first word of it is.
 */
function wordsByTransaction(words: readonly Word[]): ReadonlyMap<string, readonly Word[]> {
  const groups = new Map<string, readonly Word[]>();
  for (const same of Map.groupBy(words, numberKey).values()) {
    const matched = same.filter(({ told }) => told.fact.kind === 'matched');
    const [named, ...others] = [
      ...Map.groupBy(
        same.filter((word) => !matched.includes(word)),
        transactionKey,
      ).values(),
    ]
      .map((order) => [...order].sort(byRecording))
      .sort(([a], [b]) => (a && b ? byRecording(a, b) : 0));
    const joined = matched.length > 0 ? [[...matched, ...(named ?? [])].sort(byRecording)] : named ? [named] : [];
    for (const group of [...joined, ...others]) if (group[0]) groups.set(transactionKey(group[0]), group);
  }
  return groups;
}

const trust = ({ told, mismatch }: Word): number => (told.fact.outcome !== 'paid' ? 2 : mismatch ? 1 : 0);

/**
 * The word that counts: what was asked for and paid, before what differs, before suspicions. Of two equally trusted the larger
 * amount, so that no further word takes money back; else the order of keys, so that the set alone decides.
 */
const decisive = (words: readonly Word[]): Word =>
  words.reduce((best, other) => {
    const order =
      trust(other) - trust(best) ||
      best.told.fact.amountVnd - other.told.fact.amountVnd ||
      (other.told.key < best.told.key ? -1 : 1);
    return order < 0 ? other : best;
  });

const standingOf = ({ told, mismatch }: Word): 'received' | 'held' | 'apart' => {
  if (mismatch === 'currency_mismatch' || mismatch === 'merchant_mismatch') return 'apart';
  return mismatch === undefined && told.fact.outcome === 'paid' ? 'received' : 'held';
};

const doubtsOf = (words: readonly Word[]): Transaction['doubts'] => {
  const doubts = words.flatMap(({ told, mismatch }) => [
    ...(mismatch ? [mismatch] : []),
    ...(told.fact.outcome === 'suspected' ? (['fraud_review'] as const) : []),
  ]);
  const amounts = new Set(words.map(({ told }) => told.fact.amountVnd));
  return [...new Set([...doubts, ...(amounts.size > 1 ? (['amount_mismatch'] as const) : [])])];
};

/** The unique transactions that facts of money amount to, in the order in which they became known; of those that are another's it is said. */
export function transactionsOf(
  money: readonly Money[],
  attempts: ReadonlyMap<string, Asked>,
  elsewhere: readonly FactOf<'elsewhere'>[] = [],
): readonly Transaction[] {
  const anothers = new Set(elsewhere.map(numberOf));
  // What a person matched is what the fee asked for.
  const mismatchIn = ({ fact }: Money): Mismatch | undefined =>
    fact.kind === 'matched' ? undefined : mismatchOf(attempts.get(fact.reference), fact);
  const words = money.map((told) => ({ told, mismatch: mismatchIn(told) }));
  return [...wordsByTransaction(words)]
    .map(([key, about]): Transaction => {
      const word = decisive(about);
      const { provider, merchant, providerTransactionId, amountVnd, currency } = word.told.fact;
      const reference =
        word.told.fact.reference ?? about.find(({ told }) => told.fact.reference)?.told.fact.reference ?? '';
      const named = { key, provider, merchant, reference, providerTransactionId };
      const said = { amountVnd, currency, recordedAt: word.told.recordedAt, words: about.length };
      return {
        ...named,
        ...said,
        occurredAt: occurredAtOf(about, attempts),
        ...(anothers.has(numberKey(word))
          ? { standing: 'elsewhere', doubts: [...doubtsOf(about), 'claimed_elsewhere'] }
          : { standing: standingOf(word), doubts: doubtsOf(about) }),
      };
    })
    .sort(byArrival);
}

/**
 * A provider's clock, as far as it is believed: up to a day after its word became known, since no money is told before it moves, and
 * from a day before its order was made, where there is one. Words may come late: a provider tries for days, and is asked for weeks.
 */
export const believed = (
  occurredAt: Instant | undefined,
  { madeAt = 0, toldAt }: { readonly madeAt?: Instant | undefined; readonly toldAt: Instant },
): Instant | undefined =>
  occurredAt !== undefined && occurredAt >= madeAt - DAY_MS && occurredAt <= toldAt + DAY_MS ? occurredAt : undefined;

const occurredAtOf = (words: readonly Word[], attempts: ReadonlyMap<string, Asked>): Instant | undefined => {
  const moments = words
    .map(({ told: { fact, recordedAt: toldAt } }) => {
      const madeAt = fact.reference === undefined ? undefined : attempts.get(fact.reference)?.createdAt;
      return believed(fact.occurredAt, { madeAt, toldAt });
    })
    .filter((moment) => moment !== undefined);
  return moments.length > 0 ? Math.min(...moments) : undefined;
};

const byArrival = (a: Transaction, b: Transaction): number => a.recordedAt - b.recordedAt || (a.key < b.key ? -1 : 1);

/** The sum of transactions in one standing. */
export const sumOf = (transactions: readonly Transaction[], standing: Transaction['standing']): AmountVnd =>
  transactions.reduce((sum, each) => (each.standing === standing ? sum + each.amountVnd : sum), 0);

/** Received money as it became known: what had come before a transaction, and with it. */
export interface Arrival {
  readonly at: Instant;
  readonly beforeVnd: AmountVnd;
  readonly afterVnd: AmountVnd;
}

/** The received transactions in their order, summed up; each came at its recording, or when `since` says. */
export function arrivalsOf<T extends Transaction>(
  transactions: readonly T[],
  since: (transaction: T) => Instant = ({ recordedAt }) => recordedAt,
): readonly (Arrival & { readonly transaction: T })[] {
  let beforeVnd = 0;
  return transactions
    .filter(({ standing }) => standing === 'received')
    .map((transaction) => {
      const afterVnd = beforeVnd + transaction.amountVnd;
      const arrival = { at: since(transaction), beforeVnd, afterVnd, transaction };
      beforeVnd = afterVnd;
      return arrival;
    });
}
