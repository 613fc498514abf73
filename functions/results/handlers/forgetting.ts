import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { s3CheckedFiles } from '../adapters/s3-checked-files.ts';
import { reminderIn, sqsReminders } from '../adapters/sqs-reminders.ts';
import type { ResultRegistry } from '../ports.ts';
import { forgetCheck } from '../usecases/check-file.ts';
import { forgetReceivers } from '../usecases/forget-receivers.ts';

/** What forgetting is wired from. */
interface ForgettingParts {
  readonly registry: ResultRegistry;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly uploadsBucket: string;
  readonly queue: string;
}

/** What of persons the queue of signing has forgotten: who took a dossier's results, and files that somebody had checked. */
export const forgetting = ({ registry, s3, sqs, uploadsBucket, queue }: ForgettingParts) => {
  const receivers = forgetReceivers({ registry });
  const check = forgetCheck({ files: s3CheckedFiles(s3, uploadsBucket), reminders: sqsReminders(sqs, queue) });
  return {
    receiversOf: async (dossierCode: DossierCode, requestId: string): Promise<Result<unknown>> =>
      ok(await receivers(dossierCode, systemClock(), { recordedBy: 'system', requestId })),
    checkedFile: async (envelope: { readonly detail?: unknown }): Promise<Result<unknown>> =>
      ok(await check(reminderIn(envelope), systemClock())),
  };
};
