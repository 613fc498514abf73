import { createHash } from 'node:crypto';
import { NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { presignedDownload } from '../../../shared/platform/presigned-download.ts';
import { attachment } from '../domain/file-name.ts';
import type { PreparedFiles } from '../ports.ts';
import { putOnce, readWhole } from './s3-objects.ts';

/** As the contract of who writes them names it (`preparedPrefix`). */
const keyOf = (resultId: ResultId, sha256: string): string => `prepared/${resultId}/${sha256}.pdf`;

/** Prepared files in the uploads' bucket; the first writer wins, and all write the same. */
export const s3PreparedFiles = (client: S3Client, bucket: string): PreparedFiles => ({
  async keep(resultId, pdf) {
    const hash = createHash('sha256').update(pdf).digest();
    await putOnce(client, {
      Bucket: bucket,
      Key: keyOf(resultId, hash.toString('hex')),
      Body: pdf,
      ContentType: 'application/pdf',
      ChecksumSHA256: hash.toString('base64'),
    });
  },

  async read(resultId, sha256) {
    try {
      return (await readWhole(client, { Bucket: bucket, Key: keyOf(resultId, sha256) })).bytes;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },

  downloadUrl: (resultId, sha256) =>
    presignedDownload(
      client,
      { bucket, objectKey: keyOf(resultId, sha256), objectVersionId: undefined },
      attachment(`${sha256}.pdf`),
    ),
});
