import {
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { UPLOAD_VALID_SECONDS } from '../../../shared/kernel/presigned-urls.ts';
import { awsClient, type ClientLimits } from '../../../shared/platform/aws-clients.ts';
import type { Uploads } from '../ports.ts';
import { readWhole } from './s3-objects.ts';

/** Addresses are signed as of the minute, so that equal requests at one moment get the same one. */
const SIGNED_EACH_MS = 60_000;

/** Limits for whole files: 25 MB over a slow moment of the network, and S3 takes a while to answer once it has the last byte. */
export const wholeFiles: ClientLimits = { answerMs: 15_000, stillMs: 5000 };

/** The S3 client of uploads and results. No checksum is added where none is asked for: one of an empty body would be signed into the address of an upload. */
export const s3Client = (limits: ClientLimits = {}): S3Client =>
  awsClient(S3Client, {
    ...limits,
    settings: { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
  });

const keyOf = (resultId: ResultId): string => `uploads/${resultId}.pdf`;

/** A versioned bucket where nothing was deleted answers 404 for a missing object or version; a malformed version id is as good as missing. */
const isMissing = (error: unknown): boolean =>
  error instanceof NotFound ||
  error instanceof NoSuchKey ||
  (error instanceof S3ServiceException && ['NoSuchVersion', 'InvalidArgument', 'NotFound'].includes(error.name));

/** Uploads in their own versioned bucket, which forgets them after some days. */
export const s3Uploads = (client: S3Client, bucket: string): Uploads => ({
  async target(resultId, now) {
    const headers = { 'content-type': 'application/pdf' };
    const command = new PutObjectCommand({ Bucket: bucket, Key: keyOf(resultId), ContentType: 'application/pdf' });
    const signedAt = now - (now % SIGNED_EACH_MS);
    const url = await getSignedUrl(client, command, {
      expiresIn: UPLOAD_VALID_SECONDS,
      signableHeaders: new Set(['content-type']),
      signingDate: new Date(signedAt),
    });
    return { method: 'PUT', url, headers, expiresAt: signedAt + UPLOAD_VALID_SECONDS * 1000 };
  },

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
