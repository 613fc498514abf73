import { S3Client } from '@aws-sdk/client-s3';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { limitsIn } from '../../../shared/platform/limits-text.ts';
import { logAlarm } from '../../../shared/platform/observability.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { tableTries } from '../../../shared/platform/table-tries.ts';
import { ledgerPayments } from '../../payments/adapters/ledger-payments.ts';
import { s3ReceiptFiles } from '../../payments/adapters/s3-receipt-files.ts';
import { s3ResultFiles } from '../../results/adapters/s3-result-files.ts';
import { citizenReceipts } from '../adapters/citizen-receipts.ts';
import { citizenResultContract } from '../contract.ts';
import { pageServer } from './page-server.ts';
import { preferenceRoutes } from './preference-routes.ts';
import { ratingRoutes } from './rating-routes.ts';
import { receiptPageRoutes } from './receipt-page-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { wireDocuments } from './wire-documents.ts';
import { wireDossiers } from './wire-dossiers.ts';
import { wireRatings } from './wire-ratings.ts';
import { wireWishes } from './wire-wishes.ts';

const env = readEnv(citizenResultContract);
const table = openTables();
const tables = {
  dossiers: table(env.dossiersTable),
  notifications: table(env.notificationsTable),
  results: table(env.resultsTable),
};
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const files = s3ResultFiles(awsClient(S3Client), env.resultsBucket);
const ledger = ledgerPayments(table(env.paymentsTable), systemClock);
const ports = {
  dossiers: wireDossiers(tables.dossiers, pepper, env.publicOrigin, systemClock),
  wishes: wireWishes(tables.dossiers, pepper, env.publicOrigin, systemClock),
  ratings: wireRatings(tables.dossiers, pepper, env.publicOrigin, systemClock),
  documents: wireDocuments(tables, files, pepper, systemClock),
  receipts: citizenReceipts({ ledger, files: s3ReceiptFiles(env.resultsBucket) }),
  tries: tableTries(tables.results, pepper),
  limits: limitsIn(env.strangerLimits),
  tellPumped: (requestId: string) => logAlarm('codes_pumped', { requestId }),
};

/** The pages on which results and receipts are given out, and those on which a person chooses what is sent, and rates. */
export const handler = pageServer(
  (parts) => [
    ...resultRoutes(parts, ports),
    ...receiptPageRoutes(parts, ports),
    ...preferenceRoutes(parts, ports),
    ...ratingRoutes(parts, ports),
  ],
  env.publicOrigin,
  systemClock,
);
