import { describe, expect, test } from 'vitest';
import type { ProviderRequest } from '../../../functions/payments/adapters/provider-call.ts';
import { webhookHandler } from '../../../functions/payments/handlers/webhook.ts';
import type { Order, ProviderMessage, Question } from '../../../functions/payments/ports.ts';
import { provider } from '../../../functions/payments/providers/onepay/client.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import {
  asForm,
  asQuery,
  CANCELLED,
  ONEPAY,
  type OnePayFields,
  onePayHash,
  onePayNotice,
  onePaySigned,
} from '../../support/onepay.ts';
import { orderFor } from '../../support/payments.ts';

const AT = Date.parse('2026-11-20T23:59:59+07:00');

const order = orderFor('onepay', AT, 15);

const nobody = provider('live', async () => undefined);
const terminal = nobody.terminal(ONEPAY);
const bad = (failure: string) => ({ ok: false, failure });
const read = (more: OnePayFields) => terminal.read(asQuery(onePaySigned(onePayNotice(order, more))));

describe('the code of a notice', () => {
  test.each([
    ['0', [{ outcome: 'paid', code: '0' }]],
    ['00', [{ outcome: 'failed', code: '00' }]],
    ['99', [{ outcome: 'failed', code: '99' }]],
    ['253', [{ outcome: 'failed', code: '253' }]],
    ['F', [{ outcome: 'failed', code: 'F' }]],
    ['Z', [{ outcome: 'failed', code: 'Z' }]],
    ['0x0', [{ outcome: 'failed', code: '0x0' }]],
    ['1e0', [{ outcome: 'failed', code: '1e0' }]],
    ['100', []],
    ['300', []],
  ])('%s says %o', (vpc_TxnResponseCode, notices) => {
    expect(read({ vpc_TxnResponseCode })).toMatchObject({ ok: true, value: notices });
  });

  test.each(['', ' 0', '0 ', '+0', '0.0', '-0', 'No Value Returned'])('"%s" is none', (vpc_TxnResponseCode) => {
    expect(read({ vpc_TxnResponseCode })).toEqual(bad('malformed'));
  });

  test('of a return that is not decided yet lets the provider be asked, not a failure be shown', () => {
    for (const [code, outcome] of Object.entries({
      '0': 'paid',
      '99': 'failed',
      '100': 'suspected',
      '300': 'suspected',
    })) {
      const message = asQuery(onePaySigned(onePayNotice(order, { vpc_TxnResponseCode: code })));
      expect(terminal.back?.(message)).toEqual({ ok: true, value: { reference: order.reference, outcome } });
    }
    expect(terminal.back?.(asQuery(onePayNotice(order)))).toEqual(bad('bad_signature'));
  });
});

