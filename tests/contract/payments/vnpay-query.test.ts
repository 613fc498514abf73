import { createSecretKey } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HashAlgorithm, ignoreLogger, VNPay } from 'vnpay';
import { provider as vnpay } from '../../../functions/payments/providers/vnpay/client.ts';
import { readAnswer } from '../../../functions/payments/providers/vnpay/query.ts';
import { httpServer } from '../../support/http-server.ts';
import { callsOf } from '../../support/json-post.ts';
import { CREDENTIALS } from '../../support/payments.ts';
import { FOUND, isSignedQuery, queryAnswer } from '../../support/vnpay-query.ts';

const AT = Date.parse('2026-11-20T09:20:00+07:00');
const order = {
  reference: 'r1',
  amountVnd: 150_000,
  createdAt: Date.parse('2026-11-20T00:00:00+07:00'),
  expiresAt: Date.parse('2026-11-20T09:15:00+07:00'),
  providerOrderId: undefined,
  at: AT,
};

/** Asks with a provider that answers so, and what it was asked. */
const asked = async (answer: unknown, origin = 'live') => {
  const calls: { url: string; body: Record<string, string> }[] = [];
  const terminal = vnpay(
    origin,
    callsOf(async (url, body) => {
      calls.push({ url, body: body as Record<string, string> });
      return answer;
    }),
  ).terminal(CREDENTIALS);
  return { said: await terminal.ask?.(order), calls };
};

/** The npm package `vnpay` against a server that keeps what it is asked and says what it is told to say. */
let oracle: VNPay;
let server: Awaited<ReturnType<typeof httpServer>>;
let heard: Record<string, string> = {};
let reply: unknown;
beforeAll(async () => {
  server = await httpServer((body, _, response) => {
    heard = JSON.parse(body) as Record<string, string>;
    response.end(JSON.stringify(reply));
  });
  oracle = new VNPay({
    tmnCode: CREDENTIALS.tmnCode,
    secureSecret: CREDENTIALS.hashSecret,
    vnpayHost: server.origin,
    queryDrAndRefundHost: server.origin,
    hashAlgorithm: HashAlgorithm.SHA512,
    enableLog: false,
    loggerFn: ignoreLogger,
  });
});
afterAll(() => server.stop());

const oracleAsks = (fields: Readonly<Record<string, unknown>>) => oracle.queryDr(fields as never);

describe('a query', () => {
  test('is signed as the oracle and the published formula sign it, with the date that was sent with the order', async () => {
    reply = {};
    const { calls } = await asked(undefined);
    const { body, url } = calls[0] ?? { body: {}, url: '' };
    expect(url).toBe('https://merchant.vnpay.vn/merchant_webapi/api/transaction');
    expect(body).toMatchObject({ vnp_TransactionDate: '20261120000000', vnp_CreateDate: '20261120092000' });
    const { vnp_SecureHash, vnp_Command: _, vnp_TmnCode: __, ...fields } = body;
    await oracleAsks(fields);
    expect(heard).toEqual(body);
    expect(isSignedQuery(body, CREDENTIALS)).toBe(true);
    expect(vnp_SecureHash).toMatch(/^[0-9a-f]{128}$/);
  });

  test('goes to the sandbox where there is one, each with an id of its own', async () => {
    const first = await asked(undefined, 'https://motcua.example.vn/sandbox');
    const second = await asked(undefined);
    expect(first.calls[0]?.url).toBe('https://motcua.example.vn/sandbox/vnpay/merchant_webapi/api/transaction');
    expect(first.calls[0]?.body.vnp_RequestId).toMatch(/^[0-9a-f]{32}$/);
    expect(first.calls[0]?.body.vnp_RequestId).not.toBe(second.calls[0]?.body.vnp_RequestId);
  });
});

const told = (outcome: string, code: string, providerTransactionId = '14226112') => ({
  kind: 'told',
  callback: {
    ...{ reference: 'r1', amountVnd: 150_000, currency: 'VND', outcome, code, providerTransactionId },
    // Of what brought no money the moment says nothing.
    ...(outcome === 'failed' ? {} : { occurredAt: Date.parse('2026-11-20T10:10:10+07:00') }),
  },
});

