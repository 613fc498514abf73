import { createSecretKey } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashAlgorithm, ignoreLogger, VNPay } from 'vnpay';
import { ProductCode, VnpLocale } from 'vnpay/enums';
import { buildPaymentUrlSearchParams, calculateSecureHash } from 'vnpay/utils';
import type { Order } from '../../../functions/payments/ports.ts';
import { provider as vnpay } from '../../../functions/payments/providers/vnpay/client.ts';
import { formEncode, isSigned } from '../../../functions/payments/providers/vnpay/signature.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import { CREDENTIALS, messageOf, noticeFields, vnpayHash } from '../../support/payments.ts';

/** The npm package `vnpay`, written by others from the same documents. */
const oracle = new VNPay({
  tmnCode: CREDENTIALS.tmnCode,
  secureSecret: CREDENTIALS.hashSecret,
  vnpayHost: 'https://pay.example.vn',
  hashAlgorithm: HashAlgorithm.SHA512,
  enableLog: false,
  loggerFn: ignoreLogger,
  endpoints: { paymentEndpoint: 'vnpay/paymentv2/vpcpay.html' },
});
const terminal = vnpay('https://pay.example.vn', async () => undefined).terminal(CREDENTIALS);
const key = createSecretKey(CREDENTIALS.hashSecret, 'utf8');

const AT = Date.parse('2026-11-20T09:00:00+07:00');
const orders: fc.Arbitrary<Order> = fc.record({
  reference: fc.stringMatching(/^[0-9a-z]{8,26}$/),
  dossierCode: fc.stringMatching(/^H\d{2}\.\d{1,2}-\d{6}-\d{4}$/).map((code) => DossierCode.parse(code)),
  amountVnd: fc.integer({ min: 5000, max: 999_999_999 }),
  locale: fc.constantFrom('vi', 'en'),
  createdAt: fc.integer({ min: AT, max: AT + 10 * 365 * 86_400_000 }),
  expiresAt: fc.integer({ min: AT, max: AT + 10 * 365 * 86_400_000 }),
  payerIp: fc.oneof(fc.ipV4(), fc.ipV6()),
  returnUrl: fc.webUrl({ withQueryParameters: true }).filter((url) => !/[!'()*~]/.test(url)),
  webhookUrl: fc.webUrl(),
  pageUrl: fc.webUrl(),
});

const compact = (at: number): number =>
  Number(new Date(at + 7 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, ''));

const payUrlOf = async (order: Order): Promise<string> => {
  const creation = await terminal.create(order);
  if (creation.kind !== 'created' || creation.checkout.kind !== 'redirect') throw new Error('no address');
  return creation.checkout.url;
};

describe('the pay URL', () => {
  test('is the oracle’s, to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const redirectUrl = await payUrlOf(order);
        const theirs = oracle.buildPaymentUrl({
          vnp_Amount: order.amountVnd,
          vnp_CreateDate: compact(order.createdAt),
          vnp_ExpireDate: compact(order.expiresAt),
          vnp_IpAddr: order.payerIp,
          vnp_Locale: order.locale === 'vi' ? VnpLocale.VN : VnpLocale.EN,
          vnp_OrderInfo: new URL(redirectUrl).searchParams.get('vnp_OrderInfo') ?? '',
          vnp_OrderType: ProductCode.Other,
          vnp_ReturnUrl: order.returnUrl,
          vnp_TxnRef: order.reference,
        });
        const sorted = (url: string) => [...new URL(url).searchParams].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(redirectUrl)).toEqual(sorted(theirs));
        expect(redirectUrl.split('?')[0]).toBe(theirs.split('?')[0]);
      }),
      { numRuns: 200 },
    );
  });

  test('carries what VNPAY requires, in Viet Nam’s time, with an order text of plain letters', async () => {
    const redirectUrl = await payUrlOf({
      reference: 'r1',
      dossierCode: 'H26.10-261120-0007',
      amountVnd: 150_000,
      locale: 'vi',
      createdAt: Date.parse('2026-11-20T17:30:00Z'),
      expiresAt: Date.parse('2026-11-20T17:45:00Z'),
      payerIp: '',
      returnUrl: 'https://motcua.example.vn/payments/return/vnpay/H26',
      webhookUrl: 'https://motcua.example.vn/webhooks/payments/vnpay/H26',
      pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
    });
    expect(Object.fromEntries(new URL(redirectUrl).searchParams)).toMatchObject({
      vnp_Version: '2.1.0',
      vnp_Command: 'pay',
      vnp_TmnCode: 'MOTCUA01',
      vnp_Amount: '15000000',
      vnp_CreateDate: '20261121003000',
      vnp_ExpireDate: '20261121004500',
      vnp_CurrCode: 'VND',
      vnp_IpAddr: '127.0.0.1',
      vnp_Locale: 'vn',
      vnp_OrderInfo: expect.stringMatching(/^[A-Za-z0-9 .-]{1,255}$/),
      vnp_SecureHash: expect.stringMatching(/^[0-9a-f]{128}$/),
    });
  });
});

