import { createSecretKey } from 'node:crypto';
import { PayOS } from '@payos/node';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provider as payos } from '../../../functions/payments/providers/payos/client.ts';
import { openSigned, orderSignature, parseExactly } from '../../../functions/payments/providers/payos/signature.ts';
import { sample } from '../../../functions/sandbox/providers/payos/sample.ts';
import { payosCredentials, payosMessage, payosNotice, payosServer } from '../../support/payos.ts';
import { NOW, ORIGIN, sandboxHouse } from '../../support/sandbox-house.ts';

/** payOS's own package for merchants. */
const oracleOf = (credentials: typeof payosCredentials, fetch?: typeof globalThis.fetch) =>
  new PayOS({
    ...credentials,
    baseURL: 'https://api-merchant.payos.vn',
    logger: null,
    maxRetries: 0,
    ...(fetch ? { fetch } : {}),
  });

const oracle = oracleOf(payosCredentials);

const keyOf = (checksumKey: string) => createSecretKey(checksumKey, 'utf8');
const key = keyOf(payosCredentials.checksumKey);

/** The notice that payos.vn publishes, with the key that it was signed with. */
const published = {
  checksumKey: '1a54716c8f0efb2744fb28b6e38b25da7f67a925d98bc1c18bd8faaecadd7675',
  body: '{"code":"00","desc":"success","success":true,"data":{"orderCode":123,"amount":3000,"description":"VQRIO123","accountNumber":"12345678","reference":"TF230204212323","transactionDateTime":"2023-02-04 18:25:00","currency":"VND","paymentLinkId":"124c33293c43417ab7879e14c8d9eb18","code":"00","desc":"Thành công","counterAccountBankId":"","counterAccountBankName":"","counterAccountName":"","counterAccountNumber":"","virtualAccountName":"","virtualAccountNumber":""},"signature":"412e915d2871504ed31be63c8f62a149a4410d34c4c42affc9006ef9917eaa03"}',
};

const transfer = {
  accountNumber: '0123456789',
  amount: 2000,
  counterAccountBankId: '01202001',
  counterAccountBankName: null,
  counterAccountName: 'NGUYEN VAN A',
  counterAccountNumber: '9876543210',
  description: 'TRANSACTION DESCRIPTION',
  reference: 'FT-REFERENCE',
  transactionDateTime: '2025-12-12T09:00:00+07:00',
  virtualAccountName: null,
  virtualAccountNumber: null,
};

const link = {
  id: 'payment-link-id',
  orderCode: 0,
  amount: 2000,
  amountPaid: 0,
  amountRemaining: 2000,
  status: 'PENDING',
  createdAt: '2025-12-12T09:00:00+07:00',
  transactions: [] as readonly (typeof transfer)[],
  canceledAt: null as string | null,
  cancellationReason: null as string | null,
};

const paid = { ...link, amountPaid: 2000, amountRemaining: 0, status: 'PAID' };

const cancelled = { status: 'CANCELLED', canceledAt: '2025-12-12T09:00:00+07:00', cancellationReason: 'cancel reason' };

/** The signatures that payOS's repository publishes (payOSHQ/payos-lib-node, tests/crypto/testCases.json), under `test_checksum_key`. */
const answers: readonly [string, Readonly<Record<string, unknown>>, string][] = [
  [
    'one transfer',
    { ...paid, transactions: [transfer] },
    '6af5e2c9a28256c140169ed624114b43295915d7b6e2fa6278b17a7c43aadefd',
  ],
  [
    'two transfers',
    { ...paid, transactions: [transfer, transfer] },
    '04ebbe221724d2b848c3f39b2db3311cc554167f55bd2fe2cb7b86b6bfdeadaa',
  ],
  ['pending', link, '33093364158b143baa9ecd2e705d9a2a5a5d391a3cab7cb0a371588b3731368f'],
  ['expired', { ...link, status: 'EXPIRED' }, 'e07e6e463904beb38da38192b4de79beb4bd20b0435d3920389beb6abeb6c48e'],
  ['cancelled', { ...link, ...cancelled }, '10c181c89bda5b855327e3e16494b9e8409e6b85a2a90f20177af99f8b12eaa9'],
];

