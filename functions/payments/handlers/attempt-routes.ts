import { madeId } from '../../../shared/kernel/ids.ts';
import { fail } from '../../../shared/kernel/result.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import { orderUrlsOf } from '../adapters/citizen-links.ts';
import type { paymentsApiContract } from '../contract.ts';
import { creationFailure } from '../usecases/create-order.ts';
import { AttemptInput, type OpenAttemptPorts, openAttempt } from '../usecases/open-attempt.ts';
import { attemptView } from '../usecases/payment-view.ts';
import { authorOf } from './wiring.ts';

/** What the route needs of its surroundings. */
export interface AttemptRoutePorts extends Omit<OpenAttemptPorts, 'returnUrl' | 'webhookUrl' | 'pageUrl'> {
  readonly pepper: () => Promise<Pepper>;
  readonly publicOrigin: string;
}

type Routes = Pick<RouteHandlers<(typeof paymentsApiContract)['routes']>, 'openAttempt'>;

/** The route that gives a citizen a way to pay. */
export const attemptRoutes = (ports: AttemptRoutePorts): Routes => {
  const open = openAttempt({ ...ports, ...orderUrlsOf(ports.publicOrigin, ports.pepper) });
  return {
    openAttempt: taking(
      [keptCode('paymentId', madeId('pay')), idempotencyKey, jsonBody(AttemptInput)],
      async (request, answer, paymentId, key, choice) => {
        const { caller: viewer, now, sourceIp: payerIp } = request;
        const token = postToken(await ports.pepper(), 'attempts', paymentId, key);
        const opened = await open({ paymentId, token, choice, viewer, payerIp, now, by: authorOf(request) });
        const failure = opened.ok ? creationFailure(opened.value) : undefined;
        return answer(failure ? fail(failure) : opened, 201, (attempt) => attemptView(attempt, now));
      },
    ),
  };
};
