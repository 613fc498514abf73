import { apiKeysIn, takesTestKeys } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { receiptUrl } from '../../../shared/platform/receipt-link.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { carrierManifestOf } from '../../notifications/channels/manifests.ts';
import { manifestOf } from '../../payments/providers/manifests.ts';
import { agencyStoreIn } from '../adapters/agency-store.ts';
import { apiKeyStoreIn } from '../adapters/api-key-store.ts';
import { secretsManagerCarriers } from '../adapters/carrier-secrets.ts';
import { carrierStoreIn } from '../adapters/carrier-store.ts';
import { secretsManagerMerchants } from '../adapters/merchant-secrets.ts';
import { merchantStoreIn } from '../adapters/merchant-store.ts';
import { procedureStoreIn } from '../adapters/procedure-store.ts';
import { secretsManagerTimestampPasswords, timestampAuthoritiesIn, trustAnchorsIn } from '../adapters/trust-stores.ts';
import { installationApiContract } from '../contract.ts';

/** The installation's stores, from the function's environment. */
export const openInstallation = () => {
  const env = readEnv(installationApiContract);
  const table = openTables();
  const installation = table(env.installationTable);
  const results = table(env.resultsTable);
  const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
  return {
    authoriser: apiKeysIn(installation, env.stage, systemClock),
    takesTestKeys: takesTestKeys(env.stage),
    publicOrigin: env.publicOrigin,
    agencies: agencyStoreIn(installation),
    procedures: procedureStoreIn(installation),
    keys: apiKeyStoreIn(installation),
    manifestOf,
    carrierManifestOf,
    carriers: carrierStoreIn(table(env.notificationsTable), env.carrierSecrets),
    carrierSecrets: secretsManagerCarriers(env.carrierSecrets),
    merchants: merchantStoreIn(table(env.paymentsTable), env.merchantSecrets),
    secrets: secretsManagerMerchants(env.merchantSecrets),
    trustAnchors: trustAnchorsIn(results),
    timestampAuthorities: timestampAuthoritiesIn(results, env.timestampSecrets),
    timestampPasswords: secretsManagerTimestampPasswords(env.timestampSecrets),
    receiptUrlOf: async (carrier: string) => receiptUrl(await pepper(), env.publicOrigin, carrier),
    pepper,
  };
};
