import { madeId } from '../../../shared/kernel/ids.ts';
import { allOf, fail } from '../../../shared/kernel/result.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import { returnUrlOf } from '../adapters/citizen-links.ts';
import type { paymentsApiContract } from '../contract.ts';
import { creationFailure } from '../usecases/create-order.ts';
import { AttemptInput, type OpenAttemptPorts, openAttempt } from '../usecases/open-attempt.ts';
import { attemptView } from '../usecases/payment-view.ts';
import { authorOf } from './wiring.ts';

/** What the route needs of its surroundings. */
export interface AttemptRoutePorts extends Omit<OpenAttemptPorts, 'returnUrl'> {
  readonly pepper: () => Promise<Pepper>;
  readonly publicOrigin: string;
}

type Routes = Pick<RouteHandlers<(typeof paymentsApiContract)['routes']>, 'openAttempt'>;

/** The route that gives a citizen a way to pay. */
export const attemptRoutes = (ports: AttemptRoutePorts): Routes => {
  const open = openAttempt({ ...ports, returnUrl: returnUrlOf(ports.publicOrigin) });
  return {
    async openAttempt(request) {
      const answer = answerWith(request.requestId);
      const id = pathCode(request, 'paymentId', madeId('pay'));
      const input = allOf(id, idempotencyKey(request), jsonBody(request, AttemptInput));
      if (!input.ok) return answer(input);
      const [paymentId, key, choice] = input.value;
      const { caller: viewer, now, sourceIp: payerIp } = request;
      const token = postToken(await ports.pepper(), 'attempts', paymentId, key);
      const opened = await open({ paymentId, token, choice, viewer, payerIp, now, by: authorOf(request) });
      const failure = opened.ok ? creationFailure(opened.value) : undefined;
      return answer(failure ? fail(failure) : opened, 201, (attempt) => attemptView(attempt, now));
    },
  };
};
