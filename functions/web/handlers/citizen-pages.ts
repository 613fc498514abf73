import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { sqsReturns } from '../../payments/adapters/sqs-returns.ts';
import { s3ResultFiles } from '../../results/adapters/s3-result-files.ts';
import { directoryAgencies } from '../adapters/directory-agencies.ts';
import { tableTries } from '../adapters/table-tries.ts';
import { citizenPagesContract } from '../contract.ts';
import { pageServer } from './page-server.ts';
import { wireDocuments } from './wire-documents.ts';
import { wireDossiers } from './wire-dossiers.ts';
import { wireFees } from './wire-fees.ts';

const env = readEnv(citizenPagesContract);
const table = openTables();
const tables = {
  dossiers: table(env.dossiersTable),
  notifications: table(env.notificationsTable),
  results: table(env.resultsTable),
  installation: table(env.installationTable),
};
const secrets = secretsManagerReader(systemClock);
const pepper = pepperReader(secrets, env.pepper);
const returns = sqsReturns(new SQSClient(clientSettings()), env.returnsQueue);
const files = s3ResultFiles(new S3Client(clientSettings()), env.resultsBucket);

/** The citizen's pages, and everything else without a key. */
export const handler = pageServer(
  {
    dossiers: wireDossiers(tables.dossiers, pepper, env.publicOrigin, systemClock),
    agencies: directoryAgencies(tables.installation, systemClock),
    fees: wireFees(table(env.paymentsTable), secrets, pepper, env, returns, systemClock),
    documents: wireDocuments(tables, files, pepper, systemClock),
    tries: tableTries(tables.results),
    publicOrigin: env.publicOrigin,
    random: () => randomBytes(16).toString('hex'),
  },
  systemClock,
);