describe('the fields of a notice', () => {
  test('that are unknown are covered by the hash, and those without its prefixes are nobody’s', () => {
    const known = onePayNotice(order, { vpc_Installments: '3', user_Note: 'x=y&z', vpc_Empty: '' });
    const signed = onePaySigned(known);
    expect(terminal.read(asQuery({ ...signed, tenant: 'H26', Title: 'x' }))).toMatchObject({ ok: true });
    for (const name of ['vpc_Installments', 'user_Note'])
      expect(terminal.read(asQuery({ ...signed, [name]: '4' }))).toEqual(bad('bad_signature'));
  });

  test.each([
    ['no amount', { vpc_Amount: '' }],
    ['an amount with less than a dong', { vpc_Amount: '15000050' }],
    ['an amount that is not whole', { vpc_Amount: '15000000.00' }],
    ['an amount below nothing', { vpc_Amount: '-15000000' }],
    ['an amount of 16 digits', { vpc_Amount: '1500000000000000' }],
    ['money without a number', { vpc_TransactionNo: '' }],
    ['money with the number 0', { vpc_TransactionNo: '0' }],
    ['a number that no key may hold', { vpc_TransactionNo: 'PAY#1' }],
    ['no reference', { vpc_MerchTxnRef: '' }],
    ['a reference that is not ours', { vpc_MerchTxnRef: 'ab/cd' }],
    ['no merchant', { vpc_Merchant: '' }],
    ['a currency that is none', { vpc_CurrencyCode: '704' }],
  ])('that say %s say nothing', (_, more) => {
    expect(read(more)).toEqual(bad('malformed'));
  });

  test('keep numbers beyond 2^53, other currencies and other merchants as they are', () => {
    const vpc_TransactionNo = '90071992547409931';
    expect(read({ vpc_TransactionNo })).toMatchObject({ value: [{ providerTransactionId: vpc_TransactionNo }] });
    expect(read({ vpc_CurrencyCode: 'USD' })).toMatchObject({ value: [{ currency: 'USD' }] });
    expect(read({ vpc_Merchant: 'ANOTHER' })).toEqual(bad('wrong_merchant'));
    expect(read(CANCELLED)).toMatchObject({
      value: [{ outcome: 'failed', providerTransactionId: '0', amountVnd: 150_000 }],
    });
  });

  test('of a refund are no notice of a payment', () => {
    expect(read({ vpc_Command: 'refund' })).toEqual({ ok: true, value: [] });
  });

  test.each<[string, (fields: OnePayFields) => ProviderMessage]>([
    [
      'twice in the query',
      (fields) => ({
        ...asQuery(fields),
        query: { ...asQuery(fields).query, vpc_Amount: [fields.vpc_Amount ?? '', fields.vpc_Amount ?? ''] },
      }),
    ],
    [
      'in the query and in the form',
      (fields) => ({ ...asForm(fields), query: { vpc_Amount: [fields.vpc_Amount ?? ''] } }),
    ],
    [
      'twice in the form',
      (fields) => ({ ...asForm(fields), body: Buffer.concat([asForm(fields).body, Buffer.from('&vpc_Version=2')]) }),
    ],
    [
      'broken in the form',
      (fields) => ({
        ...asForm(fields),
        body: Buffer.from(`${Buffer.from(asForm(fields).body)}`.replace('Approved', '%ff')),
      }),
    ],
    [
      'under a name with a part of its value',
      ({ user_Note: _, ...fields }) => asQuery({ ...fields, 'user_Note=x': 'y' }),
    ],
  ])('are refused where one stands %s', (_, sent) => {
    const fields = onePaySigned(onePayNotice(order, { user_Note: 'x=y' }));
    expect(terminal.read(asForm(fields))).toMatchObject({ ok: true });
    expect(terminal.read(sent(fields))).toEqual(bad('bad_signature'));
  });

  test('and parts of one are split between the query and the form', () => {
    const { vpc_Amount = '', ...rest } = onePaySigned(onePayNotice(order));
    expect(terminal.read({ ...asForm(rest), query: { vpc_Amount: [vpc_Amount] } })).toMatchObject({ ok: true });
  });

  test('cannot be told in two ways: a payer’s name that holds fields is refused as a name and as fields', () => {
    const forged = `vpc_MerchTxnRef=another&vpc_Merchant=${ONEPAY.merchantId}&vpc_TransactionNo=1&vpc_TxnResponseCode=0`;
    const signed = onePaySigned(onePayNotice(order, { ...CANCELLED, vpc_CardHolderName: `A&${forged}&vpc_Z=` }));
    const { vpc_Amount = '', vpc_CardHolderName: _, vpc_SecureHash = '', vpc_TransactionNo: __, ...after } = signed;
    const rest = Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1));
    const split = {
      vpc_Amount,
      vpc_CardHolderName: 'A',
      ...Object.fromEntries(new URLSearchParams(forged)),
      vpc_Z: rest.map(([name, value]) => `&${name}=${value}`).join(''),
    };
    expect(onePayHash(split)).toBe(vpc_SecureHash);
    expect(terminal.read(asQuery({ ...split, vpc_SecureHash }))).toEqual(bad('bad_signature'));
    expect(terminal.read(asQuery(signed))).toEqual(bad('bad_signature'));
  });

  test('cannot be hidden in the value of another', () => {
    const { vpc_TxnResponseCode, vpc_TransactionNo, ...fewer } = onePaySigned(onePayNotice(order));
    const vpc_OrderInfo = `${fewer.vpc_OrderInfo}&vpc_TransactionNo=${vpc_TransactionNo}&vpc_TxnResponseCode=${vpc_TxnResponseCode}`;
    expect(onePayHash({ ...fewer, vpc_OrderInfo })).toBe(fewer.vpc_SecureHash);
    expect(terminal.read(asQuery({ ...fewer, vpc_OrderInfo }))).toEqual(bad('bad_signature'));
  });
});

