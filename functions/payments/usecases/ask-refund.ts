import * as z from 'zod';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { transactionFor } from '../domain/deciding.ts';
import type { FactOf } from '../domain/facts.ts';
import { Reference } from '../domain/names.ts';
import type { Payment } from '../domain/payment.ts';
import { transactionOf } from '../domain/refund-calls.ts';
import { type Refund, refundSum, stands } from '../domain/refunds.ts';
import { type DeedPorts, type Doing, keepDeed, needsSecond, wayOf } from './keep-deed.ts';

/** Money that is to be given back: of a named attempt, or of whichever transaction holds enough. */
export const RefundInput = z.strictObject({
  amountVnd: AmountVnd.min(1),
  reason: Lines(1000).min(1),
  by: Line(200),
  reference: Reference.optional(),
});

/** A request to give money back. `token` is 26 characters made from the idempotency key, so that a repeat finds the first. */
export interface AskRefund extends Doing {
  readonly token: string;
  readonly wish: z.output<typeof RefundInput>;
}

const repeats = (payment: Payment, refund: Refund, { amountVnd, reason, by, reference }: AskRefund['wish']): boolean =>
  refund.amountVnd === amountVnd &&
  refund.reason === reason &&
  refund.by === by &&
  (reference === undefined || transactionOf(payment, refund)?.reference === reference);

/**
 * Reserves money that is to be given back, once, and has the provider called where it has a call for that; above the limit it waits for
 * a second person. A repeat answers the refund as it is now, another body under the same key is a conflict.
 */
export const askRefund = (ports: DeedPorts) => {
  const keep = keepDeed(ports);

  const weighed = async (
    payment: Payment,
    { token, wish }: AskRefund,
  ): Promise<Result<FactOf<'refund'> | undefined>> => {
    const { amountVnd, reason, by, reference } = wish;
    const refundId = `rfd_${token}` as const;
    const existing = payment.refunds.find((each) => each.refundId === refundId);
    if (existing) return repeats(payment, existing, wish) ? ok(undefined) : fail({ kind: 'conflict', key: refundId });
    const leftVnd = payment.receivedVnd - payment.reservedVnd;
    if (amountVnd > leftVnd) return fail({ kind: 'refund_exceeds_received', leftVnd });
    const transaction = transactionFor(payment, amountVnd, reference);
    if (!transaction) return fail({ kind: 'refund_spans_transactions' });
    const way = await wayOf(ports.providers, transaction.provider);
    const standingVnd = refundSum(payment.refunds.filter(stands)) + amountVnd;
    const isForTwo = needsSecond(await ports.refundLimit(payment), standingVnd);
    const approval = isForTwo ? { approvalId: `apr_${token}` as const } : {};
    return ok({ kind: 'refund', refundId, transaction: transaction.key, amountVnd, way, reason, by, ...approval });
  };

  return async (request: AskRefund): Promise<Result<{ readonly payment: Payment; readonly refund: Refund }>> => {
    const kept = await keep(request, (payment) => weighed(payment, request));
    if (!kept.ok) return kept;
    const refund = kept.value.refunds.find(({ refundId }) => refundId === `rfd_${request.token}`);
    return refund ? ok({ payment: kept.value, refund }) : fail({ kind: 'not_found', what: 'refund' });
  };
};
