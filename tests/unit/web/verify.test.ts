import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashScript } from '../../../functions/web/pages/hash-script.ts';
import { citizenDesk, DOCUMENT_FILES, issuedDocument, TOKEN, VERIFICATION } from '../../support/citizen-desk.ts';

const [earlier = '', newest = ''] = DOCUMENT_FILES;
const unsaid = /hiệu lực|giá trị pháp lý|\bvalid/i;

describe('a document by a file of it', () => {
  test.each([
    ['newest', newest, 'không bị sửa đổi<'],
    ['earlier', earlier, 'đã bổ sung dữ liệu'],
  ])('the %s file is the very one that was issued', async (_, sha256, words) => {
    const { call } = citizenDesk();
    const { status, body } = await call('GET', `/verify?sha256=${sha256}`);
    expect(status).toBe(200);
    for (const text of ['Do cơ quan này ban hành', '123/TLKS-BS', sha256, 'Trần Văn B', `>${words}`.slice(1)])
      expect(body.replace(/ <span lang="en">/g, '<')).toContain(text);
    expect(body).not.toMatch(unsaid);
  });

  test('any other file is none of ours, and its hash stays in the field as it was typed', async () => {
    const { call } = citizenDesk();
    const { status, body } = await call('GET', '/verify?sha256=%22%3E%3Cb%3E');
    expect(status).toBe(404);
    expect(body).toContain('Không có văn bản nào có đúng tệp này');
    expect(body).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(body).not.toMatch(unsaid);
  });
});

describe('what became of a document', () => {
  test('is told with its decision, its day, and the way to what took its place', async () => {
    const { call, desk } = citizenDesk();
    desk.standing = 'replaced';
    desk.fate = {
      replacedBy: { documentNumber: '140/TLKS-BS', verificationCode: '0'.repeat(26) },
      decisionNumber: '15/QĐ-UBND',
    };
    const replaced = await call('GET', `/verify/${VERIFICATION}`);
    for (const text of ['Đã được thay thế', '15/QĐ-UBND', '140/TLKS-BS', `href="verify/${'0'.repeat(26)}"`])
      expect(replaced.body).toContain(text);
    desk.standing = 'revoked';
    desk.fate = { revokedAt: '2026-11-20T09:05:00+07:00', decisionNumber: '16/QĐ-UBND' };
    const revoked = await call('GET', `/verify/${VERIFICATION}`);
    for (const text of ['Đã bị thu hồi', '20/11/2026', '16/QĐ-UBND']) expect(revoked.body).toContain(text);
    expect(`${replaced.body}${revoked.body}`).not.toMatch(unsaid);
  });

  test('is told on the page on which results are fetched, beside who signed what is there', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    desk.former = [
      { status: 'revoked', documentNumber: '99/TLKS', issuedOn: '2026-11-01', verificationCode: '1'.repeat(26) },
    ];
    const { body } = await call('GET', `/t/${TOKEN}/result`);
    for (const text of [
      'ký bởi Trần Văn B',
      `verify/${VERIFICATION}`,
      '99/TLKS',
      '01/11/2026',
      'đã bị thu hồi',
      `verify/${'1'.repeat(26)}`,
    ])
      expect(body).toContain(text);
  });
});

test('the page that hashes files allows its own script to the letter, and no other page allows any', async () => {
  const { call } = citizenDesk();
  const form = await call('GET', '/verify');
  const hash = createHash('sha256').update(hashScript).digest('base64');
  expect(form.headers['content-security-policy']).toContain(`script-src 'sha256-${hash}';`);
  expect(form.body).toContain(`<script>${hashScript}</script>`);
  expect(form.body).toContain('id="file-card" hidden');
  expect(hashScript).not.toMatch(/fetch|XMLHttpRequest|sendBeacon|<\/script/i);
  for (const path of ['/', `/verify/${VERIFICATION}`, `/t/${TOKEN}/result`]) {
    const { headers, body } = await call('GET', path);
    expect([path, headers['content-security-policy']?.includes('script-src'), body.includes('<script')]).toEqual([
      path,
      false,
      false,
    ]);
  }
});
