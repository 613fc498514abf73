import { HeadObjectCommand, NoSuchKey, NotFound, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import type { ClientLimits } from '../../../shared/platform/aws-clients.ts';
import { presignedUpload } from '../../../shared/platform/presigned-upload.ts';
import type { Uploads } from '../ports.ts';
import { readWhole } from './s3-objects.ts';

/** Limits for whole files: 25 MB over a slow moment of the network, and S3 takes a while to answer once it has the last byte. */
export const wholeFiles: ClientLimits = { answerMs: 15_000, stillMs: 5000 };

const resultFiles = 'uploads';

/** The folder of files that somebody has checked. */
export const checkedFiles = 'checks';

/** The one place of an upload. */
export const uploadKey = (folder: string, id: string): string => `${folder}/${id}.pdf`;

/** A versioned bucket where nothing was deleted answers 404 for a missing object or version; a malformed version id is as good as missing. */
const isMissing = (error: unknown): boolean =>
  error instanceof NotFound ||
  error instanceof NoSuchKey ||
  (error instanceof S3ServiceException && ['NoSuchVersion', 'InvalidArgument', 'NotFound'].includes(error.name));

/** Uploads in their own versioned bucket, which forgets them after some days; by their folder, that of results unless told. */
export const s3Uploads = <Id extends string = ResultId>(
  client: S3Client,
  bucket: string,
  folder = resultFiles,
): Uploads<Id> => ({
  target: (id, now) =>
    presignedUpload(client, { bucket, objectKey: uploadKey(folder, id), contentType: 'application/pdf' }, now),

  async newest(id) {
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: uploadKey(folder, id) }));
      if (!head.VersionId) throw new Error('the uploads bucket keeps no versions');
      return { versionId: head.VersionId, bytes: head.ContentLength ?? 0 };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },

  async read(id, versionId) {
    try {
      return (await readWhole(client, { Bucket: bucket, Key: uploadKey(folder, id), VersionId: versionId })).bytes;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
});
