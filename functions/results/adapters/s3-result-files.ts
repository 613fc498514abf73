import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DOWNLOAD_VALID_SECONDS } from '../../../shared/kernel/presigned-urls.ts';
import type { ResultFiles } from '../ports.ts';

const keyOf = (resultId: string): string => `results/${resultId}/v1.pdf`;

const isTaken = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;

/** Signed files in the results' bucket, under its default Object Lock; `If-None-Match: *` lets the first writer win. */
export const s3ResultFiles = (client: S3Client, bucket: string): ResultFiles => ({
  keyOf,

  async store(resultId, { pdf, uploadVersionId, signerFingerprint }) {
    try {
      const answer = await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(resultId),
          Body: pdf,
          ContentType: 'application/pdf',
          ChecksumSHA256: createHash('sha256').update(pdf).digest('base64'),
          IfNoneMatch: '*',
          Metadata: { 'upload-version-id': uploadVersionId, 'signer-fingerprint': signerFingerprint },
        }),
      );
      return { objectVersionId: answer.VersionId ?? '' };
    } catch (error) {
      if (isTaken(error)) return 'taken';
      throw error;
    }
  },

  async stored(resultId) {
    try {
      const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(resultId) }));
      return {
        pdf: (await answer.Body?.transformToByteArray()) ?? new Uint8Array(),
        objectVersionId: answer.VersionId ?? '',
        uploadVersionId: answer.Metadata?.['upload-version-id'] ?? '',
        signerFingerprint: answer.Metadata?.['signer-fingerprint'] ?? '',
      };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },

  downloadUrl: ({ objectKey, objectVersionId }, contentDisposition) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: objectKey,
        ...(objectVersionId ? { VersionId: objectVersionId } : {}),
        ResponseContentDisposition: contentDisposition,
        ResponseContentType: 'application/pdf',
      }),
      { expiresIn: DOWNLOAD_VALID_SECONDS },
    ),
});
