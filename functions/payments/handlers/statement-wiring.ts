import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { formatItems } from '../adapters/format-items.ts';
import { ledgerBreaks } from '../adapters/ledger-breaks.ts';
import { s3StatementFiles, wholeStatements } from '../adapters/s3-statement-files.ts';
import { s3StatementUploads } from '../adapters/s3-statement-uploads.ts';
import { sqsStatements } from '../adapters/sqs-statements.ts';
import { statementItems } from '../adapters/statement-items.ts';

/** Where statements and their uploads lie, and the queue that has them worked through. */
export interface StatementPlaces {
  readonly statementsBucket: string;
  readonly uploadsBucket: string;
  readonly statementQueue: string;
}

/** The ports of what is done with statements, over the payments' table, the buckets and the queue. */
export const statementPorts = (
  payments: Table,
  { statementsBucket, uploadsBucket, statementQueue }: StatementPlaces,
) => {
  const s3 = s3Client(wholeStatements);
  const queue = sqsStatements(awsClient(SQSClient), statementQueue);
  return {
    statements: statementItems(payments, systemClock),
    breaks: ledgerBreaks(payments, systemClock),
    formats: formatItems(payments, systemClock),
    files: s3StatementFiles(s3, statementsBucket),
    uploads: s3StatementUploads(s3, uploadsBucket, statementsBucket),
    queue,
    uploadQueue: queue,
  };
};
