import { createHash } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { CheckId } from '../../../shared/kernel/ids.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { limitsIn } from '../../../shared/platform/limits-text.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { tableTries } from '../../../shared/platform/table-tries.ts';
import { checkedFiles, s3Uploads, wholeFiles } from '../adapters/s3-uploads.ts';
import { sqsReminders } from '../adapters/sqs-reminders.ts';
import { tableFileChecks } from '../adapters/table-file-checks.ts';
import type { resultsApiContract } from '../contract.ts';
import type { CheckPorts } from '../usecases/check-file.ts';

/** What checking files of anybody's needs besides the registers. */
export const wireChecks = (
  results: Table,
  pepper: () => Promise<Pepper>,
  env: Readonly<Record<keyof (typeof resultsApiContract)['env'], string>>,
): Omit<CheckPorts, 'registry' | 'receipts' | 'trust'> => ({
  checks: tableFileChecks(results),
  checkedFiles: s3Uploads<CheckId>(s3Client(wholeFiles), env.uploadsBucket, checkedFiles),
  reminders: sqsReminders(awsClient(SQSClient), env.queue),
  tries: tableTries(results, pepper),
  limits: limitsIn(env.strangerLimits),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
});
