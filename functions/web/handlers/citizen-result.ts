import { S3Client } from '@aws-sdk/client-s3';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { s3ResultFiles } from '../../results/adapters/s3-result-files.ts';
import { limitsIn } from '../adapters/limits-text.ts';
import { tableTries } from '../adapters/table-tries.ts';
import { citizenResultContract } from '../contract.ts';
import { pageServer } from './page-server.ts';
import { resultRoutes } from './result-routes.ts';
import { wireDocuments } from './wire-documents.ts';
import { wireDossiers } from './wire-dossiers.ts';

const env = readEnv(citizenResultContract);
const table = openTables();
const tables = {
  dossiers: table(env.dossiersTable),
  notifications: table(env.notificationsTable),
  results: table(env.resultsTable),
};
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const files = s3ResultFiles(awsClient(S3Client), env.resultsBucket);
const ports = {
  dossiers: wireDossiers(tables.dossiers, pepper, env.publicOrigin, systemClock),
  documents: wireDocuments(tables, files, pepper, systemClock),
  tries: tableTries(tables.results, pepper),
  limits: limitsIn(env.strangerLimits),
};

/** The page on which a result is given out. */
export const handler = pageServer((parts) => resultRoutes(parts, ports), env.publicOrigin, systemClock);
