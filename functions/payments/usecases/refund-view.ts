import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Payment } from '../domain/payment.ts';
import { transactionOf } from '../domain/refund-calls.ts';
import type { Refund } from '../domain/refunds.ts';
import type { AskedApproval } from './approve.ts';

/** A refund as the wire shows it; `waitsFor` says what must be there before it can go on. */
export const refundView = (payment: Payment, refund: Refund, isWithoutMerchant = false) => ({
  refundId: refund.refundId,
  amountVnd: refund.amountVnd,
  state: refund.state,
  reference: transactionOf(payment, refund)?.reference,
  providerRefundId: refund.providerRefundId,
  ...(isWithoutMerchant ? { waitsFor: 'merchant' as const } : {}),
  reason: refund.reason,
  by: refund.by,
  at: toOffsetDateTime(refund.askedAt),
});

/** Where it is found what a second person is asked about: its path, and whose it is. */
const subjectOf = (asked: AskedApproval) => {
  if ('transfer' in asked) {
    const { transferId, agencyCode } = asked.transfer;
    return { subject: `/v1/unmatched-transfers/${transferId}`, agencyCode };
  }
  const { paymentId, agencyCode } = asked.payment;
  const { ofBreak } = asked.approval;
  if (ofBreak) {
    const { provider, merchant, date, breakId } = ofBreak;
    return { subject: `/v1/reconciliations/${provider}/${merchant}/${date}/breaks/${breakId}`, agencyCode };
  }
  return { subject: `/v1/payments/${paymentId}${asked.approval.kind === 'refund' ? '/refunds' : ''}`, agencyCode };
};

/** What a second person is asked, as the wire shows it; `subject` is the path under which it is found. */
export const approvalView = (asked: AskedApproval) => {
  const { approvalId, kind, amountVnd, reason, askedBy, askedAt, state } = asked.approval;
  const about = { approvalId, kind, ...subjectOf(asked), amountVnd, reason };
  return { ...about, askedBy, askedAt: toOffsetDateTime(askedAt), state };
};
