import { namedInLog } from '../../../shared/kernel/callers.ts';
import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { messagesApiContract } from '../contract.ts';
import { LiftInput, type LiftPorts, liftSuppression } from '../usecases/lift-suppression.ts';
import { messageView } from '../usecases/message-view.ts';

type Routes = Pick<RouteHandlers<(typeof messagesApiContract)['routes']>, 'liftSuppression'>;

/** The route by which an operator has an address be mailed again. */
export const suppressionRoutes = (ports: LiftPorts): Routes => ({
  liftSuppression: taking(
    [keptCode('messageId', madeId('msg')), jsonBody(LiftInput)],
    async ({ caller, now, requestId }, answer, messageId, input) => {
      const lifted = await liftSuppression(ports)(messageId, caller, input, now);
      if (lifted.ok) logEvent('suppression_lifted', { requestId, ...namedInLog(caller), aggregate: messageId });
      return answer(lifted, 200, (found) => messageView(found, now));
    },
  ),
});
