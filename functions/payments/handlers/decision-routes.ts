import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { postToken } from '../../../shared/platform/pepper.ts';
import { payUrlOf } from '../adapters/citizen-links.ts';
import type { moneyApiContract } from '../contract.ts';
import { DecisionInput, decide } from '../usecases/decide.ts';
import { paymentView } from '../usecases/payment-view.ts';
import type { RefundRoutePorts } from './refund-routes.ts';
import { authorOf } from './wiring.ts';

type Routes = Pick<RouteHandlers<(typeof moneyApiContract)['routes']>, 'decide'>;

/** The route of decisions about money. */
export const decisionRoutes = (ports: RefundRoutePorts): Routes => ({
  decide: taking(
    [keptCode('paymentId', madeId('pay')), idempotencyKey, jsonBody(DecisionInput)],
    async (request, answer, paymentId, key, choice) => {
      const { caller, now } = request;
      const pepper = await ports.pepper();
      const token = postToken(pepper, 'decisions', paymentId, key);
      const decided = await decide(ports)({ paymentId, token, choice, caller, by: authorOf(request) });
      const approvalId = decided.ok ? decided.value.decision.approvalId : undefined;
      if (approvalId) return answer(decided, 202, () => ({ approvalId }));
      return answer(decided, 200, ({ payment }) =>
        paymentView(payment, payUrlOf(pepper, ports.publicOrigin, payment.dossierCode), now),
      );
    },
  ),
});
