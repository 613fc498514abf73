import type { AlarmEvent } from '../../../shared/kernel/alarms.ts';
import type { PaymentId, RefundId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Payment } from '../domain/payment.ts';
import {
  isSilent,
  type Ladder,
  nextCall,
  othersOfOrder,
  transactionOf,
  waitsForAnother,
} from '../domain/refund-calls.ts';
import { awaitsCall, type Refund, refundSum, stands } from '../domain/refunds.ts';
import type { Merchants, PaymentLedger } from '../ports.ts';
import type { RefundAnswer, RefundCalls, Refunding, RefundOrder, RefundQueue, WaitingRefund } from '../refund-ports.ts';

/** Longer than the function runs that calls providers, in milliseconds: whoever took a call that long ago has ended, or has died. */
export const CALL_LEASE_MS = 60_000;

/** A wait up to this is the queue's, in milliseconds; a longer one is the sweep's. */
const QUEUE_MS = 60_000;

/** What giving money back needs. */
export interface GiveBackPorts {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
  readonly calls: RefundCalls;
  readonly queue: RefundQueue;
  readonly ladder: Ladder;
  /** Says what came of a call to whoever watches. What became of a refund in the end is said until it was: whoever dies before is followed by another. */
  tell(given: GivenBack): void;
  /** As it runs while providers answer. */
  readonly now: () => Instant;
}

/** What came of a call, for the log. */
export interface GivenBack {
  readonly paymentId: PaymentId;
  readonly refundId: RefundId;
  readonly requestId: string;
  readonly provider: string;
  /** `done`, `pending`, `declined`, `failed`; `unknown` or `waits` where the provider said nothing, or was not asked yet. */
  readonly outcome: RefundAnswer['kind'] | 'waits';
  readonly code: string;
  /** What a person should look at. */
  readonly alarm: AlarmEvent | undefined;
}

type Said = RefundAnswer | { readonly kind: 'waits'; readonly why: string };

const unknown = (why: string): Said => ({ kind: 'unknown', why });

const NO_MERCHANT = 'no_merchant';
const ANOTHER_WAS_SENT = 'another_refund_was_sent';

/**
 * From when on the calls for a refund are counted: from its first, which may be the one at this moment. One that cannot be sent is tried
 * again by the age of its reservation; that another of the payment was sent at this moment says nothing of it.
 */
function firstCallOf({ sent, reservedAt }: Refund, said: Said, at: Instant): Instant {
  if (sent) return sent.at;
  const isUnsent = (said.kind === 'waits' && said.why !== ANOTHER_WAS_SENT) || isWithoutMerchant(said);
  return isUnsent ? (reservedAt ?? at) : at;
}

const isWithoutMerchant = (said: Said): boolean => said.kind === 'unknown' && said.why === NO_MERCHANT;

/** A refund as its provider is asked for it: in the same words at each call. */
function orderOf(payment: Payment, refund: Refund, refundReference: string, at: Instant): RefundOrder | undefined {
  const transaction = transactionOf(payment, refund);
  const attempt = payment.attempts.find(({ reference }) => reference === transaction?.reference);
  if (!transaction || !attempt) return undefined;
  const place = payment.refunds.indexOf(refund);
  const earlier = payment.refunds.filter((other, n) => n < place && other.transaction === refund.transaction);
  const { creation } = attempt;
  return {
    refundReference,
    dossierCode: payment.dossierCode,
    reference: attempt.reference,
    orderedAt: attempt.createdAt,
    providerOrderId: creation?.kind === 'created' ? creation.providerOrderId : undefined,
    providerTransactionId: transaction.providerTransactionId,
    receivedVnd: transaction.amountVnd,
    amountVnd: refund.amountVnd,
    beforeVnd: refundSum(earlier.filter(stands)),
    earlierRefundIds: othersOfOrder(payment, refund).flatMap(({ providerRefundId }) => providerRefundId ?? []),
    reservedAt: refund.reservedAt ?? refund.askedAt,
    providerRefundId: refund.providerRefundId,
    at,
  };
}

const wasDoneByCall = ({ way, state }: Refund): boolean => way === 'call' && state === 'done';

/** Whether a refund that was done may still fail, and is asked about. */
const isReversible = (refund: Refund, refunding: Refunding | undefined): boolean =>
  wasDoneByCall(refund) && refunding?.reversibleMs !== undefined;

/** Whether what a provider said may be followed by another word of its own accord. */
const isLastWord = (said: Said, { doneAt }: Refund, refunding: Refunding | undefined, now: Instant): boolean => {
  if (said.kind === 'declined' || said.kind === 'failed') return true;
  if (said.kind !== 'done' && doneAt === undefined) return false;
  return now >= (doneAt ?? now) + (refunding?.reversibleMs ?? 0);
};

/** How its provider is called for a refund; undefined where the merchant is gone, or its credentials are. */
async function refundingOf(merchants: Merchants, payment: Payment, refund: Refund): Promise<Refunding | undefined> {
  const transaction = transactionOf(payment, refund);
  const merchant = transaction && (await merchants.findNow(transaction.provider, transaction.merchant));
  const [terminal] = merchant ? await merchants.terminals(merchant) : [];
  return terminal?.refunding;
}

