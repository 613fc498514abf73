import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';
import type { Merchant, Merchants, PaymentLedger, ProviderMessage, Questions, Verdict } from '../ports.ts';
import type { RefundCalls, RefundHint } from '../refund-ports.ts';
import { recordCallback, type Settlement } from './record-callback.ts';
import { type Told, verifyMessage } from './verify-message.ts';

/** What became of a provider's message: the verdict that it is answered by, and each of its notices. */
export interface Settled {
  readonly verdict: Verdict;
  readonly notices: readonly Settlement[];
}

/** How bad a verdict is: what is to be sent again comes before what a person must look at, before what is done. */
const badness = {
  our_fault: 7,
  malformed: 6,
  bad_signature: 5,
  unknown_merchant: 4,
  unknown_reference: 3,
  mismatch: 2,
  recorded: 1,
  repeated: 0,
} satisfies Record<Verdict, number>;

/** How long after its end a merchant's callbacks are believed: refunds and late transfers come for months. */
const AFTER_END_MS = 180 * DAY_MS;

/** Whether what a provider tells of a merchant is still believed. */
export const isHeard = ({ endedAt }: Merchant, at: Instant): boolean =>
  endedAt === undefined || at < endedAt + AFTER_END_MS;

/** The verdict on a whole message: its worst notice's. One without a notice says nothing new. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((worst, verdict) => (badness[verdict] > badness[worst] ? verdict : worst), 'repeated');

/** So often what waits is taken that others move at the same time; then the provider is told to come again. */
const TRIES = 5;

/** What a message says, as it came: its query, encoded anew, and its body, each where there is one. Headers may hold secrets. */
const sentIn = ({ query, body }: ProviderMessage): string => {
  const fields = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return [new URLSearchParams(fields).toString(), new TextDecoder().decode(body)]
    .filter((part) => part !== '')
    .join('\n');
};

const moved = async (move: () => Promise<boolean>): Promise<boolean> => {
  for (let tries = 0; tries < TRIES; tries += 1) if (await move()) return true;
  return false;
};

/**
 * Takes a provider's callback: believes it only under the merchant's signature, and keeps each of its notices, one after another; where
 * one cannot be kept the provider sends all again, and what was kept is a repeat. Of a hint nothing is kept but that the provider is to be
 * asked, which the next sweep does. An unknown merchant, and one that was
 * ended long ago, is refused from its row, before any secret is read.
 */
export const settleCallback = ({
  ledger,
  merchants,
  questions,
  refundCalls,
}: {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
  readonly questions: Questions;
  readonly refundCalls: RefundCalls;
}) => {
  const verify = verifyMessage({ merchants });
  const record = recordCallback(ledger);

  const hint = async ({ provider, merchant }: Merchant, reference: string, now: Instant): Promise<Settlement> => {
    const attempt = await ledger.findAttempt(provider, merchant, reference);
    if (!attempt) return { verdict: 'unknown_reference', reference, alarm: undefined };
    const { paymentId, attemptId } = attempt;
    const isToBeAsked = await moved(async () => {
      const question = await questions.find(paymentId, attemptId);
      return !question || questions.claim(question, now);
    });
    return { verdict: isToBeAsked ? 'recorded' : 'our_fault', paymentId, reference, alarm: undefined };
  };

  const hintOfRefund = async (
    { provider, merchant }: Merchant,
    { reference, refundReference }: RefundHint,
    now: Instant,
  ): Promise<Settlement> => {
    const attempt = await ledger.findAttempt(provider, merchant, reference);
    const payment = attempt && (await ledger.payment(attempt.paymentId));
    const refund = payment?.refunds.find(({ sent }) => sent?.refundReference === refundReference);
    if (!payment || !refund) return { verdict: 'unknown_reference', reference, alarm: undefined };
    const { paymentId } = payment;
    const isToBeAsked = await moved(async () => {
      const call = await refundCalls.find(paymentId, refund.refundId);
      const waitsForLess = call?.at !== undefined && call.at <= now;
      return !call || waitsForLess || (await refundCalls.move(call, now)) !== undefined;
    });
    return { verdict: isToBeAsked ? 'recorded' : 'our_fault', paymentId, reference, alarm: undefined };
  };

  const settleAll = async (
    merchant: Merchant,
    { callbacks, hinted, refunds }: Told,
    now: Instant,
    { sent, ...by }: RecordedBy & { readonly sent: string },
  ): Promise<Settled> => {
    const notices: Settlement[] = [];
    // A message about several orders names the payers of all: it can lie with none of them.
    const evidence = callbacks.length === 1 ? sent : undefined;
    for (const callback of callbacks) notices.push(await record(merchant, { ...callback, evidence }, by));
    for (const reference of hinted) notices.push(await hint(merchant, reference, now));
    for (const refund of refunds) notices.push(await hintOfRefund(merchant, refund, now));
    return { verdict: worstOf(notices.map(({ verdict }) => verdict)), notices };
  };

  return async (
    to: { readonly provider: string; readonly merchant: string },
    message: ProviderMessage,
    requestId: string,
  ): Promise<Settled> => {
    const merchant = await merchants.find(to.provider, to.merchant);
    if (!merchant || !isHeard(merchant, message.receivedAt)) return { verdict: 'unknown_merchant', notices: [] };
    const verified = await verify(merchant, message);
    if (verified.ok) {
      const by = { recordedBy: merchant.provider, requestId, sent: sentIn(message) };
      return settleAll(merchant, verified.value, message.receivedAt, by);
    }
    const verdict = verified.failure === 'wrong_merchant' ? 'unknown_merchant' : verified.failure;
    return { verdict, notices: [] };
  };
};
