import { describe, expect, test } from 'vitest';
import type { CheckedFile } from '../../../functions/web/domain/sent-file.ts';
import { CHECK, citizenDesk, form, VERIFICATION } from '../../support/citizen-desk.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const unsaid = /hiệu lực|giá trị pháp lý|valid/i;
const address = `/verify/uploads/${CHECK}`;
const awaited = {
  state: 'awaited',
  form: {
    url: 'https://store.example/bucket',
    fields: { key: 'checks/x.pdf', policy: 'e30=', success_action_redirect: 'https://motcua.example.vn/there?sent=1' },
    expiresAt: inVietNam('2026-11-18 09:15'),
  },
} as const;

const shown = async (found: CheckedFile) => {
  const { call, desk } = citizenDesk();
  desk.check = { state: 'checked', found };
  const answer = await call('GET', `${address}?sent=1`);
  expect(answer.body).not.toMatch(unsaid);
  return answer;
};

describe('a file that is sent without script', () => {
  test('begins on the page of checks by a button that asks for nothing', async () => {
    const { call } = citizenDesk();
    const page = await call('GET', '/verify');
    expect(page.body).toContain('<form class="card" method="post" action="verify/uploads">');
    expect(page.body).not.toMatch(/hiệu lực|giá trị pháp lý|\bvalid/i);
    const pressed = await call('POST', '/verify/uploads', form({ send: 'file' }));
    expect([pressed.status, pressed.headers.location]).toEqual([303, `https://motcua.example.vn${address}`]);
    const typed = await call('GET', '/verify/uploads');
    expect([typed.status, typed.headers.location]).toEqual([302, 'https://motcua.example.vn/verify']);
  });

  test('is taken by a form of the store, before which all its fields lie, and which the policy of the page lets go there', async () => {
    const { call, desk } = citizenDesk();
    desk.check = awaited;
    const { status, headers, body } = await call('GET', address);
    expect(status).toBe(200);
    expect(body).toContain('method="post" action="https://store.example/bucket" enctype="multipart/form-data"');
    for (const [name, value] of Object.entries(awaited.form.fields))
      expect(body.indexOf(`<input type="hidden" name="${name}" value="${value}">`)).toBeGreaterThan(0);
    expect(body.lastIndexOf('type="hidden"')).toBeLessThan(body.indexOf('type="file"'));
    for (const text of ['name="file"', 'required', '10 MB', '09:15 18/11/2026', 'for="file"'])
      expect(body).toContain(text);
    expect(headers['content-security-policy']).toContain("form-action 'self' https:;");
    expect(headers['content-security-policy']).not.toContain('script-src');
    expect(headers.refresh).toBeUndefined();
    expect(body).not.toMatch(unsaid);
  });

  test('is waited for once it was sent, by a page that loads itself again, and no longer than it is taken', async () => {
    const { call, desk } = citizenDesk();
    desk.check = awaited;
    const waiting = await call('GET', `${address}?sent=1&bucket=b&key=k&etag=%22e%22`);
    expect([waiting.status, waiting.headers.refresh]).toEqual([200, '3']);
    expect(waiting.body).toContain('Đang kiểm tra tệp');
    expect(waiting.body).not.toContain('type="file"');
    desk.check = { state: 'missed' };
    const missed = await call('GET', `${address}?sent=1`);
    expect(missed.headers.refresh).toBeUndefined();
    expect(missed.body).toContain('Chưa nhận được tệp');
    expect(`${waiting.body}${missed.body}`).not.toMatch(unsaid);
  });

  test('of which nothing is known is not found, whatever was typed', async () => {
    const { call } = citizenDesk();
    for (const path of [address, '/verify/uploads/x', '/verify/uploads/%00', `${address}/more`])
      expect((await call('GET', path)).status).toBe(404);
  });

  test('is held back where too many were sent, with when the next may be', async () => {
    const { call, desk } = citizenDesk();
    desk.refusal = { kind: 'too_many_tries', retryAt: inVietNam('2026-11-18 09:40') };
    const { status, body } = await call('POST', '/verify/uploads', form({ send: 'file' }));
    expect(status).toBe(429);
    for (const text of ['role="alert"', '09:40 18/11/2026']) expect(body).toContain(text);
    expect(body).not.toMatch(unsaid);
  });

  test('cannot be begun by a page of others', async () => {
    const { call } = citizenDesk();
    const theirs = form({ send: 'file' }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
    expect((await call('POST', '/verify/uploads', theirs)).status).toBe(400);
  });
});

describe('what is said of a file', () => {
  const signature = { signer: 'Nguyễn Văn An', verdict: 'valid', provenTime: inVietNam('2026-11-17 10:00') } as const;

  test.each([
    ['issued', 'Do cơ quan này ban hành, chưa bị thay thế hay thu hồi', 'good'],
    ['replaced', 'Đã được thay thế bằng văn bản khác', 'wait'],
    ['revoked', 'Đã bị thu hồi', 'bad'],
  ] as const)('in the register as %s: how its document stands, with the way to it', async (status, words, tone) => {
    const registered = { verdict: 'registered', status, verificationCode: VERIFICATION } as const;
    const { body } = await shown({ ...registered, signatures: [signature] });
    for (const text of [words, `class="card state ${tone}"`, `href="verify/${VERIFICATION}"`, 'Nguyễn Văn An'])
      expect(body).toContain(text);
    expect(body.includes('Do cơ quan này ban hành')).toBe(status === 'issued');
  });

  test('signed elsewhere: each signature with its name, what is known of it, and since when it is proven', async () => {
    const unproven = { signer: '', verdict: 'indeterminate', reason: 'no_path_to_root' } as const;
    const { body } = await shown({ verdict: 'signed_elsewhere', signatures: [signature, unproven] });
    const texts = ['không có trong sổ đăng ký', 'Chữ ký 1', 'Nguyễn Văn An', '10:00 17/11/2026', 'Chữ ký 2'];
    for (const text of [...texts, 'Không đọc được tên', 'Chưa kết luận được', 'Không có dấu thời gian'])
      expect(body).toContain(text);
    expect(body).toContain('Chứng thư số không do tổ chức mà hệ thống này tin cậy cấp');
    expect(body).not.toContain('no_path_to_root');
  });

  test.each([
    ['changed_after_signing', 'digest_mismatch', ['Tệp đã bị sửa đổi sau khi ký', 'không còn như lúc ký']],
    ['changed_after_signing', 'changed_after_signing: object_modified 12', ['Có nội dung bị sửa đổi sau chữ ký này']],
    ['changed_after_signing', undefined, ['Tệp đã bị sửa đổi sau khi ký', 'hỏi cơ quan đã ký']],
    ['invalid', 'too_large', ['lớn hơn 10 MB']],
    ['invalid', 'not_a_pdf', ['không phải là PDF']],
    ['invalid', 'certificate_revoked', ['Chứng thư số của người ký đã bị thu hồi']],
    ['invalid', 'certificate_not_valid_at_time', ['đã hết hạn hoặc chưa đến hạn']],
    ['invalid', 'something_of_a_later_release', ['không theo chuẩn']],
    ['not_signed', undefined, ['Tệp không có chữ ký số']],
  ] as const)('%s by %s is told in words', async (verdict, reason, words) => {
    const { body } = await shown({ verdict, ...(reason === undefined ? {} : { reason }), signatures: [] });
    for (const text of words) expect(body).toContain(text);
    if (reason !== undefined) expect(body).not.toContain(reason);
  });

  test('no name of a certificate is taken for markup', async () => {
    const { body } = await shown({ verdict: 'signed_elsewhere', signatures: [{ ...signature, signer: '<b>"An"' }] });
    expect(body).toContain('&lt;b&gt;&quot;An&quot;');
  });
});
