import type { DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import type { WayToPay } from '../../../shared/kernel/payment-providers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { errorFields, logAlarm } from '../../../shared/platform/observability.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { KeptCheckout } from '../../payments/domain/facts.ts';
import type { Attempt, Payment } from '../../payments/domain/payment.ts';
import { returningVnd } from '../../payments/domain/refunds.ts';
import type { PaymentLedger, Returns } from '../../payments/ports.ts';
import { creationFailure } from '../../payments/usecases/create-order.ts';
import { type DescribeReturnPorts, describeReturn } from '../../payments/usecases/describe-return.ts';
import { listDossierPayments } from '../../payments/usecases/list-dossier-payments.ts';
import { type OpenAttemptPorts, openAttempt } from '../../payments/usecases/open-attempt.ts';
import { readPayment } from '../../payments/usecases/read-payment.ts';
import { waysToPay } from '../../payments/usecases/ways-to-pay.ts';
import type { Destination, Fee, FeeReader, Fees, Money, PayPress, Transfer } from '../ports.ts';

/** How many attempts one shown button may lead to, where the ones before failed or ran out. */
const ATTEMPTS_PER_PRESS = 5;

type QrCheckout = Extract<KeptCheckout, { readonly kind: 'qr' }>;

/** The QR code by which an attempt is paid; undefined where it is paid otherwise. */
const qrOf = ({ creation }: Attempt): QrCheckout | undefined =>
  creation?.kind === 'created' && creation.checkout.kind === 'qr' ? creation.checkout : undefined;

const feeOf = ({ ended, ...payment }: Payment): Fee => {
  const open = payment.attempts.filter(({ state }) => state === 'open');
  return {
    ...payment,
    ended: ended?.as,
    returningVnd: returningVnd(payment.refunds),
    receipts: payment.receipts.map(({ receiptKind: kind, ...receipt }) => ({ ...receipt, kind })),
    isBegun: open.length > 0,
    hasFailed: payment.attempts.at(-1)?.state === 'failed',
    begunTransfer: open.findLast((attempt) => qrOf(attempt) !== undefined),
  };
};

const moneyOf = ({ transactions }: Payment, { state, reference }: Attempt): Money => {
  if (state === 'paid') return 'received';
  return transactions.some((transaction) => transaction.reference === reference) ? 'held' : 'none';
};

/** True where an attempt of an earlier press leads nowhere any more: it failed, or its term is over. */
const isSpent = ({ createdAt, state, expiresAt }: Attempt, now: Instant): boolean =>
  createdAt < now && (state !== 'open' || now >= expiresAt);

/** Where an attempt is paid. */
function destinationOf(attempt: Attempt): Result<Destination> {
  const failure = creationFailure(attempt);
  if (failure) return fail(failure);
  if (attempt.creation?.kind !== 'created')
    return fail({ kind: 'not_allowed_now', detail: 'the attempt has no order' });
  const { checkout } = attempt.creation;
  switch (checkout.kind) {
    case 'redirect':
      return ok({ redirectUrl: checkout.url });
    case 'qr':
      return ok({ transfer: attempt.reference });
    case 'unknown':
      return fail({ kind: 'not_configured', detail: `${attempt.provider} has a checkout that is not known here` });
  }
}

/** What our page of an order shows of its checkout; undefined where the order has none with us. */
function shownOf({ creation }: Attempt): Pick<Transfer, 'qr' | 'pageUrl' | 'form'> | undefined {
  if (creation?.kind !== 'created' || creation.checkout.kind === 'unknown') return undefined;
  if (creation.checkout.kind === 'redirect') {
    const { form } = creation.checkout;
    return form && { qr: undefined, pageUrl: undefined, form };
  }
  const { kind: _, url, form, ...qr } = creation.checkout;
  return { qr, pageUrl: form ? undefined : url, form };
}

/** An attempt that has its page with us, as that page needs it. */
function transferOf(payment: Payment, attempt: Attempt): Transfer | undefined {
  const shown = shownOf(attempt);
  if (!shown) return undefined;
  return {
    reference: attempt.reference,
    amountVnd: attempt.amountVnd,
    openedAt: attempt.createdAt,
    expiresAt: attempt.expiresAt,
    isFailed: attempt.state === 'failed',
    money: moneyOf(payment, attempt),
    ...shown,
    fee: feeOf(payment),
  };
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
  const ways = waysToPay(ports);

  const waysOf = async (fees: readonly Fee[]): Promise<ReadonlyMap<PaymentId, readonly WayToPay[]>> => {
    const agencies = [...new Set(fees.map(({ agencyCode }) => agencyCode))];
    const ofAgency = new Map(await Promise.all(agencies.map(async (code) => [code, await ways(code)] as const)));
    return new Map(
      fees.map(({ paymentId, agencyCode, amountVnd, receivedVnd }) => [
        paymentId,
        ofAgency.get(agencyCode)?.(amountVnd - receivedVnd) ?? [],
      ]),
    );
  };

  /** The way that a press names; a page that was shown before ways had names had one button for the first. */
  const chosenBy = async ({ provider, paymentId }: PayPress): Promise<string | undefined> => {
    if (provider !== undefined) return provider;
    const payment = await ports.ledger.payment(paymentId);
    return payment && (await waysOf([feeOf(payment)])).get(paymentId)?.[0]?.provider;
  };

  const attemptOf = async (pressed: PayPress, provider: string, count: number) => {
    const { dossierCode, paymentId, press, payerIp, now, requestId } = pressed;
    const token = (await pepper()).token('PRESS', paymentId, press, provider, String(count));
    const choice = { provider, locale: 'vi' as const };
    const by = { recordedBy: 'citizen', requestId };
    return open({ paymentId, token, choice, viewer: { dossierCode }, payerIp, now, by });
  };
  /** The payment that is named, where it is the dossier's; without a name all of them, of which one opened a moment ago may be missing. */
  const paymentsOf = async (dossierCode: DossierCode, paymentId?: PaymentId): Promise<readonly Payment[]> => {
    if (paymentId === undefined) return listDossierPayments(ports)(dossierCode, { dossierCode });
    const read = await readPayment(ports)(paymentId, { dossierCode });
    return read.ok ? [read.value] : [];
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
    waysOf,
    async startPayment(pressed) {
      const provider = await chosenBy(pressed);
      if (provider === undefined) return fail({ kind: 'not_allowed_now', detail: 'there is no way to pay' });
      let attempt = await attemptOf(pressed, provider, 1);
      for (let count = 2; count <= ATTEMPTS_PER_PRESS; count += 1) {
        if (!attempt.ok || !isSpent(attempt.value, pressed.now)) break;
        attempt = await attemptOf(pressed, provider, count);
      }
      return attempt.ok ? destinationOf(attempt.value) : attempt;
    },
    async transfer(dossierCode, reference, paymentId) {
      return (await paymentsOf(dossierCode, paymentId))
        .flatMap((payment) => payment.attempts.map((attempt) => ({ payment, attempt })))
        .filter(({ attempt }) => attempt.reference === reference)
        .map(({ payment, attempt }) => transferOf(payment, attempt))
        .find((transfer) => transfer !== undefined);
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
