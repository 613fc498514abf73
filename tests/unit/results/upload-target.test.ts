import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { s3Uploads } from '../../../functions/results/adapters/s3-uploads.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const uploads = s3Uploads(
  new S3Client({ region: 'ap-southeast-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }),
  'uploads',
);

test('equal requests within a minute are given the same address, valid for at least 14 minutes more', async () => {
  const minute = inVietNam('2026-11-20 09:00');
  const first = await uploads.target('res_1', minute);
  expect(await uploads.target('res_1', minute + 59_999)).toEqual(first);
  expect(first.expiresAt - (minute + 59_999)).toBeGreaterThan(14 * 60_000);
  const query = new URL(first.url).searchParams;
  expect([query.get('X-Amz-Date'), query.get('X-Amz-Expires')]).toEqual(['20261120T020000Z', '900']);
  expect(await uploads.target('res_1', minute + 60_000)).not.toEqual(first);
});
