import { createHash } from 'node:crypto';
import { NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { ReceiptId } from '../../../shared/kernel/ids.ts';
import type { ReceiptFiles } from '../ports.ts';
import { putOnce, readWhole } from './s3-objects.ts';

const keyOf = (receiptId: ReceiptId): string => `receipts/${receiptId}.pdf`;

/** Sealed receipts in the results' bucket, under its default Object Lock; the first writer wins. */
export const s3ReceiptFiles = (client: S3Client, bucket: string): ReceiptFiles => ({
  keyOf,
  async store(receiptId, pdf) {
    const put = await putOnce(client, {
      Bucket: bucket,
      Key: keyOf(receiptId),
      Body: pdf,
      ContentType: 'application/pdf',
      ChecksumSHA256: createHash('sha256').update(pdf).digest('base64'),
    });
    return put === 'taken' ? put : { objectVersionId: put.VersionId ?? '' };
  },
  async stored(receiptId) {
    try {
      const { bytes: pdf, VersionId } = await readWhole(client, { Bucket: bucket, Key: keyOf(receiptId) });
      return { pdf, objectVersionId: VersionId ?? '' };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
});
