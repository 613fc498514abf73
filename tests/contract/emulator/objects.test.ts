import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeAll, describe, expect, test } from 'vitest';
import { presignedForm } from '../../../shared/platform/presigned-form.ts';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { freshName } from './ground.ts';

describe.skipIf(!emulatorEndpoint)('objects', () => {
  const s3 = new S3Client({ ...emulatorConfig(), forcePathStyle: true });
  const Bucket = freshName('objects');
  const locked = freshName('locked');

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }));
    await s3.send(new PutBucketVersioningCommand({ Bucket: locked, VersioningConfiguration: { Status: 'Enabled' } }));
    await s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket: locked,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
        },
      }),
    );
  });

  test('an upload and a download by presigned URL need no credentials', async () => {
    const put = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'a', ContentType: 'application/pdf' }), {
      expiresIn: 60,
    });
    const up = await fetch(put, { method: 'PUT', body: 'hello', headers: { 'content-type': 'application/pdf' } });
    expect(up.status).toBe(200);
    const get = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 60 });
    expect(await (await fetch(get)).text()).toBe('hello');
  });

  test('a form with a signed policy takes a file of its size to its place alone, and leads on', async () => {
    const target = { bucket: Bucket, objectKey: 'checks/form.pdf', contentType: 'application/pdf', maxBytes: 10 };
    const ends = { landsAt: 'https://motcua.test/there?sent=1', expiresAt: Date.now() + 60_000 };
    const { url, fields } = await presignedForm(s3, { ...target, ...ends }, Date.now());
    const post = (file: string, changed: Readonly<Record<string, string>> = {}) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...changed })) body.append(name, value);
      body.append('file', new Blob([file]), 'any name.pdf');
      return fetch(url, { method: 'POST', body, redirect: 'manual' });
    };
    const taken = await post('%PDF-1.7');
    expect(taken.status).toBe(303);
    expect(taken.headers.get('location')).toMatch(/^https:\/\/motcua\.test\/there\?.*sent=1/);
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key: 'checks/form.pdf' }));
    expect([await Body?.transformToString(), ContentType]).toEqual(['%PDF-1.7', 'application/pdf']);
    expect((await post('more than ten bytes')).status).toBe(400);
    expect((await post('%PDF-1.7', { key: 'results/other.pdf' })).status).toBe(403);
  });

  test('an altered or expired presigned URL is refused', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'c', Body: 'secret' }));
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'b' }), { expiresIn: 1 });
    expect((await fetch(url.replace('/b?', '/c?'))).status).toBe(403);
    await sleep(2_500);
    expect((await fetch(url)).status).toBe(403);
  });

  test('of two writers with If-None-Match one is told 412', async () => {
    const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body, IfNoneMatch: '*' }));
    const results = await Promise.allSettled([put('first'), put('second')]);
    const lost = results.filter((result) => result.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason.$metadata.httpStatusCode).toBe(412);
  });

  test('a version under Object Lock cannot be deleted', async () => {
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: locked, Key: 'result', Body: 'signed' }));
    const head = await s3.send(new HeadObjectCommand({ Bucket: locked, Key: 'result' }));
    expect(head.ObjectLockMode).toBe('GOVERNANCE');
    const refusal = await s3.send(new DeleteObjectCommand({ Bucket: locked, Key: 'result', VersionId })).then(
      () => undefined,
      (error) => error,
    );
    expect(refusal?.$metadata.httpStatusCode).toBe(403);
  });
});
