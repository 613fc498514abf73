import { randomBytes } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { sqsReturns } from '../../payments/adapters/sqs-returns.ts';
import { directoryAgencies } from '../adapters/directory-agencies.ts';
import { citizenPayContract } from '../contract.ts';
import { pageServer } from './page-server.ts';
import { payRoutes } from './pay-routes.ts';
import { transferRoutes } from './transfer-routes.ts';
import { wireDossiers } from './wire-dossiers.ts';
import { wireFees } from './wire-fees.ts';

const env = readEnv(citizenPayContract);
const table = openTables();
const secrets = secretsManagerReader(systemClock);
const pepper = pepperReader(secrets, env.pepper);
const returns = sqsReturns(awsClient(SQSClient), env.returnsQueue);
const ports = {
  dossiers: wireDossiers(table(env.dossiersTable), pepper, env.publicOrigin, systemClock),
  agencies: directoryAgencies(table(env.installationTable), systemClock),
  fees: wireFees(table(env.paymentsTable), secrets, pepper, env, returns, systemClock),
  random: () => randomBytes(16).toString('hex'),
};

/** The pages on which a fee is paid, and those on which providers bring the payer back. */
export const handler = pageServer(
  (parts) => [...payRoutes(parts, ports), ...transferRoutes(parts, ports)],
  env.publicOrigin,
  systemClock,
);
