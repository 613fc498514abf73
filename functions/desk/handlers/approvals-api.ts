import { SQSClient } from '@aws-sdk/client-sqs';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { calendarsIn } from '../../dossiers/adapters/calendar-log.ts';
import { decisionApprovals, decisionLedger, decisionsIn } from '../../dossiers/adapters/decision-ledger.ts';
import { cardErasures } from '../../payments/adapters/card-erasures.ts';
import { ledgerPayments } from '../../payments/adapters/ledger-payments.ts';
import { ledgerTransfers } from '../../payments/adapters/ledger-transfers.ts';
import { paymentLists } from '../../payments/adapters/payment-lists.ts';
import { sqsRefunds } from '../../payments/adapters/sqs-refunds.ts';
import { toldLater } from '../../payments/handlers/money-log.ts';
import { approvalsApiContract } from '../contract.ts';
import { approvalRoutes } from './approval-routes.ts';

const env = readEnv(approvalsApiContract);
const table = openTables();
const payments = table(env.paymentsTable);
const dossiers = table(env.dossiersTable);
const routes = approvalRoutes({
  ledger: ledgerPayments(payments, systemClock),
  transferLedger: ledgerTransfers(payments, systemClock),
  lists: paymentLists(payments),
  queue: toldLater(sqsRefunds(awsClient(SQSClient), env.refundQueue)),
  erasures: cardErasures(dossiers),
  decisions: decisionLedger(decisionsIn(dossiers, systemClock)),
  decisionApprovals: decisionApprovals(dossiers),
  calendars: calendarsIn(dossiers),
  calendar: officialCalendar,
});

/** What waits for a second person, for those who may be that person. */
export const handler = apiHandler(approvalsApiContract.routes, routes, {
  authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
  now: systemClock,
  publicOrigin: env.publicOrigin,
});