const values = fc.oneof(
  // U+FFFD is what broken UTF-8 arrives as, and is refused.
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\ufffd')),
  fc.constantFrom('Nộp lệ phí hồ sơ', "a b'c!d(e)f*g~h", 'a+b&c=d%', '100% ~ ok'),
);
const notices = fc
  .dictionary(fc.stringMatching(/^vnp_[A-Z][A-Za-z]{1,12}$/), values, { maxKeys: 8 })
  .map((more) => noticeFields({ reference: 'r1', amountVnd: 150_000 }, more))
  .filter(({ vnp_SecureHash, vnp_SecureHashType }) => vnp_SecureHash === undefined && vnp_SecureHashType === undefined);

/** Signs as the oracle signs what it sends. */
const signedByOracle = (fields: Readonly<Record<string, string>>): string =>
  calculateSecureHash({
    secureSecret: CREDENTIALS.hashSecret,
    data: buildPaymentUrlSearchParams(fields).toString(),
    hashAlgorithm: HashAlgorithm.SHA512,
    bufferEncode: 'utf-8',
  });

describe('the signature of a notice', () => {
  test('that the oracle made is believed', () => {
    fc.assert(
      fc.property(notices, (fields) => {
        expect(isSigned(key, fields, signedByOracle(fields))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('that we would make is believed by the oracle', () => {
    fc.assert(
      fc.property(notices, (fields) => {
        const plain = Object.fromEntries(
          Object.entries(fields).filter(([, value]) => value !== '' && !/[!'()*~]|undefined/.test(value)),
        );
        const query = { ...plain, vnp_SecureHash: vnpayHash(plain) };
        expect(oracle.verifyIpnCall(query as never).isVerified).toBe(true);
        expect(oracle.verifyIpnCall({ ...query, vnp_Amount: '1' } as never).isVerified).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test.each<[string, (text: string) => string]>([
    ['PHP', formEncode],
    ['PHP with %20', (text) => formEncode(text).replaceAll('+', '%20')],
    ['Java', (text) => formEncode(text).replaceAll('%2A', '*')],
    ['JavaScript', encodeURIComponent],
  ])('is believed in the encoding of %s, in either case, whatever else is in the query', (_, encoding) => {
    fc.assert(
      fc.property(notices, fc.boolean(), (fields, upper) => {
        const hash = vnpayHash(fields, CREDENTIALS.hashSecret, encoding);
        const vnp_SecureHash = upper ? hash.toUpperCase() : hash;
        const more = { tenant: ['a', 'b'], vnp_SecureHashType: 'SHA512' };
        const message = messageOf({ ...fields, ...more, vnp_SecureHash });
        const read = terminal.read(message);
        if (!read.ok) expect(read.failure).toBe('malformed');
      }),
      { numRuns: 100 },
    );
  });

  test('covers every field: one that is added, changed or taken away is refused', () => {
    fc.assert(
      fc.property(
        notices,
        fc.nat(),
        values.filter((text) => text !== ''),
        (fields, at, other) => {
          const hash = vnpayHash(fields);
          const names = Object.keys(fields).filter((name) => fields[name] !== '');
          const name = names[at % names.length] as string;
          fc.pre(fields[name] !== other);
          const { [name]: _, ...without } = fields;
          for (const forged of [{ ...fields, [name]: other }, without, { ...fields, vnp_Added: other }])
            expect(isSigned(key, forged, hash)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
