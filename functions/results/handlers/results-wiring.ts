import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { directoryAgencies } from '../adapters/directory-agencies.ts';
import { ledgerReceipts } from '../adapters/ledger-receipts.ts';
import { ledgerRegistry } from '../adapters/ledger-registry.ts';
import { pepperValues } from '../adapters/pepper-values.ts';
import { s3PreparedFiles } from '../adapters/s3-prepared-files.ts';
import { s3ResultFiles } from '../adapters/s3-result-files.ts';
import { s3Uploads, wholeFiles } from '../adapters/s3-uploads.ts';
import { secretsManagerSigners } from '../adapters/signer-secrets.ts';
import { tableDownloads } from '../adapters/table-downloads.ts';
import { agencyPlansIn } from '../adapters/table-plans.ts';
import { signersIn } from '../adapters/table-signers.ts';
import { tableTrustStore } from '../adapters/table-trust-store.ts';
import { resultsApiContract } from '../contract.ts';
import { plansOfResults } from '../usecases/plan-of-result.ts';
import { wireChecks } from './wire-checks.ts';

/** What the API of results works on, from the function's environment. */
export const openResults = () => {
  const env = readEnv(resultsApiContract);
  const table = openTables();
  const s3 = s3Client();
  const results = table(env.resultsTable);
  const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
  const signing = {
    signerRows: signersIn(results),
    agencyPlans: agencyPlansIn(results),
    trust: tableTrustStore(results),
  };
  return {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    ...wireChecks(results, pepper, env),
    ...signing,
    registry: ledgerRegistry(results, systemClock, keyedWith(pepper)),
    downloads: tableDownloads(results),
    receipts: ledgerReceipts(results, systemClock),
    dossiers: dossierCardsIn(table(env.dossiersTable)),
    agencies: directoryAgencies(table(env.installationTable), systemClock),
    uploads: s3Uploads(s3, env.uploadsBucket),
    files: s3ResultFiles(s3, env.resultsBucket),
    derived: pepperValues(pepper),
    plans: plansOfResults(signing),
    // A CMS is checked over the whole prepared file.
    preparedFiles: s3PreparedFiles(s3Client(wholeFiles), env.uploadsBucket),
    signerSecrets: secretsManagerSigners(awsClient(SecretsManagerClient), env.signerSecrets),
    sealKeyId: env.signingKey,
    publicOrigin: env.publicOrigin,
  };
};
