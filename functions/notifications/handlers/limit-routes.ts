import { namedInLog } from '../../../shared/kernel/callers.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import type { messagesApiContract } from '../contract.ts';
import { type LimitPorts, listLimits, ResetInput, ResettableScope, resetLimit } from '../usecases/message-limits.ts';

/** What the routes need of their surroundings. */
export interface LimitRoutePorts extends LimitPorts {
  readonly pepper: () => Promise<Pepper>;
}

type Routes = Pick<RouteHandlers<(typeof messagesApiContract)['routes']>, 'listMessageLimits' | 'resetMessageLimit'>;

/** The routes by which an operator sees what holds messages back, and has it begin anew. */
export const limitRoutes = (ports: LimitRoutePorts): Routes => ({
  listMessageLimits: taking([], async ({ now }, answer) =>
    answer(ok(await listLimits(ports)(now)), 200, (items) => ({ items })),
  ),
  resetMessageLimit: taking(
    [pathCode('scope', ResettableScope), idempotencyKey, jsonBody(ResetInput)],
    async ({ caller, now, requestId }, answer, scope, key, input) => {
      const token = postToken(await ports.pepper(), 'reset-message-limit', scope, key);
      const done = await resetLimit(ports)(scope, { token, ...input }, now);
      if (done.ok) logEvent('message_limit_reset', { requestId, ...namedInLog(caller), aggregate: scope });
      return answer(done, 200);
    },
  ),
});
