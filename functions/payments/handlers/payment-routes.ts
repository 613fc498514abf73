import { namedInLog } from '../../../shared/kernel/callers.ts';
import { DossierCode, madeId } from '../../../shared/kernel/ids.ts';
import { allOf, type Result } from '../../../shared/kernel/result.ts';
import { answerWith, type HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { type ApiRequest, idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
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

type Routes = Omit<RouteHandlers<(typeof paymentsApiContract)['routes']>, 'openAttempt' | 'listPayments'>;

/** The routes of fees: opening, reading, taking back. */
export const paymentRoutes = (ports: PaymentRoutePorts): Routes => {
  const reply = async (request: ApiRequest, result: Result<Payment>, status: number): Promise<HttpAnswer> => {
    const pepper = await ports.pepper();
    return answerWith(request.requestId)(result, status, (payment) =>
      paymentView(payment, payUrlOf(pepper, ports.publicOrigin, payment.dossierCode), request.now),
    );
  };
  return {
    async openPayment(request) {
      const code = pathCode(request, 'dossierCode', DossierCode);
      const input = allOf(code, idempotencyKey(request), jsonBody(request, FeeInput));
      if (!input.ok) return answerWith(request.requestId)(input);
      const [dossierCode, key, fee] = input.value;
      const paymentId = `pay_${postToken(await ports.pepper(), 'payments', dossierCode, key)}` as const;
      const asked = { paymentId, dossierCode, fee, caller: request.caller, now: request.now, by: authorOf(request) };
      return reply(request, await openPayment(ports)(asked), 201);
    },
    async readPayment(request) {
      const paymentId = pathCode(request, 'paymentId', madeId('pay'));
      if (!paymentId.ok) return answerWith(request.requestId)(paymentId);
      const { caller, requestId } = request;
      logEvent('payment_read', { requestId, ...namedInLog(caller), aggregate: paymentId.value });
      return reply(request, await readPayment(ports)(paymentId.value, caller), 200);
    },
    async cancelPayment(request) {
      const input = allOf(pathCode(request, 'paymentId', madeId('pay')), jsonBody(request, CancelInput));
      if (!input.ok) return answerWith(request.requestId)(input);
      const [paymentId, cancellation] = input.value;
      const asked = { paymentId, cancellation, viewer: request.caller, by: authorOf(request) };
      return reply(request, await cancelPayment(ports)(asked), 200);
    },
  };
};
