import { SQSClient } from '@aws-sdk/client-sqs';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { directoryRefundLimit } from '../adapters/directory-refund-limit.ts';
import { sqsRefunds } from '../adapters/sqs-refunds.ts';
import { reconciliationApiContract } from '../contract.ts';
import { toldLater } from './money-log.ts';
import { reconciliationRoutes } from './reconciliation-routes.ts';
import { statementPorts } from './statement-wiring.ts';
import { tablePorts } from './wiring.ts';

const env = readEnv(reconciliationApiContract);
const table = openTables();
const payments = table(env.paymentsTable);
const sqs = awsClient(SQSClient);

/** Statements of providers and banks, the formats that they are in, and how they differ from the ledger. */
export const handler = apiHandler(
  reconciliationApiContract.routes,
  reconciliationRoutes({
    ...tablePorts(payments),
    ...statementPorts(payments, env),
    refundQueue: toldLater(sqsRefunds(sqs, env.refundQueue)),
    refundLimit: directoryRefundLimit(table(env.installationTable), systemClock),
  }),
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
