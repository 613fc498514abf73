import { AgencyCode, madeId } from '../../../shared/kernel/ids.ts';
import { PageQuery, pageView } from '../../../shared/kernel/paging.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { keptCode, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { installationApiContract } from '../contract.ts';
import { MerchantName, ProviderName } from '../domain/requests.ts';
import type { AgencyStore, ApiKeyStore, MerchantStore } from '../ports.ts';
import { apiKeyView } from '../usecases/api-key-view.ts';
import { merchantView } from '../usecases/merchant-view.ts';

/** What the routes need of their surroundings. */
export interface ReadingRoutePorts {
  readonly agencies: AgencyStore;
  readonly merchants: MerchantStore;
  readonly keys: ApiKeyStore;
}

type Routes = Pick<
  RouteHandlers<(typeof installationApiContract)['routes']>,
  'listAgencies' | 'readAgency' | 'listMerchants' | 'readMerchant' | 'listApiKeys' | 'readApiKey'
>;

const found = <T>(row: T | undefined, what: string): Result<T> =>
  row === undefined ? fail({ kind: 'not_found', what }) : ok(row);

const codeKey = /^[0-9A-Z.]{1,35}$/;
const merchantKey = /^[a-z0-9]+#[A-Za-z0-9._-]{1,64}$/;
const apiKeyKey = /^key_[0-9a-z]{26}$/;

/** The routes by which an operator reads what was set up, never a secret. */
export const readingRoutes = ({ agencies, merchants, keys }: ReadingRoutePorts): Routes => ({
  listAgencies: taking([queryOf(PageQuery(codeKey))], async (_, answer, { cursor: after, limit }) =>
    answer(ok(await agencies.list({ after, limit })), 200, (page) => pageView(page, (agency) => agency)),
  ),
  readAgency: taking([keptCode('agencyCode', AgencyCode)], async (_, answer, agencyCode) =>
    answer(found(await agencies.find(agencyCode), 'agency')),
  ),
  listMerchants: taking([queryOf(PageQuery(merchantKey))], async (_, answer, { cursor: after, limit }) =>
    answer(ok(await merchants.list({ after, limit })), 200, (page) => pageView(page, merchantView)),
  ),
  readMerchant: taking(
    [pathCode('provider', ProviderName), pathCode('merchant', MerchantName)],
    async (_, answer, provider, merchant) =>
      answer(found(await merchants.find(provider, merchant), 'merchant'), 200, merchantView),
  ),
  listApiKeys: taking([queryOf(PageQuery(apiKeyKey))], async (_, answer, { cursor: after, limit }) =>
    answer(ok(await keys.list({ after, limit })), 200, (page) => pageView(page, apiKeyView)),
  ),
  readApiKey: taking([keptCode('apiKeyId', madeId('key'))], async (_, answer, keyId) =>
    answer(found(await keys.find(keyId), 'API key'), 200, apiKeyView),
  ),
});
