import type { AlarmEvent } from '../../../shared/kernel/alarms.ts';
import type { Outcome, RecordedBy } from '../../../shared/kernel/book.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { withinAFact } from '../domain/evidence.ts';
import type { FactOf } from '../domain/facts.ts';
import { mismatchOf } from '../domain/money.ts';
import { MAX_CONTENT } from '../domain/transfer-facts.ts';
import type { Callback, Merchant, PaymentLedger, UnmatchedMoney, Verdict } from '../ports.ts';

/** What became of a notice, with what a log may know of it. */
export interface Settlement {
  readonly verdict: Verdict;
  readonly paymentId?: PaymentId;
  /** The key under which money for no order of ours lies. */
  readonly unmatched?: string;
  /** The order that the notice is about, where it names one. */
  readonly reference?: string | undefined;
  /** True where all of it was known before. */
  readonly isRepeat?: true;
  /** What a person should look at: money that is not what was asked, or two stories under one key. */
  readonly alarm: AlarmEvent | undefined;
}

type Told = Omit<FactOf<'failed'>, 'reference'> | Omit<FactOf<'money_in'>, 'reference'>;

/** A notice as it was heard; `afterTerm` where it answers a question after the term of its attempt, `evidence` where it came by itself. */
type Heard = Callback & Pick<FactOf<'failed'>, 'afterTerm' | 'evidence'>;

const toldOf = ({ provider, merchant }: Merchant, callback: Heard): Told => {
  const { outcome, reference: _, content: __, afterTerm, ...told } = callback;
  return outcome === 'failed'
    ? { kind: 'failed', provider, merchant, ...told, ...(afterTerm ? { afterTerm } : {}) }
    : { kind: 'money_in', provider, merchant, outcome, ...told };
};

const alarmOf = (outcome: Outcome, callback: Callback): AlarmEvent | undefined => {
  if (outcome === 'conflict') return 'conflict';
  return callback.outcome === 'suspected' ? 'money_to_decide' : undefined;
};

const repeatOf = (outcome: Outcome): Pick<Settlement, 'isRepeat'> => (outcome === 'repeated' ? { isRepeat: true } : {});

/** Records one notice of a provider, told or asked for: one read, one conditional put. Nothing is answered before it is durable. */
export const recordCallback = (ledger: PaymentLedger) => {
  const unmatched = async (
    { agencyCode }: Merchant,
    { reference, content }: Callback,
    told: Told,
    by: RecordedBy,
  ): Promise<Settlement> => {
    const verdict = 'unknown_reference';
    if (told.kind !== 'money_in') return { verdict, reference, alarm: undefined };
    const { kind: _, ...said } = told;
    const money: UnmatchedMoney = {
      ...said,
      agencyCode,
      reference: reference || undefined,
      content: content?.slice(0, MAX_CONTENT).toWellFormed() || undefined,
    };
    const { key: unmatched, outcome } = await ledger.keepUnmatched(withinAFact(money), by);
    return { verdict, unmatched, reference, ...repeatOf(outcome), alarm: 'money_unmatched' };
  };
  return async (merchant: Merchant, callback: Heard, by: RecordedBy): Promise<Settlement> => {
    const { reference } = callback;
    const told = toldOf(merchant, callback);
    const attempt =
      reference === undefined ? undefined : await ledger.findAttempt(merchant.provider, merchant.merchant, reference);
    if (!attempt) return unmatched(merchant, callback, told, by);
    const { paymentId } = attempt;
    const fact = withinAFact({ ...told, reference: attempt.reference });
    const outcome = await ledger.record(paymentId, fact, by);
    const settled = { paymentId, reference, ...repeatOf(outcome) };
    if (mismatchOf(attempt, fact)) return { verdict: 'mismatch', ...settled, alarm: 'money_to_decide' };
    const verdict = outcome === 'recorded' ? 'recorded' : 'repeated';
    return { verdict, ...settled, alarm: alarmOf(outcome, callback) };
  };
};
