import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, eventually, keys, messagesTo, registered, sendEvent } from '../support/deployed.ts';

const textOf = (pdf: Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-e2e-form-'));
  try {
    const file = join(folder, 'form.pdf');
    writeFileSync(file, pdf);
    execFileSync('qpdf', ['--check', file]);
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('form 01 is fetched for a while, with the same bytes each time, and lies beside the mail of the acceptance', async () => {
  const { dossierCode, email } = await registered({ notify: { sms: false, email: true } });
  const path = `/v1/dossiers/${dossierCode}/forms`;
  const early = await call('GET', `${path}/01`, { key: keys.backOffice });
  expect(early).toMatchObject({ status: 409, body: { kind: 'no_such_moment' } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00', { recipient: 'Lê Thị Dung' });
  const fetched = async (): Promise<Buffer> => {
    const led = await call('GET', `${path}/01`, { key: keys.backOffice });
    expect(led.status, led.text).toBe(302);
    const file = await fetch(led.headers.get('location') ?? '');
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    return Buffer.from(await file.arrayBuffer());
  };
  const pdf = await fetched();
  const text = textOf(pdf);
  for (const said of [
    'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
    `Mã hồ sơ: ${dossierCode}`,
    'Nguyễn Thị Ánh',
    'Lê Thị Dung',
    '17 giờ 00 phút, ngày 19 tháng 11 năm 2026',
  ])
    expect(text).toContain(said);
  expect(sha256(await fetched())).toBe(sha256(pdf));
  await eventually(async () => {
    const files = (await messagesTo(email)).flatMap(({ attachments = [] }) => attachments);
    expect(files).toContainEqual(
      expect.objectContaining({
        filename: `${dossierCode}-01.pdf`,
        contentType: 'application/pdf',
        sha256: sha256(pdf),
      }),
    );
  });
  expect((await call('GET', `${path}/04`, { key: keys.backOffice })).status).toBe(409);
  expect((await call('GET', `${path}/09`, { key: keys.backOffice })).status).toBe(404);
  expect((await call('GET', `${path}/01/1-${'0'.repeat(26)}`)).status).toBe(404);
});
