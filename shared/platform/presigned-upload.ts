import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { UPLOAD_VALID_SECONDS, type UploadAddress } from '../kernel/presigned-urls.ts';
import { awsClient, type ClientLimits } from './aws-clients.ts';

/** Addresses are signed as of the minute, so that equal requests at one moment get the same one. */
const SIGNED_EACH_MS = 60_000;

/** The S3 client of uploads. No checksum is added where none is asked for: one of an empty body would be signed into the address of an upload. */
export const s3Client = (limits: ClientLimits = {}): S3Client =>
  awsClient(S3Client, {
    ...limits,
    settings: { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
  });

/** An address to which whoever has it puts a file of this type, for `UPLOAD_VALID_SECONDS`. */
export const presignedUpload = async (
  client: S3Client,
  {
    bucket,
    objectKey,
    contentType,
  }: { readonly bucket: string; readonly objectKey: string; readonly contentType: string },
  now: number,
): Promise<UploadAddress> => {
  const signedAt = now - (now % SIGNED_EACH_MS);
  const url = await getSignedUrl(
    client,
    new PutObjectCommand({ Bucket: bucket, Key: objectKey, ContentType: contentType }),
    {
      expiresIn: UPLOAD_VALID_SECONDS,
      signableHeaders: new Set(['content-type']),
      signingDate: new Date(signedAt),
    },
  );
  return {
    method: 'PUT',
    url,
    headers: { 'content-type': contentType },
    expiresAt: signedAt + UPLOAD_VALID_SECONDS * 1000,
  };
};
