import type { S3Client } from '@aws-sdk/client-s3';
import { presignedForm } from '../../../shared/platform/presigned-form.ts';
import { MAX_SENT_BYTES } from '../domain/file-check.ts';
import type { CheckForms } from '../ports.ts';
import { checkedFiles, uploadKey } from './s3-uploads.ts';

/** Forms that take files to be checked into the uploads' bucket, each to its own place. */
export const s3CheckForms = (client: S3Client, bucket: string): CheckForms => ({
  form: (checkId, ends, now) =>
    presignedForm(
      client,
      {
        ...{ bucket, objectKey: uploadKey(checkedFiles, checkId), contentType: 'application/pdf' },
        ...{ maxBytes: MAX_SENT_BYTES, ...ends },
      },
      now,
    ),
});
