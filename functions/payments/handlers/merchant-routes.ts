import { randomBytes } from 'node:crypto';
import { base32 } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { paymentsApiContract } from '../contract.ts';
import { MerchantName, ProviderName } from '../domain/names.ts';
import { type CheckMerchantPorts, checkMerchant } from '../usecases/check-merchant.ts';

type Routes = Pick<RouteHandlers<(typeof paymentsApiContract)['routes']>, 'checkMerchant'>;

/** A token of 26 characters that no attempt has. */
const freshToken = (): string => base32(randomBytes(17)).slice(0, 26);

/** The route by which an operator has a provider asked about a merchant's credentials. */
export const merchantRoutes = (ports: CheckMerchantPorts): Routes => ({
  checkMerchant: taking(
    [pathCode('provider', ProviderName), pathCode('merchant', MerchantName)],
    async ({ now }, answer, provider, merchant) =>
      answer(await checkMerchant(ports)(provider, merchant, freshToken(), now)),
  ),
});
