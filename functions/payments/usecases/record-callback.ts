import type { AlarmEvent } from '../../../shared/kernel/alarms.ts';
import type { Outcome, RecordedBy } from '../../../shared/kernel/book.ts';
import type { FactOf } from '../domain/facts.ts';
import { mismatchOf } from '../domain/money.ts';
import type { Callback, Merchant, PaymentLedger, Verdict } from '../ports.ts';

/** What became of a callback, with what a log may know of it. */
export interface Settlement {
  readonly verdict: Verdict;
  readonly paymentId?: string;
  /** The key under which money for no order of ours lies. */
  readonly unmatched?: string;
  readonly reference?: string;
  /** What a person should look at: money that is not what was asked, or two stories under one key. */
  readonly alarm: AlarmEvent | undefined;
}

const factOf = ({ provider, merchant }: Merchant, callback: Callback): FactOf<'money_in' | 'failed'> => {
  const { outcome, ...told } = callback;
  return outcome === 'failed'
    ? { kind: 'failed', provider, merchant, ...told }
    : { kind: 'money_in', provider, merchant, outcome, ...told };
};

const alarmOf = (outcome: Outcome, callback: Callback): AlarmEvent | undefined => {
  if (outcome === 'conflict') return 'conflict';
  return callback.outcome === 'suspected' ? 'money_to_decide' : undefined;
};

/** Records what a provider says of an attempt, told or asked: one read, one conditional put. Nothing is answered before it is durable. */
export const recordCallback =
  (ledger: PaymentLedger) =>
  async (merchant: Merchant, callback: Callback, by: RecordedBy): Promise<Settlement> => {
    const { reference } = callback;
    const attempt = await ledger.findAttempt(merchant.provider, merchant.merchant, reference);
    const fact = factOf(merchant, callback);
    if (!attempt) {
      const verdict = 'unknown_reference';
      if (fact.kind !== 'money_in') return { verdict, reference, alarm: undefined };
      const unmatched = await ledger.keepUnmatched(fact, by);
      return { verdict, unmatched, reference, alarm: 'money_unmatched' };
    }
    const { paymentId } = attempt;
    const outcome = await ledger.record(paymentId, fact, by);
    if (mismatchOf(attempt, fact)) return { verdict: 'mismatch', paymentId, reference, alarm: 'money_to_decide' };
    const verdict = outcome === 'recorded' ? 'recorded' : 'repeated';
    return { verdict, paymentId, reference, alarm: alarmOf(outcome, callback) };
  };
