import { createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { s3CheckForms } from '../../../functions/results/adapters/s3-check-forms.ts';
import { MAX_SENT_BYTES } from '../../../functions/results/domain/file-check.ts';
import { filesToCheck } from '../../../functions/web/adapters/files-to-check.ts';
import { fileChecks } from '../../support/file-checks.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';

const minute = 60_000;
const origin = 'https://motcua.example.vn';
const secretAccessKey = 'secret';
const credentials = { accessKeyId: 'AKID', secretAccessKey, sessionToken: 'token' };
const client = (more: { readonly endpoint?: string; readonly forcePathStyle?: boolean } = {}) =>
  new S3Client({ region: 'ap-southeast-1', credentials, ...more });

const house = () => {
  const rooms = resultsHouse();
  const desk = fileChecks(rooms.table);
  const ports = { ...rooms.ports, ...desk, checkForms: s3CheckForms(client(), 'uploads') };
  return { desk, files: filesToCheck(ports, origin) };
};

const opened = async (files: ReturnType<typeof filesToCheck>) => {
  const check = await files.open('203.0.113.9', NOON);
  if (!check.ok) throw new Error('not opened');
  return check.value;
};

describe('a file that the page has checked', () => {
  test('is awaited by a form until the quarter of an hour after the opening, however late the form is asked for', async () => {
    const { files } = house();
    const checkId = await opened(files);
    for (const now of [NOON, NOON + 14 * minute])
      expect(await files.find(checkId, now)).toMatchObject({
        state: 'awaited',
        form: {
          expiresAt: NOON + 15 * minute,
          fields: { success_action_redirect: `${origin}/verify/uploads/${checkId}?sent=1` },
        },
      });
    expect(await files.find(checkId, NOON + 15 * minute)).toEqual({ state: 'missed' });
    expect(await files.find(checkId, NOON + 60 * minute)).toBeUndefined();
  });

  test('is looked at once it has come, also after the form has ended', async () => {
    const { files, desk } = house();
    const checkId = await opened(files);
    desk.uploaded.set(checkId, simplePdf('a page'));
    const found = { state: 'checked', found: { verdict: 'not_signed', signatures: [] } };
    expect(await files.find(checkId, NOON + 20 * minute)).toMatchObject(found);
  });

  test('counts with those of the API for its source', async () => {
    const { files, desk } = house();
    const [{ atMost } = { atMost: 0 }] = desk.limits.checks.perSource;
    for (let n = 0; n < atMost; n += 1) expect((await files.open('203.0.113.9', NOON + n)).ok).toBe(true);
    expect(await files.open('203.0.113.9', NOON)).toMatchObject({ failure: { kind: 'too_many_tries' } });
    expect((await files.open('198.51.100.1', NOON)).ok).toBe(true);
  });

  test('is none under any other text', async () => {
    const { files } = house();
    for (const text of ['', 'x', `chk_${'0'.repeat(26)}`, 'chk_\u0000'])
      expect(await files.find(text, NOON)).toBeUndefined();
  });
});

describe('the form', () => {
  const ends = { landsAt: `${origin}/there`, expiresAt: NOON + 15 * minute };
  const formBy = (by: S3Client) => s3CheckForms(by, 'uploads').form('chk_1', ends, NOON);

  test('is posted to the bucket as its client writes that', async () => {
    expect((await formBy(client())).url).toBe('https://uploads.s3.ap-southeast-1.amazonaws.com/');
    const local = client({ endpoint: 'http://127.0.0.1:4566', forcePathStyle: true });
    expect((await formBy(local)).url).toBe('http://127.0.0.1:4566/uploads');
  });

  test('binds place, type, size, landing and end by a policy that is signed as S3 has it', async () => {
    const { fields } = await formBy(client());
    const { policy = '', 'x-amz-signature': signature, ...bound } = fields;
    const { expiration, conditions } = JSON.parse(Buffer.from(policy, 'base64').toString('utf8'));
    expect(Date.parse(expiration)).toBe(ends.expiresAt);
    expect(bound).toMatchObject({
      key: 'checks/chk_1.pdf',
      'Content-Type': 'application/pdf',
      'x-amz-security-token': 'token',
    });
    expect(conditions).toEqual([
      { bucket: 'uploads' },
      ...Object.entries(bound).map(([name, value]) => ({ [name]: value })),
      ['content-length-range', 0, MAX_SENT_BYTES],
    ]);
    const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const [id, day = '', region = '', service = '', last = ''] = (bound['x-amz-credential'] ?? '').split('/');
    expect([id, region, service, last]).toEqual(['AKID', 'ap-southeast-1', 's3', 'aws4_request']);
    expect(bound['x-amz-date']).toBe(new Date(NOON).toISOString().replace(/[-:]/g, '').replace('.000', ''));
    expect(bound['x-amz-date']?.startsWith(day)).toBe(true);
    const key = mac(mac(mac(mac(`AWS4${secretAccessKey}`, day), region), service), last);
    expect(signature).toBe(mac(key, policy).toString('hex'));
  });
});
