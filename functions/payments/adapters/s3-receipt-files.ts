import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DOWNLOAD_VALID_SECONDS } from '../../../shared/kernel/presigned-urls.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import type { ReceiptFiles } from '../receipt-ports.ts';

/** Sealed receipts in the results' bucket, where the results' room stores them. */
export const s3ReceiptFiles = (bucket: string, client: S3Client = awsClient(S3Client)): ReceiptFiles => ({
  downloadUrl: ({ objectKey, objectVersionId }, fileName) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: objectKey,
        ...(objectVersionId ? { VersionId: objectVersionId } : {}),
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseContentType: 'application/pdf',
      }),
      { expiresIn: DOWNLOAD_VALID_SECONDS },
    ),
});