describe('an answer', () => {
  test.each([
    ['paid', FOUND.paid, told('paid', '00.00')],
    ['not paid', FOUND.failed, told('failed', '00.02', '0')],
    ['suspected', FOUND.suspected, told('suspected', '00.07')],
    ['debited without success', { vnp_TransactionStatus: '04' }, told('suspected', '00.04')],
    ['not found', FOUND.notFound, told('failed', '91', '0')],
    ['unfinished', FOUND.unfinished, { kind: 'unfinished' }],
    ['a refund', { vnp_TransactionType: '02' }, { kind: 'unknown', why: 'status.00' }],
    ['a refund under way', { vnp_TransactionStatus: '05' }, { kind: 'unknown', why: 'status.05' }],
    ['no status', { vnp_TransactionStatus: '' }, { kind: 'unknown', why: 'status.' }],
    ['too fast', FOUND.tooFast, { kind: 'unknown', why: 'refused.94' }],
    ['bad checksum', { vnp_ResponseCode: '97' }, { kind: 'unknown', why: 'refused.97' }],
    ['another fault', { vnp_ResponseCode: '99' }, { kind: 'unknown', why: 'refused.99' }],
    ['half a dong', { vnp_Amount: '15000050' }, { kind: 'unknown', why: 'malformed' }],
    ['another command', { vnp_Command: 'refund' }, { kind: 'unknown', why: 'another_order' }],
  ])('of %s is read as it is; the oracle verifies it', async (_, changes, expected) => {
    reply = queryAnswer(order, changes, CREDENTIALS);
    expect((await asked(reply)).said).toEqual(expected);
    expect((await oracleAsks({ vnp_TxnRef: 'r1' })).isVerified).toBe(true);
  });

  test('that the order is not known ends it only once its term is over: until then somebody may come with it', () => {
    const credentials = { tmnCode: CREDENTIALS.tmnCode, key: createSecretKey(CREDENTIALS.hashSecret, 'utf8') };
    const said = (at: number) =>
      readAnswer(credentials, { ...order, at }, queryAnswer(order, FOUND.notFound, CREDENTIALS));
    expect(said(order.expiresAt - 1)).toEqual({ kind: 'unfinished' });
    expect(said(order.expiresAt)).toEqual(told('failed', '91', '0'));
  });

  test('with numbers, nulls and an upper-case hash means the same', async () => {
    const { vnp_SecureHash = '', ...fields } = queryAnswer(order, {}, CREDENTIALS);
    const body = {
      ...fields,
      vnp_Amount: 15_000_000,
      vnp_PromotionCode: null,
      vnp_SecureHash: vnp_SecureHash.toUpperCase(),
    };
    expect((await asked(body)).said).toEqual(told('paid', '00.00'));
  });

  test('with a promotion is signed with it', async () => {
    const promotion = { vnp_PromotionCode: 'TET', vnp_PromotionAmount: '1000000' };
    const good = queryAnswer(order, promotion, CREDENTIALS);
    expect((await asked(good)).said).toEqual(told('paid', '00.00'));
    expect((await asked({ ...good, vnp_PromotionAmount: '2' })).said).toEqual({
      kind: 'unknown',
      why: 'bad_signature',
    });
  });

  test('without a signature is not believed, although the oracle does', async () => {
    const { vnp_SecureHash: _, ...unsigned } = queryAnswer(order, {}, CREDENTIALS);
    reply = unsigned;
    expect((await oracleAsks({ vnp_TxnRef: 'r1' })).isVerified).toBe(true);
    expect((await asked(unsigned)).said).toEqual({ kind: 'unknown', why: 'bad_signature' });
  });

  test('changed anywhere, or made of anything, is never money', async () => {
    const good = queryAnswer(order, {}, CREDENTIALS);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), async (name, value) => {
        fc.pre(typeof value === 'object' || String(value) !== good[name]);
        expect((await asked({ ...good, [name]: value })).said?.kind).toBe('unknown');
        expect((await asked(value)).said?.kind).toBe('unknown');
      }),
      { numRuns: 300 },
    );
  });
});