describe('what payOS publishes', () => {
  test('its notice is believed, and is the sample of a registration, which says nothing of money', () => {
    const { checksumKey, body } = published;
    const terminal = payos('live', payosServer().call).terminal({ ...payosCredentials, checksumKey });
    expect(openSigned(keyOf(checksumKey), parseExactly(body))).toMatchObject({ orderCode: 123, amount: 3000 });
    expect(terminal.read({ query: {}, headers: {}, body: Buffer.from(body), receivedAt: NOW })).toEqual({
      ok: true,
      value: [],
    });
  });

  test('the moment in it is Vietnamese time, as it is of a transfer that its package verifies', async () => {
    const said = (JSON.parse(published.body) as { data: { transactionDateTime: string } }).data.transactionDateTime;
    const data = payosNotice({ reference: '4503599627370499', amountVnd: 3000 }, { transactionDateTime: said });
    const signature = await oracle.crypto.createSignatureFromObj(data, payosCredentials.checksumKey);
    const terminal = payos('live', payosServer().call).terminal(payosCredentials);
    const occurredAt = Date.parse('2023-02-04T11:25:00Z');
    expect(terminal.read(payosMessage({ code: '00', data, signature }))).toMatchObject({ value: [{ occurredAt }] });
  });

  test('no character of it may change', () => {
    const { checksumKey, body } = published;
    const terminal = payos('live', payosServer().call).terminal({ ...payosCredentials, checksumKey });
    const [from, to] = [body.indexOf('"data"'), body.length];
    for (let at = from; at < to; at += 1)
      for (const other of ['0', 'x', '"', ' ']) {
        const changed = body.slice(0, at) + other + body.slice(at + 1);
        const meaning = parseExactly(changed);
        if (meaning !== undefined && JSON.stringify(meaning) === body) continue;
        const read = terminal.read({ query: {}, headers: {}, body: Buffer.from(changed), receivedAt: NOW });
        expect([changed, read]).toEqual([changed, { ok: false, failure: 'bad_signature' }]);
      }
  });

  test.each(answers)('its signature of an answer is ours: %s', (_, data, signature) => {
    const testKey = keyOf('test_checksum_key');
    expect(openSigned(testKey, { data, signature })).toEqual(data);
    expect(openSigned(testKey, { data: { ...data, amount: 2001 }, signature })).toBeUndefined();
  });

  test.each([
    [3300, 'ABC456', '189864813370cdf819974dc3f63c3a93a7e7af0a0d10b21344b14e4f7358999b'],
    [2000, 'Thanh toán đơn hàng', 'd8b7b0e5d19edfe7b1f53dedeb8d1c7c2b62fabd7eb320dbc514c58f13e9e2c5'],
  ])('its signature of an order of %i is ours', (amount, description, signature) => {
    const order = { amount, description, orderCode: 0, cancelUrl: 'http://localhost', returnUrl: 'http://localhost' };
    expect(orderSignature(keyOf('test_checksum_key'), order)).toBe(signature);
  });
});

/** Words without what could be read as another field: those are refused on purpose. */
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('&')),
  fc.constantFrom('', 'Nộp lệ phí hồ sơ', 'a=b', 'R&D', 'null', 'undefined', '100% + ok', '{"amount":1}'),
);
const value = fc.oneof(words, fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
const data = fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,12}$/), value, { minKeys: 1, maxKeys: 10 });
const listed = fc
  .tuple(data, fc.array(data, { maxLength: 3 }))
  .map(([fields, transactions]): Record<string, unknown> => ({ ...fields, transactions }));

