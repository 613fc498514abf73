import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { agencyCovers, type PaymentId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { FactOf } from '../domain/facts.ts';
import { MerchantName, ProviderName } from '../domain/names.ts';
import { type Attempt, type Payment, untoldAttempt } from '../domain/payment.ts';
import { refusalTo, type Viewer } from '../domain/viewer.ts';
import type { Merchant, PaymentProvider, Providers } from '../ports.ts';
import { type CreateOrderPorts, createOrder } from './create-order.ts';
import { takesAmount } from './ways-to-pay.ts';

/** How a citizen wishes to pay. `vn` is how some providers write `vi`. Without a merchant the agency's own is taken. */
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
  readonly paymentId: PaymentId;
  readonly token: string;
  readonly choice: z.output<typeof AttemptInput>;
  readonly viewer: Viewer;
  readonly payerIp: string;
  readonly now: Instant;
  readonly by: RecordedBy;
}

/** What opening an attempt needs of its surroundings. */
export interface OpenAttemptPorts extends CreateOrderPorts {
  readonly providers: Providers;
}

/** So many ways to pay one fee are opened, whatever became of them: its facts must stay far below what one aggregate may hold, with room for what providers tell. */
export const MAX_ATTEMPTS = 50;

/** So many references are tried for one attempt: short ones may be taken. */
const REFERENCES = 3;

const wrongField = (path: string, message: string): Result<never> =>
  fail({ kind: 'invalid_input', fields: [{ path, message }] });

const refused = (detail: string): Failure => ({ kind: 'not_allowed_now', detail });

function refusalOf(payment: Payment, now: Instant): Failure | undefined {
  if (payment.ended) return refused('the fee is no longer open');
  if (payment.receivedVnd >= payment.dueVnd) return refused('the fee is paid');
  if (payment.state === 'under_review') return refused('money that came for this fee is under review');
  return now >= payment.expiresAt ? refused('the term of the fee is over') : undefined;
}

const repeats = (existing: Attempt, { choice }: OpenAttempt): boolean =>
  existing.provider === choice.provider &&
  existing.locale === choice.locale &&
  existing.merchant === (choice.merchant ?? existing.merchant);

async function merchantFor(
  { merchants }: OpenAttemptPorts,
  payment: Payment,
  { provider, merchant }: OpenAttempt['choice'],
): Promise<Result<Merchant>> {
  if (merchant === undefined) {
    const own = await merchants.nearest(provider, payment.agencyCode);
    return own ? ok(own) : fail({ kind: 'no_merchant', provider });
  }
  const found = await merchants.findNow(provider, merchant);
  if (!found || !agencyCovers(found.agencyCode, payment.agencyCode))
    return wrongField('merchant', 'the agency has no such merchant');
  return found.endedAt === undefined ? ok(found) : fail({ kind: 'merchant_ended', merchant });
}

/** Where an attempt is to be made: a provider that takes the amount, at a merchant of the agency that has credentials. */
async function placeOf(ports: OpenAttemptPorts, payment: Payment, choice: OpenAttempt['choice']) {
  const provider = await ports.providers(choice.provider);
  if (!provider) return wrongField('provider', 'no such payment provider');
  const dueVnd = payment.dueVnd - payment.receivedVnd;
  if (!takesAmount(provider.manifest, dueVnd))
    return wrongField(
      'provider',
      `the provider takes no amount as ${dueVnd < provider.manifest.minAmountVnd ? 'small' : 'large'}`,
    );
  const merchant = await merchantFor(ports, payment, choice);
  if (!merchant.ok) return merchant;
  const [terminal] = await ports.merchants.terminals(merchant.value);
  return terminal
    ? ok({ provider, merchant: merchant.value })
    : fail({ kind: 'not_configured' as const, detail: 'the merchant has no credentials' });
}

/** The token for the n-th reference of an attempt. */
const turned = (token: string, n: number): string => token.slice(7 * n) + token.slice(0, 7 * n);

