import { randomUUID } from 'node:crypto';
import { CopyObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { presignedUpload } from '../../../shared/platform/presigned-upload.ts';
import type { StatementUploads } from '../statement-ports.ts';
import { piecesOf, statementObject } from './s3-statement-files.ts';

/** S3 tells the second in which a file came: it counts as its last millisecond, so that what came after something is not told as before it. */
const IN_ITS_SECOND_MS = 999;

/** Uploads of statements in the versioned bucket of uploads, which forgets them after some days; what is right is copied to the statements. */
export const s3StatementUploads = (
  client: S3Client,
  uploadsBucket: string,
  statementsBucket: string,
): StatementUploads => ({
  async address({ provider, merchant, date }, now) {
    const objectKey = `statements/${provider}/${merchant}/${date}/${randomUUID()}.csv`;
    const upload = await presignedUpload(client, { bucket: uploadsBucket, objectKey, contentType: 'text/csv' }, now);
    return { objectKey, upload };
  },

  async newest(objectKey) {
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: uploadsBucket, Key: objectKey }));
      if (!head.VersionId || !head.LastModified) throw new Error('the uploads bucket keeps no versions');
      const uploadedAt = head.LastModified.getTime() + IN_ITS_SECOND_MS;
      return { objectKey, versionId: head.VersionId, bytes: head.ContentLength ?? 0, uploadedAt };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  },

  read: ({ objectKey, versionId, bytes }) =>
    bytes === 0 ? nothing() : piecesOf(client, { Bucket: uploadsBucket, Key: objectKey, VersionId: versionId }),

  async keep({ objectKey, versionId }, statement, sha256) {
    await client.send(
      new CopyObjectCommand({
        Bucket: statementsBucket,
        Key: statementObject(statement, sha256),
        CopySource: `${uploadsBucket}/${objectKey}?versionId=${encodeURIComponent(versionId)}`,
      }),
    );
  },
});

/** No range of an empty object can be asked for. */
async function* nothing(): AsyncGenerator<Uint8Array> {}
