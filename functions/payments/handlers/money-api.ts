import { SQSClient } from '@aws-sdk/client-sqs';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { directoryRefundLimit } from '../adapters/directory-refund-limit.ts';
import { ledgerTransfers } from '../adapters/ledger-transfers.ts';
import { moneyByDay } from '../adapters/money-by-day.ts';
import { sqsRefunds } from '../adapters/sqs-refunds.ts';
import { transferLists } from '../adapters/transfer-lists.ts';
import { moneyApiContract } from '../contract.ts';
import { decisionRoutes } from './decision-routes.ts';
import { toldLater } from './money-log.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { receiptPorts } from './receipt-wiring.ts';
import { refundRoutes } from './refund-routes.ts';
import { transferListRoutes } from './transfer-list-routes.ts';
import { transferRoutes } from './transfer-routes.ts';
import { tablePorts } from './wiring.ts';

const env = readEnv(moneyApiContract);
const table = openTables();
const payments = table(env.paymentsTable);
const routePorts = {
  ...tablePorts(payments),
  transfers: transferLists(payments),
  moneyByDay: moneyByDay(payments),
  transferLedger: ledgerTransfers(payments, systemClock),
  ...receiptPorts(payments, table(env.dossiersTable), env.resultsBucket),
  pepper: pepperReader(secretsManagerReader(systemClock), env.pepper),
  publicOrigin: env.publicOrigin,
  queue: toldLater(sqsRefunds(awsClient(SQSClient), env.refundQueue)),
  refundLimit: directoryRefundLimit(table(env.installationTable), systemClock),
};

/** Money that came, for those who work on it. */
export const handler = apiHandler(
  moneyApiContract.routes,
  {
    ...refundRoutes(routePorts),
    ...decisionRoutes(routePorts),
    ...transferListRoutes(routePorts),
    ...transferRoutes(routePorts),
    ...receiptRoutes(routePorts),
  },
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
