import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Payment } from '../domain/payment.ts';
import { transactionOf } from '../domain/refund-calls.ts';
import type { Refund } from '../domain/refunds.ts';
import type { AskedApproval } from './approve.ts';

/** A refund as the wire shows it. */
export const refundView = (payment: Payment, refund: Refund) => ({
  refundId: refund.refundId,
  amountVnd: refund.amountVnd,
  state: refund.state,
  reference: transactionOf(payment, refund)?.reference,
  providerRefundId: refund.providerRefundId,
  reason: refund.reason,
  by: refund.by,
  at: toOffsetDateTime(refund.askedAt),
});

/** What a second person is asked, as the wire shows it; `subject` is the path under which it is found. */
export const approvalView = ({ payment: { paymentId, agencyCode }, approval }: AskedApproval) => ({
  approvalId: approval.approvalId,
  kind: approval.kind,
  subject: `/v1/payments/${paymentId}${approval.kind === 'refund' ? '/refunds' : ''}`,
  agencyCode,
  amountVnd: approval.amountVnd,
  reason: approval.reason,
  askedBy: approval.askedBy,
  askedAt: toOffsetDateTime(approval.askedAt),
  state: approval.state,
});
