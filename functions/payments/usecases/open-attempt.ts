import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { agencyCovers } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { MerchantName, ProviderName } from '../domain/facts.ts';
import type { Attempt, Payment } from '../domain/payment.ts';
import { refusalTo, type Viewer } from '../domain/viewer.ts';
import type { Merchant, Merchants, PaymentLedger, PaymentProvider, Providers } from '../ports.ts';

/** How a citizen wishes to pay. `vn` is VNPAY's word for `vi`. Without a merchant the agency's own is taken. */
export const AttemptInput = z.strictObject({
  provider: ProviderName,
  merchant: MerchantName.optional(),
  locale: z
    .enum(['vi', 'vn', 'en'])
    .default('vi')
    .transform((locale): 'vi' | 'en' => (locale === 'en' ? 'en' : 'vi')),
});

/** A request for a way to pay. `token` is 26 characters made from the idempotency key, so that a repeat finds the first. */
export interface OpenAttempt {
  readonly paymentId: string;
  readonly token: string;
  readonly choice: z.output<typeof AttemptInput>;
  readonly viewer: Viewer;
  readonly payerIp: string;
  readonly now: Instant;
  readonly by: RecordedBy;
}

/** What opening an attempt needs of its surroundings. */
export interface OpenAttemptPorts {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
  readonly providers: Providers;
  /** Where a provider sends the browser back. */
  readonly returnUrl: (provider: string, merchant: string) => string;
}

/** A citizen is given so many ways to pay one fee: its facts must stay within what one aggregate may hold, with room for what providers tell. */
const MAX_ATTEMPTS = 100;

const wrongField = (path: string, message: string): Result<never> =>
  fail({ kind: 'invalid_input', fields: [{ path, message }] });

function refusalOf(payment: Payment, now: Instant): Failure | undefined {
  const refused = (detail: string): Failure => ({ kind: 'not_allowed_now', detail });
  if (payment.ended) return refused('the fee is no longer open');
  if (payment.receivedVnd >= payment.amountVnd) return refused('the fee is paid');
  if (payment.state === 'under_review') return refused('money that came for this fee is under review');
  if (payment.attempts.length >= MAX_ATTEMPTS) return refused(`${MAX_ATTEMPTS} ways to pay were opened for this fee`);
  return now >= payment.expiresAt ? refused('the term of the fee is over') : undefined;
}

const repeatOf = (existing: Attempt, { choice }: OpenAttempt): Result<Attempt> =>
  existing.provider === choice.provider &&
  existing.locale === choice.locale &&
  existing.merchant === (choice.merchant ?? existing.merchant)
    ? ok(existing)
    : fail({ kind: 'conflict', key: existing.attemptId });

async function merchantFor(
  merchants: Merchants,
  payment: Payment,
  { provider, merchant }: OpenAttempt['choice'],
): Promise<Merchant | undefined> {
  if (merchant === undefined) return merchants.ofAgency(provider, payment.agencyCode);
  const found = await merchants.findNow(provider, merchant);
  return found && agencyCovers(found.agencyCode, payment.agencyCode) ? found : undefined;
}

/** The fact of an attempt with its redirect. The provider knows of nothing to pay before the citizen is sent there. */
async function attemptOf(
  { merchants, returnUrl }: OpenAttemptPorts,
  { token, choice, payerIp, now }: OpenAttempt,
  payment: Payment,
  provider: PaymentProvider,
  merchant: Merchant,
) {
  const order = {
    reference: provider.reference(token, now),
    amountVnd: payment.amountVnd - payment.receivedVnd,
    locale: choice.locale,
    createdAt: now,
    expiresAt: Math.min(now + provider.manifest.attemptTermMs, payment.expiresAt),
  };
  const [terminal] = await merchants.terminals(merchant);
  if (!terminal) return fail({ kind: 'not_configured' as const, detail: 'the merchant has no credentials' });
  const url = returnUrl(merchant.provider, merchant.merchant);
  const checkout = await terminal.checkout({ ...order, dossierCode: payment.dossierCode, payerIp, returnUrl: url });
  if (!checkout.ok) return checkout;
  return ok({
    kind: 'attempt' as const,
    attemptId: `att_${token}`,
    provider: merchant.provider,
    merchant: merchant.merchant,
    exactAmount: provider.manifest.exactAmount,
    ...order,
    ...checkout.value,
  });
}

/** Gives a citizen a way to pay what is still due, once: a repeat answers the attempt as it is now. */
export const openAttempt =
  (ports: OpenAttemptPorts) =>
  async (request: OpenAttempt): Promise<Result<Attempt>> => {
    const { ledger, merchants, providers } = ports;
    const { paymentId, token, choice, viewer, now, by } = request;
    const payment = await ledger.payment(paymentId);
    if (!payment) return fail({ kind: 'not_found', what: 'payment' });
    const forbidden = refusalTo(viewer, 'decide', payment);
    if (forbidden) return fail(forbidden);
    const existing = payment.attempts.find(({ attemptId }) => attemptId === `att_${token}`);
    if (existing) return repeatOf(existing, request);
    const refusal = refusalOf(payment, now);
    if (refusal) return fail(refusal);
    const provider = providers.get(choice.provider);
    if (!provider) return wrongField('provider', 'no such payment provider');
    if (payment.amountVnd - payment.receivedVnd > provider.manifest.maxAmountVnd)
      return wrongField('provider', 'the provider takes no amount as large');
    const merchant = await merchantFor(merchants, payment, choice);
    if (!merchant) return wrongField('merchant', 'the agency has no such merchant');
    const attempt = await attemptOf(ports, request, payment, provider, merchant);
    if (!attempt.ok) return attempt;
    if ((await ledger.recordAttempt(payment, attempt.value, by)) === 'conflict')
      return fail({ kind: 'conflict', key: attempt.value.attemptId });
    // Another request with the same key may have been first, with its own moment in the redirect.
    const kept = (await ledger.payment(paymentId))?.attempts.find((each) => each.attemptId === attempt.value.attemptId);
    return kept ? ok(kept) : fail({ kind: 'not_found', what: 'attempt' });
  };