describe('the pay address', () => {
  const urlOf = async (changed: Partial<Order> = {}) => {
    const created = await terminal.create({ ...order, ...changed });
    if (created.kind !== 'created' || created.checkout.kind !== 'redirect') throw new Error('no address');
    return new URL(created.checkout.url);
  };

  test('is OnePay’s, with what it asks for, signed', async () => {
    const url = await urlOf();
    expect(url.origin + url.pathname).toBe('https://onepay.vn/paygate/vpcpay.op');
    const { vpc_SecureHash, ...fields } = Object.fromEntries(url.searchParams);
    expect(fields).toEqual({
      Title: 'Nop le phi',
      AgainLink: 'https://motcua.example.vn/',
      vpc_Version: '2',
      vpc_Currency: 'VND',
      vpc_Command: 'pay',
      vpc_AccessCode: ONEPAY.accessCode,
      vpc_Merchant: ONEPAY.merchantId,
      vpc_Locale: 'vn',
      vpc_ReturnURL: order.returnUrl,
      vpc_MerchTxnRef: order.reference,
      vpc_OrderInfo: 'H26.10-261120-0007',
      vpc_Amount: '15000000',
      vpc_TicketNo: '203.0.113.7',
    });
    expect(vpc_SecureHash).toBe(onePayHash(fields));
  });

  test.each([
    ['2001:db8::1', '2001:db8::1'],
    ['::1', '127.0.0.1'],
    ['', '127.0.0.1'],
    ['1.1.1.1&vpc_TransactionNo=1&vpc_TxnResponseCode=0', '127.0.0.1'],
  ])('of a payer at "%s" names %s', async (payerIp, ticketNo) => {
    expect((await urlOf({ payerIp })).searchParams.get('vpc_TicketNo')).toBe(ticketNo);
  });

  test('speaks English to who does, and shows no more of a long code than OnePay takes', async () => {
    const { searchParams } = await urlOf({ locale: 'en', dossierCode: `H26.10-20261120-${'1'.repeat(40)}` });
    expect(searchParams.get('vpc_Locale')).toBe('en');
    expect(searchParams.get('vpc_OrderInfo')).toHaveLength(34);
  });

  test('is no notice, though the same key signs it', async () => {
    const message = asQuery(Object.fromEntries((await urlOf()).searchParams));
    expect(terminal.read(message)).toEqual(bad('malformed'));
    expect(terminal.back?.(message)).toEqual(bad('malformed'));
  });
});

