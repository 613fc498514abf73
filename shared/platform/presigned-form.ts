import { createHmac } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { UploadForm } from '../kernel/presigned-urls.ts';

/** What a form takes, and where it leads. */
export interface FormTarget {
  readonly bucket: string;
  readonly objectKey: string;
  readonly contentType: string;
  readonly maxBytes: number;
  /** Where the store brings the browser once it has the file, with `bucket`, `key` and `etag` in the query. */
  readonly landsAt: string;
  readonly expiresAt: number;
}

const mac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Where the bucket is posted to: the client alone knows how its address is written. */
const bucketAddress = async (client: S3Client, { bucket, objectKey }: FormTarget): Promise<string> => {
  const address = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: objectKey })));
  address.search = '';
  address.pathname = address.pathname.slice(0, -`/${objectKey}`.length);
  return address.href;
};

/**
 * A form by which a browser puts one file into its place without script: a policy signed as Amazon S3 has it ("Authenticating Requests:
 * Browser-Based Uploads Using POST", Signature Version 4). Place, type, size, landing and end stand in the policy, so none can be changed.
 */
export const presignedForm = async (client: S3Client, target: FormTarget, now: number): Promise<UploadForm> => {
  const { bucket, objectKey, contentType, maxBytes, landsAt, expiresAt } = target;
  const [url, credentials, region] = await Promise.all([
    bucketAddress(client, target),
    client.config.credentials(),
    client.config.region(),
  ]);
  const signedAt = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [signedAt.slice(0, 8), region, 's3', 'aws4_request'];
  const token = credentials.sessionToken;
  const bound: Readonly<Record<string, string>> = {
    ...{ key: objectKey, 'Content-Type': contentType, success_action_redirect: landsAt },
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [credentials.accessKeyId, ...scope].join('/'),
    'x-amz-date': signedAt,
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
  };
  const conditions = [
    { bucket },
    ...Object.entries(bound).map(([name, value]) => ({ [name]: value })),
    ['content-length-range', 0, maxBytes],
  ];
  const expiration = new Date(expiresAt).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  const key = scope.reduce<string | Uint8Array>(mac, `AWS4${credentials.secretAccessKey}`);
  return { url, fields: { ...bound, policy, 'x-amz-signature': mac(key, policy).toString('hex') }, expiresAt };
};
