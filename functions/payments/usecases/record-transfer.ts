import * as z from 'zod';
import type { RefundId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { type Instant, MINUTE_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Payment } from '../domain/payment.ts';
import { transactionOf } from '../domain/refund-calls.ts';
import type { Refund } from '../domain/refunds.ts';
import type { PaymentLedger } from '../ports.ts';
import type { Doing } from './keep-deed.ts';
import { readMoneyWork } from './read-payment.ts';

/** The bank transfer by which a person gave money back. */
export const TransferInput = z.strictObject({ bankReference: Line(100), at: OffsetDateTime, by: Line(200) });

/** A person's word that a refund's transfer was made. */
export interface RecordTransfer extends Doing {
  readonly refundId: RefundId;
  readonly transfer: z.output<typeof TransferInput>;
  readonly now: Instant;
}

/** Clocks differ by so much. */
const AHEAD_MS = MINUTE_MS;

const wrongMoment = (message: string): Result<never> =>
  fail({ kind: 'invalid_input', fields: [{ path: 'at', message }] });

/** Why a transfer cannot be of a refund; undefined where it can. People tell moments to the second. */
function refusalOf(refund: Refund, { transfer, now }: RecordTransfer): Result<never> | undefined {
  if (refund.way !== 'hand' || refund.state !== 'reserved') return fail({ kind: 'not_by_hand' });
  if (transfer.at > now + AHEAD_MS) return wrongMoment('expected a moment that has been');
  const askedAt = Math.floor(refund.askedAt / 1000) * 1000;
  return transfer.at < askedAt ? wrongMoment('expected a moment after the refund was asked for') : undefined;
}

/** Keeps the bank transfer by which a refund was given back by hand: it is done. The same again changes nothing, another one is a conflict. */
export const recordTransfer =
  ({ ledger }: { readonly ledger: PaymentLedger }) =>
  async (request: RecordTransfer): Promise<Result<{ readonly payment: Payment; readonly refund: Refund }>> => {
    const { paymentId, refundId, transfer, caller, by } = request;
    const read = async () => {
      const payment = await ledger.payment(paymentId);
      const refund = payment?.refunds.find((each) => each.refundId === refundId);
      return payment && refund ? { payment, refund } : undefined;
    };
    const permitted = await readMoneyWork({ ledger })(paymentId, caller);
    if (!permitted.ok) return permitted;
    const found = await read();
    if (!found) return fail({ kind: 'not_found', what: 'refund' });
    const { transfer: known } = found.refund;
    const transaction = transactionOf(found.payment, found.refund);
    if (known)
      return known.bankReference === transfer.bankReference && known.at === transfer.at
        ? ok(found)
        : fail({ kind: 'conflict', key: refundId });
    const refusal = refusalOf(found.refund, request);
    if (refusal) return refusal;
    if (!transaction) return fail({ kind: 'not_found', what: 'refund' });
    const fact = { kind: 'refund_transferred' as const, refundId, ...transfer };
    const outcome = await ledger.recordTransfer(transaction, paymentId, fact, by);
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: refundId });
    const now = await read();
    if (outcome === 'taken' && now?.refund.transfer?.bankReference !== transfer.bankReference)
      return fail({ kind: 'not_allowed_now', detail: 'the bank transfer of this number gave other money back' });
    return now ? ok(now) : fail({ kind: 'not_found', what: 'refund' });
  };
