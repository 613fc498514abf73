import { S3Client } from '@aws-sdk/client-s3';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { presignedDownload } from '../../../shared/platform/presigned-download.ts';
import type { ReceiptFiles } from '../receipt-ports.ts';

/** Sealed receipts in the results' bucket, where the results' room stores them. */
export const s3ReceiptFiles = (bucket: string, client: S3Client = awsClient(S3Client)): ReceiptFiles => ({
  downloadUrl: ({ objectKey, objectVersionId }, fileName) =>
    presignedDownload(client, { bucket, objectKey, objectVersionId }, `attachment; filename="${fileName}"`),
});