describe('the package of payOS', () => {
  test('what it signs is believed, in any order of the fields', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(data, listed), async (fields) => {
        const signature = await oracle.crypto.createSignatureFromObj(fields, payosCredentials.checksumKey);
        const sent = { data: Object.fromEntries(Object.entries(fields).reverse()), signature };
        expect(openSigned(key, parseExactly(JSON.stringify(sent)))).toEqual(fields);
      }),
      { numRuns: 300 },
    );
  });

  test('signs orders as we do, and takes ours', async () => {
    const { server, call } = payosServer();
    const provider = payos('live', call);
    const order = {
      reference: provider.reference('0123456789abcdefghjkmnpqrs', NOW),
      dossierCode: 'H26.10-261118-0007',
      amountVnd: 150_000,
      locale: 'vi',
      createdAt: NOW,
      expiresAt: NOW + 3_600_999,
      payerIp: '',
      returnUrl: `${ORIGIN}/payments/return/payos/M`,
      webhookUrl: 'https://motcua.example.vn/webhooks/payments/payos/H26',
      pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
    } as const;
    await provider.terminal(payosCredentials).create(order);
    const { signature, ...body } = server.sent;
    expect(server.calls[0]).toMatchObject({
      method: 'POST',
      url: 'https://api-merchant.payos.vn/v2/payment-requests',
      headers: { 'x-client-id': 'client', 'x-api-key': 'api key' },
    });
    expect(body).toMatchObject({ orderCode: Number(order.reference), amount: 150_000, expiredAt: NOW / 1000 + 3600 });
    expect(String(body.description)).toMatch(/^[A-Z0-9]{1,9}$/);
    expect(signature).toBe(
      await oracle.crypto.createSignatureOfPaymentRequest(body as never, payosCredentials.checksumKey),
    );
  });

  test('signs the words null and undefined as nothing; the words themselves are believed too', async () => {
    const fields = payosNotice(
      { reference: '4503599627370497', amountVnd: 1000 },
      { description: 'null', counterAccountName: 'undefined' },
    );
    const terminal = payos('live', payosServer().call).terminal(payosCredentials);
    const theirs = await oracle.crypto.createSignatureFromObj(fields, payosCredentials.checksumKey);
    expect(terminal.read(payosMessage({ data: fields, signature: theirs }))).toMatchObject({ ok: true });
  });

  test('creates, reads and hears of orders at the sandbox as at payOS', async () => {
    const { merchant, credentials } = sample(() => 'A'.repeat(32));
    const house = await sandboxHouse({ provider: 'payos', merchant, credentials });
    const client = oracleOf(credentials as typeof payosCredentials, async (input, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers as Record<string, string>));
      const { status, json } = await house.call(
        init?.method ?? 'GET',
        `/sandbox/payos${new URL(String(input)).pathname}`,
        {
          body: String(init?.body ?? ''),
          headers,
        },
      );
      return new Response(JSON.stringify(json), { status, headers: { 'content-type': 'application/json' } });
    });
    const orderCode = 2 ** 53 - 1;
    const { orderedAt } = await house.attempt(String(orderCode));
    const order = {
      orderCode,
      amount: 150_000,
      description: 'LP1',
      cancelUrl: `${ORIGIN}/c`,
      returnUrl: `${ORIGIN}/r`,
    };
    await expect(client.paymentRequests.get(orderCode)).rejects.toMatchObject({ code: '101' });
    const created = await client.paymentRequests.create(order);
    await orderedAt(created.checkoutUrl);
    await expect(client.paymentRequests.create(order)).rejects.toMatchObject({ code: '231' });
    expect(await client.paymentRequests.get(orderCode)).toMatchObject({ status: 'PENDING', amountPaid: 0 });
    await house.call('POST', `/sandbox/payos/orders/${orderCode}/outcome`, { json: { outcome: 'pay_twice' } });
    const bodies = house.sent.map((notice) => JSON.parse('body' in notice ? notice.body : ''));
    const told = await Promise.all(bodies.map((body) => client.webhooks.verify(body)));
    expect(told).toMatchObject([
      { orderCode, amount: 150_000 },
      { orderCode, amount: 150_000 },
    ]);
    const known = await client.paymentRequests.get(created.paymentLinkId);
    expect(known).toMatchObject({ status: 'PAID', amountPaid: 300_000, id: created.paymentLinkId });
    expect(known.transactions.map(({ reference }) => reference)).toEqual(told.map(({ reference }) => reference));
  });
});
