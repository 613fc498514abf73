import type { AlarmEvent } from '../../../shared/kernel/alarms.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { isLeft, isOver, isOverdue } from '../domain/expiry.ts';
import type { Attempt } from '../domain/payment.ts';
import type { Answer, Callback, Merchant, Merchants, PaymentLedger } from '../ports.ts';
import { recordCallback, type Settlement } from './record-callback.ts';

/** What asking a provider needs. */
export interface AskPorts {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
}

/** A question whose answer says nothing yet. */
export interface Unanswered {
  readonly paymentId: PaymentId;
  readonly provider: string;
  readonly reference: string;
  readonly why: string;
  /** What a person should look at: the provider has not said for a day. */
  readonly alarm: AlarmEvent | undefined;
}

/** What came of a question: what the provider said is recorded, each transaction by itself, or it said nothing. */
export type Asked = { readonly settled: readonly Settlement[] } | { readonly unanswered: Unanswered };

const unknown = (why: string): Answer => ({ kind: 'unknown', why });

const unpaid = ({ reference, amountVnd }: Attempt, code: 'unfinished' | 'still_failed'): Callback => ({
  reference,
  providerTransactionId: '0',
  outcome: 'failed',
  code,
  amountVnd,
  currency: 'VND',
});

async function answerOf(merchants: Merchants, merchant: Merchant, attempt: Attempt, at: Instant): Promise<Answer> {
  const [terminal] = await merchants.terminals(merchant);
  const { reference, amountVnd, createdAt, expiresAt, creation } = attempt;
  const providerOrderId = creation?.kind === 'created' ? creation.providerOrderId : undefined;
  if (!terminal) return unknown('no_credentials');
  // Nobody could ever say that such an order was not paid: it ends by its term, and money that still comes counts.
  if (!terminal.ask) return { kind: 'unfinished' };
  return terminal.ask({ reference, amountVnd, createdAt, expiresAt, providerOrderId, at });
}

/**
 * What an answer decides: as told, or that the payer left an order that was never finished. That an attempt has failed may be known from
 * before its term, word for word; that it is still so after it is a fact of its own.
 */
function saidBy(answer: Answer, attempt: Attempt, now: Instant): readonly Callback[] {
  if (answer.kind === 'unfinished') return isLeft(attempt, now) ? [unpaid(attempt, 'unfinished')] : [];
  if (answer.kind === 'unknown') return [];
  const told = [answer.callback, ...(answer.further ?? [])];
  const isStillFailed = attempt.state === 'failed' && told.every(({ outcome }) => outcome === 'failed');
  return isStillFailed && isOver(attempt, now) ? [unpaid(attempt, 'still_failed')] : told;
}

/** Asks an attempt's provider what became of it, and records what it says as its callback would have been. Whoever asks has claimed the question. */
export const askProvider = ({ ledger, merchants }: AskPorts) => {
  const record = recordCallback(ledger);

  const recordAll = async (merchant: Merchant, said: readonly Callback[], afterTerm: boolean, requestId: string) => {
    const settled: Settlement[] = [];
    for (const callback of said)
      settled.push(await record(merchant, { ...callback, afterTerm }, { recordedBy: merchant.provider, requestId }));
    return { settled };
  };

  return async (paymentId: PaymentId, attempt: Attempt, now: Instant, requestId: string): Promise<Asked> => {
    const { provider, reference } = attempt;
    const merchant = await merchants.findNow(provider, attempt.merchant);
    const answer = merchant ? await answerOf(merchants, merchant, attempt, now) : unknown('no_merchant');
    const said = saidBy(answer, attempt, now);
    if (merchant && said.length > 0) return recordAll(merchant, said, isOver(attempt, now), requestId);
    const why = answer.kind === 'unknown' ? answer.why : answer.kind;
    const alarm = isOverdue(attempt, now) ? 'provider_silent' : undefined;
    return { unanswered: { paymentId, provider, reference, why, alarm } };
  };
};
