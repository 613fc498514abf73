import { namedInLog } from '../../../shared/kernel/callers.ts';
import { DossierCode, madeId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { postToken } from '../../../shared/platform/pepper.ts';
import { payUrlOf } from '../adapters/citizen-links.ts';
import type { paymentsApiContract } from '../contract.ts';
import type { Payment } from '../domain/payment.ts';
import { CancelInput, cancelPayment } from '../usecases/cancel-payment.ts';
import { FeeInput, type OpenPaymentPorts, openPayment } from '../usecases/open-payment.ts';
import { paymentView } from '../usecases/payment-view.ts';
import { readPayment } from '../usecases/read-payment.ts';
import type { AttemptRoutePorts } from './attempt-routes.ts';
import { authorOf } from './wiring.ts';

/** What the routes need of their surroundings. */
export type PaymentRoutePorts = OpenPaymentPorts & Pick<AttemptRoutePorts, 'pepper' | 'publicOrigin'>;

type Routes = Pick<
  RouteHandlers<(typeof paymentsApiContract)['routes']>,
  'openPayment' | 'readPayment' | 'cancelPayment'
>;

const existing = keptCode('paymentId', madeId('pay'));

/** The routes of fees: opening, reading, taking back. */
export const paymentRoutes = (ports: PaymentRoutePorts): Routes => {
  const viewAt = async (now: Instant) => {
    const pepper = await ports.pepper();
    return (payment: Payment) => paymentView(payment, payUrlOf(pepper, ports.publicOrigin, payment.dossierCode), now);
  };
  return {
    openPayment: taking(
      [keptCode('dossierCode', DossierCode), idempotencyKey, jsonBody(FeeInput)],
      async (request, answer, dossierCode, key, fee) => {
        const { caller, now } = request;
        const paymentId = `pay_${postToken(await ports.pepper(), 'payments', dossierCode, key)}` as const;
        const opened = await openPayment(ports)({ paymentId, dossierCode, fee, caller, now, by: authorOf(request) });
        return answer(opened, 201, await viewAt(now));
      },
    ),
    readPayment: taking([existing], async ({ caller, now, requestId }, answer, paymentId) => {
      const read = await readPayment(ports)(paymentId, caller);
      if (read.ok) logEvent('payment_read', { requestId, ...namedInLog(caller), aggregate: paymentId });
      return answer(read, 200, await viewAt(now));
    }),
    cancelPayment: taking([existing, jsonBody(CancelInput)], async (request, answer, paymentId, cancellation) => {
      const { caller: viewer, now } = request;
      const cancelled = await cancelPayment(ports)({ paymentId, cancellation, viewer, by: authorOf(request) });
      return answer(cancelled, 200, await viewAt(now));
    }),
  };
};
