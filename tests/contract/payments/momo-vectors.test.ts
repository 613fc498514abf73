import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Order } from '../../../functions/payments/ports.ts';
import { provider } from '../../../functions/payments/providers/momo/client.ts';
import {
  createSignature,
  MOMO,
  momoServer,
  noticeOf,
  querySignature,
  resultSignature,
  signedResult,
  type Values,
} from '../../support/momo.ts';
import { messageOf } from '../../support/payments.ts';

const AT = Date.parse('2026-11-20T09:00:00+07:00');
const TOKEN = '0123456789abcdefghjkmnpqrs';

const order: Order = {
  reference: TOKEN,
  dossierCode: 'H26.10-261120-0007',
  amountVnd: 150_000,
  locale: 'vi',
  createdAt: AT,
  expiresAt: AT + 15 * 60_000,
  payerIp: '203.0.113.7',
  returnUrl: 'https://motcua.example.vn/payments/return/momo/H26',
  webhookUrl: 'https://motcua.example.vn/webhooks/payments/momo/H26',
  pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
};

const nobody = provider('live', async () => undefined).terminal(MOMO);

/** What MoMo's sandbox added to a redirect address, with the public test account; `+` is a space. */
const RETURN =
  'partnerCode=MOMO&orderId=MOMO1731137931267&requestId=MOMO1731137931267&amount=1000&orderInfo=undefined+n%E1%BA%A1p+ti%E1%BB%81n+v%C3%A0o+t%C3%A0i+kho%E1%BA%A3n&orderType=momo_wallet&transId=4225107942&resultCode=0&message=Successful.&payType=qr&responseTime=1731137968770&extraData=&signature=2068ac90836a9aacdefd4995b58ed03f0b1f1d27046b7ca371b92175bb5437a6';

const published = Object.fromEntries(new URLSearchParams(RETURN)) as Record<string, string>;

