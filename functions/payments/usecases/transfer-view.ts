import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Payment } from '../domain/payment.ts';
import type { Transfer } from '../domain/transfer.ts';

const decisionView = ({ decision, paymentId, reason, by, approvedBy, at }: NonNullable<Transfer['decision']>) => ({
  decision,
  paymentId,
  reason,
  by,
  approvedBy,
  at: toOffsetDateTime(at),
});

const refundView = ({ bankReference, at, by }: NonNullable<Transfer['refund']>) => ({
  bankReference,
  at: toOffsetDateTime(at),
  by,
});

/** A transfer as the wire shows it. */
export const transferView = (transfer: Transfer) => ({
  transferId: transfer.transferId,
  agencyCode: transfer.agencyCode,
  provider: transfer.provider,
  merchant: transfer.merchant,
  reference: transfer.reference,
  providerTransactionId: transfer.providerTransactionId,
  amountVnd: transfer.amountVnd,
  currency: transfer.currency,
  isSuspected: transfer.outcome !== 'paid',
  content: transfer.content,
  receivedAt: toOffsetDateTime(transfer.receivedAt),
  state: transfer.state,
  decision: transfer.decision && decisionView(transfer.decision),
  refund: transfer.refund && refundView(transfer.refund),
});

/** A transfer as lists show it: with the fees that it may be for, best first. */
export const listedTransferView = (transfer: Transfer, candidates: readonly Payment[]) => ({
  ...transferView(transfer),
  candidates: candidates.map(({ paymentId, dossierCode, amountVnd }) => ({ paymentId, dossierCode, amountVnd })),
});
