import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  call,
  eventually,
  keys,
  messagesSaying,
  messagesTo,
  newDossierCode,
  newPhone,
  openFee,
  registered,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { issue } from '../support/results-api.ts';

const both = { notify: { sms: true, email: true } };

/** Waits until one message with these words is there, and no other. */
const once = async (to: string, words: RegExp) =>
  eventually(async () => {
    const found = await messagesSaying(to, words);
    expect(found, JSON.stringify(await messagesTo(to))).toHaveLength(1);
    return found[0];
  });

test('each step of a dossier is told once, in its own words, with what the agency wrote', async () => {
  const { dossierCode, phone, email } = await registered(both);
  const step = (type: string, wall: string, more = {}) =>
    sendEvent(dossierCode, type, `2026-11-${wall}:00+07:00`, more);
  await once(email, /đã được ghi nhận/);
  await step('accepted', '16T09:35');
  expect((await once(phone, /da tiep nhan, hen tra \d/))?.text).toMatch(/^[\x20-\x7e]{1,160}$/);
  await step('supplement_requested', '16T10:00', { note: 'Thiếu bản chính giấy khai sinh.' });
  await once(phone, /can bo sung/);
  expect((await once(email, /cần bổ sung/))?.body).toContain('Thiếu bản chính giấy khai sinh.');
  await step('supplement_received', '17T10:30', { note: 'Ghi chú nội bộ' });
  // It is told with the date that it moves.
  await once(phone, /doi ngay hen tra/);
  const moved = await once(email, /đổi ngày hẹn trả/);
  expect(moved?.body).not.toContain('nội bộ');
  await step('stopped', '17T11:00', { note: 'Theo yêu cầu của người nộp.' });
  expect((await once(email, /đã dừng giải quyết/))?.body).toContain('Theo yêu cầu của người nộp.');
  const subjects = (await messagesTo(email)).map(({ subject }) => subject);
  expect(subjects).toHaveLength(5);
  expect(await messagesTo(phone)).toHaveLength(3);
});

test('a refusal that was told by mistake is taken back, and the acceptance after it is told', async () => {
  const { dossierCode, phone, email } = await registered(both);
  await sendEvent(dossierCode, 'refused', '2026-11-16T09:35:00+07:00', { eventId: 'no', note: 'Sai thẩm quyền.' });
  await once(phone, /khong duoc tiep nhan/);
  expect((await once(email, /không được tiếp nhận/))?.body).toContain('Sai thẩm quyền.');
  await sendEvent(dossierCode, 'voided', '2026-11-16T09:40:00+07:00', { voidsEventId: 'no', note: 'Nhầm hồ sơ.' });
  await once(phone, /thong bao .* khong con hieu luc/);
  expect((await once(email, /đính chính/))?.body).toMatch(/Nhầm hồ sơ\.[\s\S]*Trạng thái hiện nay: Mới đăng ký\./);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:45:00+07:00');
  await once(phone, /da tiep nhan/);
});

test('a fee that is taken back, and a result, are told in English to who chose it', async () => {
  const { dossierCode, phone, email } = await registered({ notify: { ...both.notify, language: 'en' } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await once(phone, /is accepted, result promised for/);
  const fee = await openFee(dossierCode);
  await once(phone, /A fee of 150,000 VND is due/);
  const { status } = await call('POST', `/v1/payments/${fee.body.paymentId}/cancel`, {
    key: keys.backOffice,
    body: { reason: 'Nhầm', by: 'Trần Văn Bình' },
  });
  expect(status).toBe(200);
  await once(phone, /the fee of 150,000 VND was cancelled/);
  const result = await issue(dossierCode, simplePdf());
  expect(result.state).toBe('issued');
  await once(phone, /The result of dossier .* is ready/);
  expect((await once(email, /is ready/))?.body).toMatch(/^Dear /);
});

test('an agency’s own words are told from the next message on, until they are taken away', async () => {
  const agencyCode = `${stack.agencies.main}.${randomInt(1000, 10_000)}`;
  const website = 'https://dichvucong.example.gov.vn';
  const made = await call('PUT', `/v1/agencies/${agencyCode}`, {
    key: keys.operator,
    body: { name: 'UBND phường Hai Từ', shortName: 'Một cửa Hai Từ', website, quietHours: null },
  });
  expect(made.status, made.text).toBe(201);
  const path = `/v1/agencies/${agencyCode}/templates/accepted/sms/vi`;
  const put = (body: unknown) => call('PUT', path, { key: keys.operator, body });
  const refused = await put({ text: '{{agency}}: {{dossier}} xem bit.ly/x {{nope}}' });
  expect(refused.status).toBe(422);
  expect(refused.body.fields.map(({ path: at }: { path: string }) => at)).toEqual(['text', 'text']);
  const saved = await put({ text: '{{agency}}: HS {{dossier}} xong buoc 1, xem {{where}}.' });
  expect(saved.status, saved.text).toBe(200);
  expect(saved.body).toMatchObject({ version: 1, worstCase: { segments: 1, encoding: 'GSM-7' } });
  expect((await put({ text: '{{agency}}: HS {{dossier}} xong buoc 1, xem {{where}}.' })).body.version).toBe(1);
  const [dossierCode, phone] = [newDossierCode(agencyCode), newPhone()];
  const answer = await call('PUT', `/v1/dossiers/${dossierCode}`, {
    key: keys.backOffice,
    body: registration({ agencyCode, applicant: { fullName: 'Nguyễn Thị Ánh', phone }, notify: { sms: true } }),
  });
  expect(answer.status, answer.text).toBe(201);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const told = await once(phone, new RegExp(dossierCode));
  expect(told?.text).toMatch(/^Mot cua Hai Tu: HS \S+ xong buoc 1, xem dichvucong\.example\.gov\.vn\.$/);
  const ended = await call('DELETE', path, { key: keys.operator });
  expect(ended.body).toMatchObject({ version: 2, default: true });
  expect((await call('GET', path, { key: keys.operator })).body).toEqual(ended.body);
});
