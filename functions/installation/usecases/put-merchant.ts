import type { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { rotated } from '../domain/merchant-secret.ts';
import type { MerchantSetUp } from '../domain/requests.ts';
import type { MerchantRow, MerchantSecrets, MerchantStore } from '../ports.ts';

/** What setting up a merchant needs. */
export interface PutMerchantPorts {
  readonly merchants: MerchantStore;
  readonly secrets: MerchantSecrets;
  readonly publicOrigin: string;
}

/**
 * Sets a merchant account up, or replaces its set-up; one that was ended is open again. Changed credentials are in force at once and those before stay valid for
 * a day; equal ones change nothing. The secret is written before the row: a merchant that is known always has its secret.
 */
export const putMerchant =
  ({ merchants, secrets, publicOrigin }: PutMerchantPorts) =>
  async (
    provider: KnownProvider,
    merchant: string,
    setUp: MerchantSetUp,
    now: Instant,
  ): Promise<Result<{ readonly created: boolean; readonly merchant: MerchantRow }>> => {
    const before = await merchants.find(provider, merchant);
    const secret = rotated(await secrets.read(provider, merchant), withoutUndefined(setUp.credentials), now);
    if (secret) await secrets.write(provider, merchant, secret);
    const row: MerchantRow = {
      provider,
      merchant,
      agencyCode: setUp.agencyCode,
      webhookUrl: `${publicOrigin}/webhooks/payments/${provider}/${merchant}`,
      credentialsUpdatedAt: secret || !before ? now : before.credentialsUpdatedAt,
      setUpAt: before ? before.setUpAt : now,
      fee: setUp.fee,
      endedAt: undefined,
    };
    await merchants.put(row);
    return ok({ created: before === undefined, merchant: row });
  };

/** The credentials that were given. */
export const withoutUndefined = (credentials: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(credentials).filter((entry): entry is [string, string] => entry[1] !== undefined));
