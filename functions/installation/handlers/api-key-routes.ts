import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import { installationApiContract as contract } from '../contract.ts';
import { ApiKeySetUp } from '../domain/requests.ts';
import { type ApiKeyPorts, createApiKey, revokeApiKey } from '../usecases/api-keys.ts';

/** What the routes need of their surroundings. */
export interface ApiKeyRoutePorts extends ApiKeyPorts {
  readonly pepper: () => Promise<Pepper>;
}

type Routes = Pick<RouteHandlers<(typeof contract)['routes']>, 'createApiKey' | 'revokeApiKey'>;

/** The routes by which an operator gives API keys and takes them back. */
export const apiKeyRoutes = (ports: ApiKeyRoutePorts): Routes => ({
  createApiKey: taking([idempotencyKey, jsonBody(ApiKeySetUp)], async ({ now }, answer, once, setUp) => {
    const token = postToken(await ports.pepper(), 'api-keys', contract.routes.createApiKey.path, once);
    return answer(await createApiKey(ports)(`key_${token}`, setUp, now), 201);
  }),
  revokeApiKey: taking([keptCode('apiKeyId', madeId('key'))], async ({ now }, answer, keyId) =>
    answer(await revokeApiKey(ports)(keyId, now)),
  ),
});
