import { request } from 'node:http';
import { expect, test } from 'vitest';
import { registered, stack } from '../support/deployed.ts';

interface Sent {
  readonly method?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request as it is written, byte for byte: nothing is normalised or encoded on the way. */
const sendRaw = (path: string, { method = 'GET', body, headers = {} }: Sent = {}) => {
  const { hostname, port } = new URL(stack.frontDoor);
  return new Promise<{ readonly status: number; readonly type: string; readonly text: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: String(answer.headers['content-type'] ?? ''),
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    asked.once('error', reject);
    asked.end(body);
  });
};

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
