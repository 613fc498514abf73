import { qrSvg } from '../../../shared/kernel/qr-picture.ts';
import { type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { inForce } from '../domain/decisions.ts';
import type { KeptCheckout } from '../domain/facts.ts';
import type { Attempt, Payment } from '../domain/payment.ts';

/** How an order is paid, as the wire shows it: an address, or a QR code with its picture and what it says, beside an address where there is one; nothing where only a later release knows. */
const checkoutView = (checkout: KeptCheckout) => {
  if (checkout.kind === 'unknown') return {};
  if (checkout.kind === 'redirect') return { redirectUrl: checkout.url };
  const { kind: _, url, form: __, ...qr } = checkout;
  return { redirectUrl: url, qr: { ...qr, svg: qrSvg(qr.payload) } };
};

/**
 * An attempt as the wire shows it. An open one whose term is over is `expired`; money that still comes makes it `paid`. One whose order
 * was not created has no way to pay.
 */
export const attemptView = (attempt: Attempt, now: Instant) => ({
  reference: attempt.reference,
  provider: attempt.provider,
  merchant: attempt.merchant,
  state: attempt.state === 'open' && now >= attempt.expiresAt ? ('expired' as const) : attempt.state,
  amountVnd: attempt.amountVnd,
  ...(attempt.creation?.kind === 'created' ? checkoutView(attempt.creation.checkout) : {}),
  expiresAt: toOffsetDateTime(attempt.expiresAt),
});

const factView = ({ fact, recordedAt }: Payment['facts'][number]) => ({
  kind: fact.kind,
  ...('provider' in fact ? { provider: fact.provider } : {}),
  ...('reference' in fact ? { reference: fact.reference } : {}),
  ...('providerTransactionId' in fact ? { providerTransactionId: fact.providerTransactionId } : {}),
  ...('amountVnd' in fact ? { amountVnd: fact.amountVnd } : {}),
  recordedAt: toOffsetDateTime(recordedAt),
});

/** A payment as lists show it: without its facts. `payUrl` is the citizen's own way to pay. */
export const listedView = (payment: Payment, payUrl: string, now: Instant) => ({
  paymentId: payment.paymentId,
  dossierCode: payment.dossierCode,
  state: payment.state,
  flags: payment.flags,
  amountVnd: payment.amountVnd,
  receivedVnd: payment.receivedVnd,
  heldVnd: payment.heldVnd,
  refundedVnd: payment.refundedVnd,
  surplusVnd: payment.surplusVnd,
  items: payment.items,
  blocksProcessing: payment.blocksProcessing,
  expiresAt: toOffsetDateTime(payment.expiresAt),
  payUrl,
  attempts: payment.attempts.map((attempt) => attemptView(attempt, now)),
  decisions: inForce(payment.decisions).map(({ decision, reason, by, approvedBy, at }) => ({
    decision,
    reason,
    by,
    approvedBy,
    at: toOffsetDateTime(at),
  })),
});

/** A payment as the wire shows it. */
export const paymentView = (payment: Payment, payUrl: string, now: Instant) => ({
  ...listedView(payment, payUrl, now),
  facts: payment.facts.map(factView),
});
