import type { FactOf } from '../domain/facts.ts';
import { mismatchOf } from '../domain/money.ts';
import type { Author, Callback, Merchant, PaymentLedger, Verdict } from '../ports.ts';

/** What became of a callback, with what a log may know of it. */
export interface Settlement {
  readonly verdict: Verdict;
  readonly paymentId?: string;
  readonly reference?: string;
  /** True where a person should look: money that is not what was asked, or two stories under one key. */
  readonly alarm: boolean;
}

const factOf = ({ provider, merchant }: Merchant, callback: Callback): FactOf<'money_in' | 'failed'> => {
  const { outcome, ...told } = callback;
  return outcome === 'failed'
    ? { kind: 'failed', provider, merchant, ...told }
    : { kind: 'money_in', provider, merchant, outcome, ...told };
};

/** Records what a provider says of an attempt, told or asked: one read, one conditional put. Nothing is answered before it is durable. */
export const recordCallback =
  (ledger: PaymentLedger) =>
  async (merchant: Merchant, callback: Callback, by: Author): Promise<Settlement> => {
    const { reference } = callback;
    const attempt = await ledger.findAttempt(merchant.provider, merchant.merchant, reference);
    const fact = factOf(merchant, callback);
    if (!attempt) {
      if (fact.kind === 'money_in') await ledger.keepUnmatched(fact, by);
      return { verdict: 'unknown_reference', reference, alarm: fact.kind === 'money_in' };
    }
    const { paymentId } = attempt;
    const outcome = await ledger.record(paymentId, fact, by);
    if (mismatchOf(attempt, fact)) return { verdict: 'mismatch', paymentId, reference, alarm: true };
    const verdict = outcome === 'recorded' ? 'recorded' : 'repeated';
    return { verdict, paymentId, reference, alarm: outcome === 'conflict' || callback.outcome === 'suspected' };
  };