describe('a question', () => {
  const question: Question = { ...order, providerOrderId: undefined, at: AT + 60 * MINUTE_MS };
  const found = (more: OnePayFields = {}) => onePaySigned({ vpc_DRExists: 'Y', ...onePayNotice(order, more) });
  const textOf = (fields: OnePayFields) => new URLSearchParams(fields).toString();
  const ask = async (text: string, status = 200) => {
    const asked: [string, ProviderRequest][] = [];
    const answer = await provider('live', async (...call) => {
      asked.push(call);
      return { status, bytes: Buffer.from(text, 'latin1') };
    })
      .terminal(ONEPAY)
      .ask?.(question);
    return { answer, asked };
  };

  test('is a signed form to OnePay’s own address', async () => {
    const [[url, { method, headers, body }] = ['', { method: 'GET' }]] = (await ask('')).asked;
    expect([url, method]).toEqual(['https://onepay.vn/msp/api/v1/vpc/invoices/queries', 'POST']);
    expect(headers).toEqual({ 'Content-Type': 'application/x-www-form-urlencoded' });
    const { vpc_SecureHash, ...fields } = Object.fromEntries(new URLSearchParams(body));
    expect(fields).toMatchObject({
      vpc_Command: 'queryDR',
      vpc_Version: '2',
      vpc_MerchTxnRef: order.reference,
      vpc_Merchant: ONEPAY.merchantId,
      vpc_AccessCode: ONEPAY.accessCode,
    });
    expect(Object.keys(fields)).toHaveLength(7);
    expect(vpc_SecureHash).toBe(onePayHash(fields));
  });

  test.each<[string, string, unknown]>([
    ['paid', textOf(found()), { kind: 'told', callback: { outcome: 'paid', code: '0', amountVnd: 150_000 } }],
    [
      'paid, behind a question mark and a line end',
      `?${textOf(found())}\r\n`,
      { kind: 'told', callback: { outcome: 'paid' } },
    ],
    [
      'paid, under its own command',
      textOf(found({ vpc_Command: 'queryDR' })),
      { kind: 'told', callback: { outcome: 'paid' } },
    ],
    ['cancelled', textOf(found(CANCELLED)), { kind: 'told', callback: { outcome: 'failed', code: '99' } }],
    [
      'declined by a letter',
      textOf(found({ vpc_TxnResponseCode: 'F' })),
      { kind: 'told', callback: { outcome: 'failed', code: 'F' } },
    ],
    ['under way', textOf(found({ vpc_TxnResponseCode: '100' })), { kind: 'unfinished' }],
    ['at the bank', textOf(found({ vpc_TxnResponseCode: '300' })), { kind: 'unfinished' }],
    ['not there', textOf(onePaySigned({ vpc_DRExists: 'N' })), { kind: 'unfinished' }],
    [
      'not there, of another order',
      textOf(onePaySigned({ vpc_DRExists: 'N', vpc_MerchTxnRef: 'another' })),
      { kind: 'unknown', why: 'another_order' },
    ],
    ['not there, by nobody', 'vpc_DRExists=N', { kind: 'unknown', why: 'unsigned' }],
    ['paid, by nobody', textOf({ vpc_DRExists: 'Y', ...onePayNotice(order) }), { kind: 'unknown', why: 'unsigned' }],
    [
      'there, without saying of what',
      textOf(onePaySigned({ vpc_DRExists: 'Y', vpc_TxnResponseCode: '0' })),
      { kind: 'unknown', why: 'malformed' },
    ],
    [
      'neither there nor not',
      textOf(onePaySigned({ vpc_TxnResponseCode: '255' })),
      { kind: 'unknown', why: 'refused' },
    ],
    ['paid without a number', textOf(found({ vpc_TransactionNo: '' })), { kind: 'unknown', why: 'malformed' }],
    ['refunded', textOf(found({ vpc_Command: 'refund' })), { kind: 'unknown', why: 'malformed' }],
    ['in broken bytes', `${textOf(found())}&x=\xff`, { kind: 'unknown', why: 'malformed' }],
    ['in a page', '<html><body>Bad Gateway</body></html>', { kind: 'unknown', why: 'unsigned' }],
    ['in nothing', '', { kind: 'unknown', why: 'unsigned' }],
  ])('that is answered %s', async (_, text, expected) => {
    expect((await ask(text)).answer).toMatchObject(expected as object);
  });

  test('that is answered by a redirect, an error or nobody is not answered', async () => {
    for (const status of [204, 302, 400, 500, 503])
      expect((await ask(textOf(found()), status)).answer).toEqual({ kind: 'unknown', why: `http.${status}` });
    expect(await terminal.ask?.(question)).toEqual({ kind: 'unknown', why: 'no_answer' });
  });
});

test.each(['', 'xyz', '0', '0A0', `${ONEPAY.hashKey} 0`, '0x0A'])('"%s" is no hash key', (hashKey) => {
  expect(nobody.manifest.credentials().safeParse({ ...ONEPAY, hashKey }).success).toBe(false);
  expect(() => nobody.terminal({ ...ONEPAY, hashKey })).toThrow();
});

test('the webhook answers in OnePay’s words, as plain text', async () => {
  const handler = webhookHandler(
    {
      ledger: {} as never,
      merchants: { find: async () => undefined } as never,
      providers: async () => nobody,
      questions: {} as never,
      refundCalls: {} as never,
    },
    { now: () => AT, publicOrigin: 'https://motcua.example.vn' },
  );
  const event = { httpMethod: 'GET', path: '/', headers: {}, pathParameters: { provider: 'onepay', merchant: 'm' } };
  expect(await handler(event as never, { awsRequestId: 'r' } as never)).toMatchObject({
    statusCode: 200,
    body: 'responsecode=0&desc=confirm-fail',
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
  expect(nobody.answer('recorded')).toEqual({ status: 200, text: 'responsecode=1&desc=confirm-success' });
  expect(nobody.answer('our_fault')).toEqual({ status: 503, text: 'responsecode=0&desc=confirm-fail' });
});
