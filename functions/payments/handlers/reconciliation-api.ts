import { SQSClient } from '@aws-sdk/client-sqs';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { formatItems } from '../adapters/format-items.ts';
import { ledgerBreaks } from '../adapters/ledger-breaks.ts';
import { s3StatementFiles, wholeStatements } from '../adapters/s3-statement-files.ts';
import { s3StatementUploads } from '../adapters/s3-statement-uploads.ts';
import { sqsStatements } from '../adapters/sqs-statements.ts';
import { statementItems } from '../adapters/statement-items.ts';
import { reconciliationApiContract } from '../contract.ts';
import { reconciliationRoutes } from './reconciliation-routes.ts';
import { paymentPorts } from './wiring.ts';

const env = readEnv(reconciliationApiContract);
const table = openTables();
const payments = table(env.paymentsTable);
const s3 = s3Client(wholeStatements);
const queue = sqsStatements(awsClient(SQSClient), env.statementQueue);

/** Statements of providers and banks, the formats that they are in, and how they differ from the ledger. */
export const handler = apiHandler(
  reconciliationApiContract.routes,
  reconciliationRoutes({
    ...paymentPorts(payments, env.providersOrigin),
    statements: statementItems(payments, systemClock),
    breaks: ledgerBreaks(payments, systemClock),
    formats: formatItems(payments, systemClock),
    files: s3StatementFiles(s3, env.statementsBucket),
    uploads: s3StatementUploads(s3, env.uploadsBucket, env.statementsBucket),
    queue,
    uploadQueue: queue,
  }),
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
