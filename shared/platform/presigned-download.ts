import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DOWNLOAD_VALID_SECONDS } from '../kernel/presigned-urls.ts';

/** A PDF in a bucket, one version of it where that is known. */
export interface StoredPdf {
  readonly bucket: string;
  readonly objectKey: string;
  readonly objectVersionId: string | undefined;
}

/** An address from which whoever has it downloads a PDF, for `DOWNLOAD_VALID_SECONDS`; the browser keeps it as `contentDisposition` says. */
export const presignedDownload = (
  client: S3Client,
  { bucket, objectKey, objectVersionId }: StoredPdf,
  contentDisposition: string,
): Promise<string> =>
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
  );
