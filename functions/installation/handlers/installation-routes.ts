import { KnownProvider } from '../../../shared/kernel/credentials.ts';
import { AgencyCode, madeId } from '../../../shared/kernel/ids.ts';
import { allOf } from '../../../shared/kernel/result.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import { installationApiContract as contract } from '../contract.ts';
import { AgencySetUp, ApiKeySetUp, MerchantName, merchantSetUpOf } from '../domain/requests.ts';
import type { AgencyStore } from '../ports.ts';
import { type ApiKeyPorts, createApiKey, revokeApiKey } from '../usecases/api-keys.ts';
import { merchantView } from '../usecases/merchant-view.ts';
import { putAgency } from '../usecases/put-agency.ts';
import { type PutMerchantPorts, putMerchant } from '../usecases/put-merchant.ts';

/** What the routes need of their surroundings. */
export interface InstallationRoutePorts extends PutMerchantPorts, ApiKeyPorts {
  readonly agencies: AgencyStore;
  readonly pepper: () => Promise<Pepper>;
}

/** The routes by which an operator sets up agencies, merchants and API keys. */
export const installationRoutes = (ports: InstallationRoutePorts): RouteHandlers<(typeof contract)['routes']> => ({
  async putAgency(request) {
    const answer = answerWith(request.requestId);
    const code = pathCode(request, 'agencyCode', AgencyCode);
    if (!code.ok) return answer(code);
    const body = jsonBody(request, AgencySetUp);
    if (!body.ok) return answer(body);
    const done = await putAgency(ports)(code.value, body.value);
    return answer(done, done.ok && done.value.created ? 201 : 200, ({ agency }) => agency);
  },
  async putMerchant(request) {
    const answer = answerWith(request.requestId);
    const named = allOf(pathCode(request, 'provider', KnownProvider), pathCode(request, 'merchant', MerchantName));
    if (!named.ok) return answer(named);
    const [provider, merchant] = named.value;
    const body = jsonBody(request, merchantSetUpOf(provider));
    if (!body.ok) return answer(body);
    const done = await putMerchant(ports)(provider, merchant, body.value, request.now);
    return answer(done, done.ok && done.value.created ? 201 : 200, ({ merchant: row }) => merchantView(row));
  },
  async createApiKey(request) {
    const answer = answerWith(request.requestId);
    const once = idempotencyKey(request);
    if (!once.ok) return answer(once);
    const body = jsonBody(request, ApiKeySetUp);
    if (!body.ok) return answer(body);
    const keyId =
      `key_${postToken(await ports.pepper(), 'api-keys', contract.routes.createApiKey.path, once.value)}` as const;
    return answer(await createApiKey(ports)(keyId, body.value, request.now), 201);
  },
  async revokeApiKey(request) {
    const answer = answerWith(request.requestId);
    const keyId = pathCode(request, 'apiKeyId', madeId('key'));
    return answer(keyId.ok ? await revokeApiKey(ports)(keyId.value, request.now) : keyId);
  },
});
