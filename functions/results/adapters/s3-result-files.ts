import { createHash } from 'node:crypto';
import { NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { presignedDownload } from '../../../shared/platform/presigned-download.ts';
import type { ResultFiles } from '../ports.ts';
import { putOnce, readWhole } from './s3-objects.ts';

const keyOf = (resultId: ResultId, n: number): string => `results/${resultId}/v${n}.pdf`;

/** Signed files in the results' bucket, under its default Object Lock; the first writer wins. */
export const s3ResultFiles = (client: S3Client, bucket: string): ResultFiles => ({
  keyOf,

  async store(resultId, n, { pdf, uploadVersionId }) {
    const put = await putOnce(client, {
      Bucket: bucket,
      Key: keyOf(resultId, n),
      Body: pdf,
      ContentType: 'application/pdf',
      ChecksumSHA256: createHash('sha256').update(pdf).digest('base64'),
      Metadata: { 'upload-version-id': uploadVersionId },
    });
    return put === 'taken' ? put : { objectVersionId: put.VersionId ?? '' };
  },

  async stored(resultId, n) {
    try {
      const { bytes, VersionId, Metadata } = await readWhole(client, { Bucket: bucket, Key: keyOf(resultId, n) });
      return {
        pdf: bytes,
        objectVersionId: VersionId ?? '',
        uploadVersionId: Metadata?.['upload-version-id'] ?? '',
      };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },

  downloadUrl: ({ objectKey, objectVersionId }, contentDisposition) =>
    presignedDownload(client, { bucket, objectKey, objectVersionId }, contentDisposition),
});