/**
 * Has a refund's provider give the money back, or say what became of it. Whoever moves the refund's waiting call makes the call; that it
 * is made is kept before it is. One that was done is asked about for as long as its provider may take it back. Whoever comes after somebody who may have died asks first, and sends only what the provider never heard of.
 * Undefined where nothing was called.
 */
export const giveBack = (ports: GiveBackPorts) => {
  const { ledger, merchants, calls, queue, ladder, tell, now } = ports;

  const sentFirst = async (
    payment: Payment,
    refund: Refund,
    refunding: Refunding,
    requestId: string,
  ): Promise<Said> => {
    if (refunding.oneAtATime && waitsForAnother(payment, refund))
      return { kind: 'waits', why: 'another_refund_of_the_order' };
    const at = now();
    const refundReference = refunding.reference(refund.refundId.slice('rfd_'.length), at);
    const order = orderOf(payment, refund, refundReference, at);
    if (!order) return { kind: 'waits', why: 'no_order' };
    const sent = { kind: 'refund_sent' as const, refundId: refund.refundId, refundReference };
    const outcome = await ledger.recordSent(payment, sent, { recordedBy: 'system', requestId });
    if (outcome !== 'recorded') return { kind: 'waits', why: ANOTHER_WAS_SENT };
    return refunding.send(order);
  };

  const askedFirst = async (payment: Payment, refund: Refund, refunding: Refunding): Promise<Said> => {
    const order = refund.sent && orderOf(payment, refund, refund.sent.refundReference, now());
    if (!order) return unknown('no_order');
    const found = await refunding.ask(order);
    if (found.kind !== 'absent') return found;
    return refund.state === 'done' ? unknown('absent_though_done') : refunding.send({ ...order, at: now() });
  };

  const keep = async (payment: Payment, refund: Refund, said: Said, requestId: string): Promise<void> => {
    if (said.kind === 'unknown' || said.kind === 'waits') return;
    const { refundId } = refund;
    const { kind, code, providerRefundId } = said;
    const isReversed = refund.state === 'done' && (kind === 'declined' || kind === 'failed');
    if (refund.state === 'done' && !isReversed) return;
    const outcome = isReversed ? 'reversed' : kind;
    const by = { recordedBy: transactionOf(payment, refund)?.provider ?? 'system', requestId };
    await ledger.record(payment.paymentId, { kind: 'refund_told', refundId, outcome, code, providerRefundId }, by);
  };

  /** When the call is made again; the queue is told where that is soon. */
  const waitOn = async (call: WaitingRefund, refund: Refund, said: Said): Promise<void> => {
    const at = now();
    const next = nextCall(ladder, firstCallOf(refund, said, at), at);
    const waiting = await calls.move(call, next);
    if (waiting && next - at <= QUEUE_MS) await queue.tell(call, Math.ceil((next - at) / 1000));
  };

  return async (paymentId: PaymentId, refundId: RefundId, requestId: string): Promise<GivenBack | undefined> => {
    const call = await calls.find(paymentId, refundId);
    if (call?.at === undefined || call.at > now()) return undefined;
    const payment = await ledger.payment(paymentId);
    const refund = payment?.refunds.find((each) => each.refundId === refundId);
    const mayBeCalled = payment && refund && (awaitsCall(refund) || wasDoneByCall(refund));
    const refunding = mayBeCalled ? await refundingOf(merchants, payment, refund) : undefined;
    if (!payment || !refund || !(awaitsCall(refund) || isReversible(refund, refunding))) {
      const ended = payment && refund && endedBefore(payment, refund, requestId, now());
      if (ended) tell(ended);
      await calls.move(call, undefined);
      return ended;
    }
    const taken = await calls.move(call, now() + CALL_LEASE_MS);
    if (!taken) return undefined;
    const said = !refunding
      ? unknown(NO_MERCHANT)
      : refund.sent
        ? await askedFirst(payment, refund, refunding)
        : await sentFirst(payment, refund, refunding, requestId);
    await keep(payment, refund, said, requestId);
    const provider = transactionOf(payment, refund)?.provider ?? '';
    const code = 'code' in said ? said.code : said.why;
    const alarm = alarmOf(said, refund, now());
    const given = { paymentId, refundId, requestId, provider, outcome: said.kind, code, alarm };
    tell(given);
    if (isLastWord(said, refund, refunding, now())) await calls.move(taken, undefined);
    else await waitOn(taken, refund, said);
    return given;
  };
};

/** What had become of a refund whose call still waited: whoever kept that may have died before anybody was told. */
function endedBefore(payment: Payment, refund: Refund, requestId: string, now: Instant): GivenBack | undefined {
  const { refundId, state: outcome, code = '' } = refund;
  if (outcome !== 'done' && outcome !== 'declined' && outcome !== 'failed') return undefined;
  const provider = transactionOf(payment, refund)?.provider ?? '';
  const alarm = alarmOf({ kind: outcome, code }, refund, now);
  return { paymentId: payment.paymentId, refundId, requestId, provider, outcome, code, alarm };
}

/** A refund that did not come about waits for a person again; so does one of which nobody says the last. */
function alarmOf(said: Said, refund: Refund, now: Instant): AlarmEvent | undefined {
  if (said.kind === 'declined' || said.kind === 'failed') return 'money_to_decide';
  if (said.kind === 'done' || refund.state === 'done') return undefined;
  return isWithoutMerchant(said) || isSilent(refund, now) ? 'refund_unanswered' : undefined;
}
