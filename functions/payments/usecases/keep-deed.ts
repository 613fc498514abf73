import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, PaymentId, RefundId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { DecidedTransaction } from '../domain/decisions.ts';
import type { FactOf, RefundOpening } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import { refusalToMoneyWork } from '../domain/viewer.ts';
import type { Manifests, PaymentLedger } from '../ports.ts';
import type { RefundQueue } from '../refund-ports.ts';

/** What deeds with a payment's money need. */
export interface DeedPorts {
  readonly ledger: PaymentLedger;
  readonly providers: Manifests;
  readonly queue: RefundQueue;
  /** Above which sum two persons are needed, by the nearest agency up the tree that says so; undefined where none does. */
  readonly refundLimit: (about: { readonly agencyCode: AgencyCode }) => Promise<AmountVnd | undefined>;
}

/** Who does what to which payment. */
export interface Doing {
  readonly paymentId: PaymentId;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/** So often a deed is weighed anew where another took its place. */
const TRIES = 200;

/** So many deeds are done with one payment's money, whatever became of them: its facts must stay far below what one aggregate may hold. */
export const MAX_DEEDS = 40;

type Deed = FactOf<'refund' | 'decision'>;

/** Whether a second person is needed: never where nobody set a limit, always where it is 0. */
export const needsSecond = (limitVnd: AmountVnd | undefined, amountVnd: AmountVnd): boolean =>
  limitVnd !== undefined && (limitVnd === 0 || amountVnd > limitVnd);

/**
 * How money of a transaction is given back: by a call where its provider has one for that and knows it by an order of the payment, else by
 * hand, as money in another currency.
 */
export const wayOf = async (
  providers: Manifests,
  { attempts }: Payment,
  { provider, merchant, reference, currency }: DecidedTransaction,
): Promise<RefundOpening['way']> => {
  const isOurs = attempts.some(
    (attempt) => attempt.provider === provider && attempt.merchant === merchant && attempt.reference === reference,
  );
  return isOurs && currency === 'VND' && (await providers(provider))?.manifest.refunds ? 'call' : 'hand';
};

/** Tells the queue of refunds whose provider is to be called. */
export const tellCalls = async (
  queue: RefundQueue,
  paymentId: PaymentId,
  refunds: readonly { readonly refundId: RefundId; readonly way: RefundOpening['way'] }[],
): Promise<void> => {
  for (const { refundId, way } of refunds) if (way === 'call') await queue.tell({ paymentId, refundId });
};

/**
 * Keeps a deed with a payment's money, weighed by what is known when it takes its place: however many come at once, each is weighed with all
 * that came before it. `weigh` answers the deed, nothing where it was done before, or why it is refused. The payment as it is then.
 */
export const keepDeed =
  ({ ledger, queue }: Pick<DeedPorts, 'ledger' | 'queue'>) =>
  async (
    { paymentId, caller, by }: Doing,
    weigh: (payment: Payment) => Promise<Result<Deed | undefined>>,
  ): Promise<Result<Payment>> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const payment = await ledger.payment(paymentId);
      if (!payment) return fail({ kind: 'not_found', what: 'payment' });
      const forbidden = refusalToMoneyWork(caller, payment);
      if (forbidden) return fail(forbidden);
      const weighed = await weigh(payment);
      if (!weighed.ok) return weighed;
      const deed = weighed.value;
      if (!deed) return ok(payment);
      const deeds = payment.facts.filter(({ fact }) => fact.kind === 'refund' || fact.kind === 'decision').length;
      if (deeds >= MAX_DEEDS)
        return fail({ kind: 'not_allowed_now', detail: `${MAX_DEEDS} deeds were done with its money` });
      if ((await ledger.recordDeed(payment, deed, by)) === 'recorded') {
        const isFree = deed.approvalId === undefined;
        if (isFree) await tellCalls(queue, paymentId, deed.kind === 'refund' ? [deed] : deed.refunds);
      }
    }
    return fail({ kind: 'temporarily_unavailable', detail: 'others are doing something with the money of the fee' });
  };
