import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { errorFields, logAlarm } from '../../../shared/platform/observability.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { Attempt, Payment } from '../../payments/domain/payment.ts';
import type { PaymentLedger, Returns } from '../../payments/ports.ts';
import { creationFailure } from '../../payments/usecases/create-order.ts';
import { type DescribeReturnPorts, describeReturn } from '../../payments/usecases/describe-return.ts';
import { listDossierPayments } from '../../payments/usecases/list-dossier-payments.ts';
import { type OpenAttemptPorts, openAttempt } from '../../payments/usecases/open-attempt.ts';
import type { Fee, FeeReader, Fees, PayPress, ReturnedAttempt } from '../ports.ts';

/** The provider behind the pay button. */
const PROVIDER = 'vnpay';

/** How many attempts one shown button may lead to, where the ones before failed or ran out. */
const ATTEMPTS_PER_PRESS = 5;

const feeOf = ({ ended, ...payment }: Payment): Fee => ({
  ...payment,
  ended: ended?.as,
  isBegun: payment.attempts.some(({ state }) => state === 'open'),
});

const moneyOf = ({ transactions }: Payment, { state, reference }: Attempt): ReturnedAttempt['money'] => {
  if (state === 'paid') return 'received';
  return transactions.some((transaction) => transaction.reference === reference) ? 'held' : 'none';
};

/** True where an attempt of an earlier press leads nowhere any more: it failed, or its term is over. */
const isSpent = ({ createdAt, state, expiresAt }: Attempt, now: Instant): boolean =>
  createdAt < now && (state !== 'open' || now >= expiresAt);

/** The provider's page on which an attempt is paid. */
function pageOf(attempt: Attempt): Result<{ readonly redirectUrl: string }> {
  const failure = creationFailure(attempt);
  if (failure) return fail(failure);
  if (attempt.creation?.kind !== 'created')
    return fail({ kind: 'not_allowed_now', detail: 'the attempt has no order' });
  const { checkout } = attempt.creation;
  const url = checkout.kind === 'unknown' ? undefined : checkout.url;
  return url === undefined
    ? fail({ kind: 'not_configured', detail: `${attempt.provider} has no page to lead to` })
    : ok({ redirectUrl: url });
}

/** Fees as the ledger of payments shows them. */
export const readableFees = (ports: { readonly ledger: PaymentLedger }): FeeReader => ({
  async ofDossier(dossierCode) {
    const payments = await listDossierPayments(ports)(dossierCode, { dossierCode });
    return payments.map(feeOf);
  },
});

/** Fees and their payment through the use cases of payments. */
export const citizenFees = (
  ports: OpenAttemptPorts & DescribeReturnPorts & { readonly returns: Returns },
  pepper: () => Promise<Pepper>,
): Fees => {
  const open = openAttempt(ports);
  const attemptOf = async (pressed: PayPress, count: number) => {
    const { dossierCode, paymentId, press, payerIp, now, requestId } = pressed;
    const token = (await pepper()).token('PRESS', paymentId, press, String(count));
    const choice = { provider: PROVIDER, locale: 'vi' as const };
    const by = { recordedBy: 'citizen', requestId };
    return open({ paymentId, token, choice, viewer: { dossierCode }, payerIp, now, by });
  };
  /** The page says what is known all the same: what is lost here the sweep asks later. */
  const tellOf = async ({ paymentId }: Payment, { attemptId }: Attempt): Promise<void> => {
    try {
      await ports.returns.tell({ paymentId, attemptId });
    } catch (error) {
      logAlarm('return_not_told', { aggregate: paymentId, ...errorFields(error) });
    }
  };
  return {
    ...readableFees(ports),
    async startPayment(pressed) {
      let attempt = await attemptOf(pressed, 1);
      for (let count = 2; count <= ATTEMPTS_PER_PRESS; count += 1) {
        if (!attempt.ok || !isSpent(attempt.value, pressed.now)) break;
        attempt = await attemptOf(pressed, count);
      }
      return attempt.ok ? pageOf(attempt.value) : attempt;
    },
    async broughtBack({ provider, merchant, ...message }) {
      const returned = await describeReturn(ports)({ provider, merchant }, message);
      if (!returned.ok) return undefined;
      const { told, payment, attempt, isToBeAsked } = returned.value;
      if (isToBeAsked) await tellOf(payment, attempt);
      return {
        told,
        dossierCode: payment.dossierCode,
        reference: attempt.reference,
        amountVnd: attempt.amountVnd,
        openedAt: attempt.createdAt,
        money: moneyOf(payment, attempt),
        fee: feeOf(payment),
      };
    },
  };
};
