import { expect, test } from 'vitest';
import {
  call,
  ipnFields,
  keys,
  newDossierCode,
  openAttempt,
  openFee,
  registered,
  registration,
  sendEvent,
  sendIpn,
  vnpaySigned,
  vnpayWebhook,
} from '../support/deployed.ts';
import { sendRaw } from '../support/raw-requests.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const long = 'a'.repeat(3000);

test('whatever bytes come to a public page, the deployed product answers them itself', async () => {
  const { dossier } = await registered({ notify: { sms: false, email: false } });
  const page = new URL(dossier.citizenUrl).pathname;
  const paths = [
    `/verify?code=${'a'.repeat(63)}%F0%9F%98%80`,
    '/verify?code=%ED%A0%80',
    '/verify?code=%C3%28%00',
    `/verify?code=${long}`,
    '/verify/%F0%9F%98%80',
    '/verify/%C3%28',
    `/t/${long}`,
    '/t/%00/pay',
    '/t/__proto__/result',
    `${page}/result?step=%F0%9F%98`,
    `/payments/return/vnpay/${long}?vnp_TxnRef=%ED%B0%80`,
    '/payments/return/constructor/main?vnp_SecureHash=%00',
    '/pki/%2e%2e.crl',
    `/?dossierCode=${'%F0%9F%98%80'.repeat(90)}`,
    '/nowhere/%E0%A4%A',
    `/sandbox?to=${long}`,
    `/webhooks/payments/vnpay/${long}?vnp_TxnRef=1`,
    '/v1/verifications/%F0%9F%98%80',
  ];
  for (const path of paths) {
    const { status, type, text } = await sendRaw(path);
    expect(status, path).toBeLessThan(500);
    if (type.startsWith('text/html')) expect(text.slice(0, 40), path).toContain('<!doctype html><html lang="vi"');
  }
  const bodies: readonly (string | Buffer)[] = [
    'dossierCode=%ED%A0%80&lastDigits=%00',
    `dossierCode=${'%F0%9F%98%80'.repeat(60)}&lastDigits=5678`,
    Buffer.from([0xff, 0xfe, 0x00, 0x3d, 0xc3, 0x28]),
    `paymentId=${'pay_'.repeat(900)}&press=${long}`,
    `action=redeem&code=%F0%9F%98%80&resultId=${long}`,
    'a'.repeat(20_000),
  ];
  for (const path of ['/', `${page}/pay`, `${page}/result`, page, '/verify'])
    for (const body of bodies) {
      const { status, type, text } = await sendRaw(path, { method: 'POST', headers: form, body });
      expect(status, `${path} ${String(body).slice(0, 60)}: ${text.slice(0, 200)}`).toBeLessThan(500);
      if (type.startsWith('text/html')) expect(text.slice(0, 40), path).toContain('<!doctype html><html lang="vi"');
    }
});

test('a JSON body that is not UTF-8 is 400 and leaves nothing; a byte order mark before it is let pass', async () => {
  const code = newDossierCode();
  const title = 'Cấp bản sao trích lục hộ tịch';
  const sent = JSON.stringify(registration({ procedureName: title }));
  const [before = '', after = ''] = sent.split(title);
  const headers = { authorization: `Bearer ${keys.backOffice}`, 'content-type': 'application/json' };
  const put = (body: string | Buffer) => sendRaw(`/v1/dossiers/${code}`, { method: 'PUT', headers, body });
  for (const broken of ['\xff', '\xc3(', '\xed\xa0\x80', 'Ng\xf4 V\xe3n']) {
    const bytes = [Buffer.from(before), Buffer.from(broken, 'latin1'), Buffer.from(after)];
    const { status, type, text } = await put(Buffer.concat(bytes));
    expect([status, type.split(';')[0]], text).toEqual([400, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({ kind: 'malformed_body' });
  }
  expect((await call('GET', `/v1/dossiers/${code}`, { key: keys.backOffice })).status).toBe(404);
  const damaged = await put(`${before}C\ufffdp bản sao${after}`);
  expect([damaged.status, JSON.parse(damaged.text).fields[0].path]).toEqual([422, 'procedureName']);
  const marked = await put(Buffer.from(`\ufeff${sent}`));
  expect([marked.status, JSON.parse(marked.text).procedureName]).toEqual([201, title]);
});

test("a provider's callback that is not UTF-8 is answered in its words and leaves nothing", async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { paymentId } = (await openFee(dossierCode)).body;
  const fields = ipnFields((await openAttempt(paymentId)).body, { vnp_OrderInfo: 'Nộp lệ phí' });
  const query = vnpaySigned(fields);
  const codeOf = async (path: string, sent: Parameters<typeof sendRaw>[1] = {}) => {
    const { status, text } = await sendRaw(path, sent);
    return [status, JSON.parse(text).RspCode];
  };
  for (const broken of ['N%E1%BB+l', '%FF', '%ED%A0%80', '%C3%28', '%EF%BF%BD'])
    expect(await codeOf(`${vnpayWebhook}?${query.replace(/(?<=vnp_OrderInfo=)[^&]*/, broken)}`)).toEqual([200, '97']);
  const notice = { orderId: fields.vnp_TxnRef, resultCode: 0, message: 'Th\xe0nh c\xf4ng.', signature: 'ab' };
  const json = { 'content-type': 'application/json' };
  for (const body of [Buffer.from(JSON.stringify(notice), 'latin1'), Buffer.from([0xff, 0xfe])])
    expect(await codeOf(`${vnpayWebhook}?${query}`, { method: 'POST', headers: json, body })).toEqual([200, '99']);
  const payment = async () => (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body;
  expect(await payment()).toMatchObject({ state: 'pending', receivedVnd: 0, heldVnd: 0 });
  expect(await sendIpn(query)).toBe('00');
  expect(await payment()).toMatchObject({ state: 'paid' });
});

test("guesses at a dossier's last digits end soon; its owner gets in by the whole number", async () => {
  const { dossierCode, phone } = await registered({ notify: { sms: false, email: false } });
  const look = async (digits: string) =>
    (await sendRaw('/', { method: 'POST', headers: form, body: `dossierCode=${dossierCode}&lastDigits=${digits}` }))
      .status;
  const right = phone.slice(-4);
  expect(await look(right)).toBe(303);
  const wrong = String((Number(right) + 1) % 10_000).padStart(4, '0');
  for (let count = 0; count < 5; count += 1) expect(await look(wrong)).toBe(404);
  expect(await look(right)).toBe(404);
  expect(await look(phone)).toBe(303);
});
