import { createHash } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { CheckId } from '../../../shared/kernel/ids.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { limitsIn } from '../../../shared/platform/limits-text.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { tableTries } from '../../../shared/platform/table-tries.ts';
import { ledgerReceipts } from '../../results/adapters/ledger-receipts.ts';
import { ledgerRegistry } from '../../results/adapters/ledger-registry.ts';
import { s3CheckForms } from '../../results/adapters/s3-check-forms.ts';
import { checkedFiles, s3Uploads, wholeFiles } from '../../results/adapters/s3-uploads.ts';
import { sqsReminders } from '../../results/adapters/sqs-reminders.ts';
import { tableFileChecks } from '../../results/adapters/table-file-checks.ts';
import { tableTrustStore } from '../../results/adapters/table-trust-store.ts';
import { filesToCheck } from '../adapters/files-to-check.ts';
import { citizenCheckContract } from '../contract.ts';
import { checkPageRoutes } from './check-page-routes.ts';
import { pageServer } from './page-server.ts';

const env = readEnv(citizenCheckContract);
const results = openTables()(env.resultsTable);
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const store = s3Client(wholeFiles);
const ports = {
  registry: ledgerRegistry(results, systemClock),
  receipts: ledgerReceipts(results, systemClock),
  trust: tableTrustStore(results),
  checks: tableFileChecks(results),
  checkedFiles: s3Uploads<CheckId>(store, env.uploadsBucket, checkedFiles),
  checkForms: s3CheckForms(store, env.uploadsBucket),
  reminders: sqsReminders(awsClient(SQSClient), env.queue),
  tries: tableTries(results, pepper),
  limits: limitsIn(env.strangerLimits),
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
};

/** The pages on which a file of anybody's is sent to be checked, without script. */
export const handler = pageServer(
  (parts) => checkPageRoutes(parts, filesToCheck(ports, env.publicOrigin)),
  env.publicOrigin,
  systemClock,
);