describe('the published example', () => {
  test('is believed as a return', () => {
    expect(nobody.back?.(messageOf(published))).toEqual({
      ok: true,
      value: { reference: 'MOMO1731137931267', outcome: 'paid' },
    });
  });

  test('is believed as a notice, whose numbers are numbers', () => {
    const numbers = ['amount', 'transId', 'resultCode', 'responseTime'];
    const body = Object.entries(published).map(([name, value]) => [
      name,
      numbers.includes(name) ? Number(value) : value,
    ]);
    expect(nobody.read(noticeOf(JSON.stringify(Object.fromEntries(body))))).toEqual({
      ok: true,
      value: [
        {
          reference: 'MOMO1731137931267',
          providerTransactionId: '4225107942',
          outcome: 'paid',
          code: '0',
          amountVnd: 1000,
          currency: 'VND',
          occurredAt: Date.parse('2024-11-09T14:39:28.770+07:00'),
        },
      ],
    });
  });

  test('is believed in no field that is changed, by another account, and never read across: query as body, body as query', () => {
    for (const [name, value] of Object.entries(published)) {
      const changed = {
        ...published,
        [name]: value === '' ? 'x' : value.replace(/.$/, (last) => (last === '1' ? '2' : '1')),
      };
      expect([name, nobody.back?.(messageOf(changed))]).toEqual([name, { ok: false, failure: 'bad_signature' }]);
      expect(nobody.read(noticeOf(JSON.stringify(changed)))).toEqual({ ok: false, failure: 'bad_signature' });
    }
    const other = provider('live', async () => undefined).terminal({ ...MOMO, accessKey: 'F8BBA842ECF86' });
    expect(other.back?.(messageOf(published))).toEqual({ ok: false, failure: 'bad_signature' });
    expect(nobody.read(messageOf(published))).toEqual({ ok: false, failure: 'bad_signature' });
    expect(nobody.back?.(noticeOf(JSON.stringify(published)))).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test('is what the tests’ own formula signs', () => {
    const { signature, ...values } = published;
    expect(resultSignature(values, MOMO)).toBe(signature);
  });
});

/** Made by `openssl dgst -sha256 -hmac` over the published formulas, written out with these values. */
const OPENSSL = {
  create: '03fb57678769e9199028fdf1725fda4dabf3464cf1f3efe5f54921e91d0a74c7',
  query: 'c97328eafba8122dc8809989ff1a7f530141d570228cee3950c34a29af893810',
};

describe('a call', () => {
  test('that creates an order is signed as openssl signs it, and says no key', async () => {
    const server = momoServer();
    const created = await provider('live', server.call).terminal(MOMO).create(order);
    expect(created).toEqual({
      kind: 'created',
      checkout: { kind: 'redirect', url: `https://test-payment.momo.vn/v2/gateway/pay?t=${TOKEN}` },
    });
    const [{ url, body } = { url: '', body: {} }] = server.calls;
    expect(url).toBe('https://payment.momo.vn/v2/gateway/api/create');
    expect(body).toEqual({
      partnerCode: 'MOMO',
      requestId: TOKEN,
      orderId: TOKEN,
      amount: 150_000,
      orderInfo: 'Nộp lệ phí hồ sơ H26.10-261120-0007',
      redirectUrl: order.returnUrl,
      ipnUrl: order.webhookUrl,
      requestType: 'captureWallet',
      extraData: '',
      orderExpireTime: 15,
      autoCapture: true,
      lang: 'vi',
      signature: OPENSSL.create,
    });
  });

  test('that asks is signed by the formula that openssl signed too, each with a request of its own', async () => {
    const asked = { orderId: TOKEN, partnerCode: 'MOMO', requestId: '1527246504579' };
    expect(querySignature(asked, MOMO)).toBe(OPENSSL.query);
    const server = momoServer();
    const terminal = provider('https://motcua.example.vn/sandbox', server.call).terminal(MOMO);
    for (const at of [AT, AT + 1]) await terminal.ask?.({ ...order, providerOrderId: undefined, at });
    const [first, second] = server.calls;
    expect(first?.url).toBe('https://motcua.example.vn/sandbox/momo/v2/gateway/api/query');
    for (const { body } of server.calls) {
      expect(Object.keys(body).sort()).toEqual(['lang', 'orderId', 'partnerCode', 'requestId', 'signature']);
      expect(body.signature).toBe(querySignature(body, MOMO));
    }
    expect(first?.body.requestId).not.toBe(second?.body.requestId);
  });

  test('is signed for every order as the formula says, in letters that no formula takes apart', async () => {
    const orders: fc.Arbitrary<Order> = fc.record({
      ...Object.fromEntries(Object.entries(order).map(([name, value]) => [name, fc.constant(value)])),
      reference: fc.stringMatching(/^[0-9a-z]{26}$/),
      amountVnd: fc.integer({ min: 1000, max: 50_000_000 }),
      locale: fc.constantFrom('vi', 'en'),
    }) as fc.Arbitrary<Order>;
    const server = momoServer();
    const terminal = provider('live', server.call).terminal(MOMO);
    await fc.assert(
      fc.asyncProperty(orders, async (each) => {
        expect((await terminal.create(each)).kind).toBe('created');
        const body: Values = server.calls.at(-1)?.body ?? {};
        expect(body.signature).toBe(createSignature(body, MOMO));
        for (const value of Object.values(body)) expect(String(value)).not.toMatch(/[&=?]/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a signed notice', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/[&=\ufffd]/.test(text));

  test('is read whatever its words are, in whatever order and with whatever besides', () => {
    fc.assert(
      fc.property(
        fc.record({ message: texts, orderInfo: texts, orderType: texts, payType: texts, requestId: texts }),
        fc.base64String(),
        fc.bigInt({ min: 1n, max: 10n ** 30n }),
        fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), fc.jsonValue()),
        fc.boolean(),
        (words, extraData, transaction, besides, isReversed) => {
          const signed = signedResult(order, { ...words, extraData, transId: String(transaction) });
          const entries = Object.entries({ ...besides, ...signed });
          const members = (isReversed ? entries.reverse() : entries).map(
            ([name, value]) => `${JSON.stringify(name)}:${name === 'transId' ? value : JSON.stringify(value)}`,
          );
          const told = nobody.read(noticeOf(`{${members.join(',')}}`));
          expect(told).toMatchObject({
            value: [{ reference: TOKEN, amountVnd: 150_000, providerTransactionId: String(transaction) }],
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('changed anywhere, or made of anything, is never believed', () => {
    const good = signedResult(order);
    const refused = { ok: false, failure: 'bad_signature' };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (name, value) => {
        fc.pre((typeof value === 'object' && value !== null) || String(value ?? '') !== String(good[name]));
        expect(nobody.read(noticeOf(JSON.stringify({ ...good, [name]: value })))).toEqual(refused);
        expect(nobody.read(noticeOf(JSON.stringify(value)))).toEqual(refused);
      }),
      { numRuns: 500 },
    );
  });
});