/** The fact of an attempt, whose provider knows nothing of it yet. */
const attemptOf = (
  { token, choice, now }: OpenAttempt,
  payment: Payment,
  provider: PaymentProvider,
  merchant: Merchant,
  n: number,
): FactOf<'attempt'> => ({
  kind: 'attempt',
  attemptId: `att_${token}`,
  provider: merchant.provider,
  merchant: merchant.merchant,
  reference: provider.reference(turned(token, n), now),
  amountVnd: payment.dueVnd - payment.receivedVnd,
  exactAmount: provider.manifest.exactAmount,
  locale: choice.locale,
  createdAt: now,
  expiresAt: Math.min(now + provider.manifest.attemptTermMs, payment.expiresAt),
});

/** Records the attempt, under the first of its references that is free: the attempt as it is kept, and whether this request was the first. */
async function recorded(
  { ledger }: OpenAttemptPorts,
  request: OpenAttempt,
  payment: Payment,
  { provider, merchant }: { readonly provider: PaymentProvider; readonly merchant: Merchant },
): Promise<Result<{ readonly attempt: Attempt; readonly isFirst: boolean }>> {
  for (let n = 0; n < REFERENCES; n += 1) {
    const { kind, ...asked } = attemptOf(request, payment, provider, merchant, n);
    const outcome = await ledger.recordAttempt(payment, { kind, ...asked }, request.by);
    if (outcome === 'recorded') return ok({ attempt: untoldAttempt(asked, undefined), isFirst: true });
    const now = await ledger.payment(payment.paymentId);
    const kept = now?.attempts.find(({ attemptId }) => attemptId === asked.attemptId);
    if (kept) return repeats(kept, request) ? ok({ attempt: kept, isFirst: false }) : conflictOf(kept);
  }
  return fail({ kind: 'temporarily_unavailable', detail: 'no reference was free' });
}

const conflictOf = ({ attemptId }: Attempt) => fail({ kind: 'conflict' as const, key: attemptId });

/**
 * Gives a citizen a way to pay what is still due, once: records the attempt, then creates its order at the provider. A repeat answers the
 * attempt as it is now; one whose order was not created is `failed`, and another may be opened. A fee has at most `MAX_ATTEMPTS`.
 */
export const openAttempt = (ports: OpenAttemptPorts) => {
  const { ledger, places } = ports;
  const create = createOrder(ports);

  /** An order is created while it can be paid: not for an attempt or a fee that has ended meanwhile. */
  const ordered = (request: OpenAttempt, payment: Payment, attempt: Attempt, isFirst: boolean) => {
    const { payerIp, now, by } = request;
    const isOver = attempt.state !== 'open' || now >= attempt.expiresAt || refusalOf(payment, now) !== undefined;
    return attempt.creation || isOver ? ok(attempt) : create({ payment, attempt, isFirst, payerIp, now, by });
  };

  return async (request: OpenAttempt): Promise<Result<Attempt>> => {
    const { paymentId, token, choice, viewer, now } = request;
    const payment = await ledger.payment(paymentId);
    if (!payment) return fail({ kind: 'not_found', what: 'payment' });
    const forbidden = refusalTo(viewer, 'decide', payment);
    if (forbidden) return fail(forbidden);
    const existing = payment.attempts.find(({ attemptId }) => attemptId === `att_${token}`);
    if (existing) return repeats(existing, request) ? ordered(request, payment, existing, false) : conflictOf(existing);
    const refusal = refusalOf(payment, now);
    if (refusal) return fail(refusal);
    const place = await placeOf(ports, payment, choice);
    if (!place.ok) return place;
    if (!(await places.take(`ATTEMPTS#${paymentId}`, `att_${token}`, MAX_ATTEMPTS)))
      return fail(refused(`${MAX_ATTEMPTS} ways to pay were opened for this fee`));
    const kept = await recorded(ports, request, payment, place.value);
    return kept.ok ? ordered(request, payment, kept.value.attempt, kept.value.isFirst) : kept;
  };
};
