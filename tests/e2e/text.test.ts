import { expect, test } from 'vitest';
import {
  call,
  eventually,
  keys,
  messagesSaying,
  messagesTo,
  newDossierCode,
  newPhone,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';

const person = { fullName: 'Nguyễn Thị Ánh' };

const register = (applicant: Readonly<Record<string, unknown>>, agencyCode = stack.agencies.main) => {
  const dossierCode = newDossierCode(agencyCode);
  const body = registration({ agencyCode, applicant: { ...person, ...applicant } });
  return { dossierCode, answer: call('PUT', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice, body }) };
};

test.each([
  ['a direction mark', { fullName: 'Nguyễn\u202eVăn' }, 'applicant.fullName'],
  ['a line end', { fullName: 'Nguyễn\r\nBcc: x' }, 'applicant.fullName'],
  ['an emoji', { fullName: 'Ánh 😀' }, 'applicant.fullName'],
  ['an at sign', { fullName: 'anh@example.vn' }, 'applicant.fullName'],
  ['a web address', { fullName: 'Ánh www.example.vn' }, 'applicant.fullName'],
  ['a private character', { fullName: 'Ánh\ue000' }, 'applicant.fullName'],
  ['a local part of 65', { email: `${'a'.repeat(65)}@example.vn` }, 'applicant.email'],
  ['a label of 64', { email: `a@${'a'.repeat(64)}.vn` }, 'applicant.email'],
  ['a foreign number', { phone: '+12025550123' }, 'applicant.phone'],
])('a person with %s is 422 at its place', async (_, applicant, path) => {
  const answer = await register(applicant).answer;
  expect(answer.status).toBe(422);
  expect(answer.body.fields).toMatchObject([{ path }]);
});

test('a moment beyond the calendar is 422, a byte order mark is let pass', async () => {
  const far = await call('POST', '/v1/deadlines/calculate', {
    body: { start: '9999-12-31T23:59:59-14:00', timeLimit: { amount: 1, unit: 'days' } },
  });
  expect(far).toMatchObject({ status: 422, body: { fields: [{ path: 'start' }] } });
  const code = newDossierCode();
  const marked = await call('PUT', `/v1/dossiers/${code}`, {
    key: keys.backOffice,
    headers: { 'content-type': 'application/json' },
    raw: Buffer.from(`\ufeff${JSON.stringify(registration())}`),
  });
  expect(marked.status, marked.text).toBe(201);
});

test('typography and invisible characters come out right, to a number and an address in forms of their own', async () => {
  const agencyCode = `${stack.agencies.main}.${Math.floor(Math.random() * 9000) + 1000}`;
  const name = 'UBND phường A\u2011B \u2212 Một\u00ad cửa\u200b “số”\u00a01';
  const made = await call('PUT', `/v1/agencies/${agencyCode}`, {
    key: keys.operator,
    body: { name, quietHours: null },
  });
  expect(made.status, made.text).toBe(201);
  const phone = newPhone();
  const [, middle, last] = /^0(\d{3})(\d+)$/.exec(phone) ?? [];
  const { dossierCode, answer } = register(
    { fullName: '\u200bÁnh', phone: `(+84)\u00a0${middle}–${last}\u200b`, email: `x${phone}@tênmiền.vn` },
    agencyCode,
  );
  expect((await answer).status, (await answer).text).toBe(201);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const [sms] = await eventually(async () => {
    const messages = await messagesTo(phone);
    expect(messages).toHaveLength(1);
    return messages;
  });
  expect(sms?.text).toMatch(/^UBND P\. A-B - Mot cua "so" 1: Ho so /);
  const [mail] = await eventually(async () => {
    const messages = await messagesSaying(`x${phone}@xn--tnmin-hsa0954c.vn`, /được tiếp nhận/);
    expect(messages).toHaveLength(1);
    return messages;
  });
  expect(mail?.body).toContain('Kính gửi ông/bà Ánh,');
});

test.each([
  ['name', 'UBND phường 😀'],
  ['shortName', 'UBND <b>'],
  ['nameEn', 'Ngoc Ha\u200f'],
  ['address', '1 Đội Cấn\r\nHà Nội'],
])('an agency whose %s is %j is 422 at its place', async (path, text) => {
  const body = { name: 'UBND phường Ngọc Hà', quietHours: null, [path]: text };
  const answer = await call('PUT', `/v1/agencies/${stack.agencies.main}.9999`, { key: keys.operator, body });
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path }] } });
});

test('a decomposed note of several lines is told word for word, composed', async () => {
  const email = `${newPhone()}@example.vn`;
  const { dossierCode, answer } = register({ email, phone: newPhone() });
  expect((await answer).status, (await answer).text).toBe(201);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const note = 'Thiếu:\r\n– “Bản sao” hộ tịch\u00a02';
  await sendEvent(dossierCode, 'supplement_requested', '2026-11-16T10:35:00+07:00', { note: note.normalize('NFD') });
  const [mail] = await eventually(async () => {
    const messages = await messagesSaying(email, /bổ sung/);
    expect(messages).toHaveLength(1);
    return messages;
  });
  expect(mail?.body).toContain('Thiếu:\n– “Bản sao” hộ tịch\u00a02');
});
