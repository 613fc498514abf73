import { HeadObjectCommand, NoSuchKey, NotFound, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import type { ClientLimits } from '../../../shared/platform/aws-clients.ts';
import { presignedUpload } from '../../../shared/platform/presigned-upload.ts';
import type { Uploads } from '../ports.ts';
import { readWhole } from './s3-objects.ts';

/** Limits for whole files: 25 MB over a slow moment of the network, and S3 takes a while to answer once it has the last byte. */
export const wholeFiles: ClientLimits = { answerMs: 15_000, stillMs: 5000 };

const keyOf = (resultId: ResultId): string => `uploads/${resultId}.pdf`;

/** A versioned bucket where nothing was deleted answers 404 for a missing object or version; a malformed version id is as good as missing. */
const isMissing = (error: unknown): boolean =>
  error instanceof NotFound ||
  error instanceof NoSuchKey ||
  (error instanceof S3ServiceException && ['NoSuchVersion', 'InvalidArgument', 'NotFound'].includes(error.name));

/** Uploads in their own versioned bucket, which forgets them after some days. */
export const s3Uploads = (client: S3Client, bucket: string): Uploads => ({
  target: (resultId, now) =>
    presignedUpload(client, { bucket, objectKey: keyOf(resultId), contentType: 'application/pdf' }, now),

  async newest(resultId) {
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(resultId) }));
      if (!head.VersionId) throw new Error('the uploads bucket keeps no versions');
      return { versionId: head.VersionId, bytes: head.ContentLength ?? 0 };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },

  async read(resultId, versionId) {
    try {
      return (await readWhole(client, { Bucket: bucket, Key: keyOf(resultId), VersionId: versionId })).bytes;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
});
