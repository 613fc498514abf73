import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../functions/sandbox/domain/outcomes.ts';
import type { Deed, KnownOrder, OpenedOrder } from '../../../functions/sandbox/ports.ts';
import { played } from '../../../functions/sandbox/providers/momo/provider.ts';
import { createSignature, MOMO, querySignature, resultSignature, type Values } from '../../support/momo.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const account = played.account(MOMO);

const known = (more: Partial<KnownOrder> = {}): KnownOrder => ({
  reference: 'r1',
  order: undefined,
  deeds: [],
  refunds: [],
  refundOutcome: 'done',
  payPage: 'https://motcua.example.vn/sandbox/momo/pay/r1',
  now: NOW,
  ...more,
});

const wanted: Values = {
  partnerCode: 'MOMO',
  requestId: 'q1',
  orderId: 'r1',
  amount: 150_000,
  orderInfo: 'Nộp lệ phí',
  redirectUrl: 'https://motcua.example.vn/back?a=1',
  ipnUrl: 'https://motcua.example.vn/hook',
  requestType: 'captureWallet',
  extraData: 'eyJhIjoxfQ==',
  orderExpireTime: 15,
  lang: 'vi',
};

const sent = (path: string, body: unknown, about: KnownOrder) =>
  account.answer(path, { method: 'POST', query: {}, headers: {}, body: Buffer.from(JSON.stringify(body)) }, about);

const create = (changes: Values = {}, about = known()) => {
  const body = { ...wanted, ...changes };
  return sent('v2/gateway/api/create', { signature: createSignature(body, MOMO), ...body }, about);
};

const query = (about: KnownOrder, changes: Values = {}) => {
  const body = { partnerCode: 'MOMO', requestId: 'q2', orderId: 'r1', lang: 'vi', ...changes };
  return sent('v2/gateway/api/query', { signature: querySignature(body, MOMO), ...body }, about);
};

const held = create().creates as OpenedOrder;

describe('an order at the played MoMo', () => {
  test('is created with what the merchant said, and is answered with its page', () => {
    const { status, json, creates } = create();
    expect(status).toBe(200);
    expect(json).toMatchObject({ resultCode: 0, orderId: 'r1', requestId: 'q1', amount: 150_000 });
    expect(json).toHaveProperty('payUrl', known().payPage);
    expect(creates).toEqual({
      reference: 'r1',
      amountVnd: 150_000,
      orderInfo: 'Nộp lệ phí',
      createdAt: NOW,
      expiresAt: NOW + 900_000,
      returnUrl: 'https://motcua.example.vn/back?a=1',
      echoed: { requestId: 'q1', extraData: 'eyJhIjoxfQ==' },
    });
  });

  test('is answered the same to the same request, and refused to another of its name', () => {
    const later = known({ order: held, now: NOW + 1000 });
    expect(create({}, later)).toEqual({ status: 200, json: create().json });
    expect(create({ requestId: 'q9' }, later)).toMatchObject({ status: 400, json: { resultCode: 41 } });
  });

  test.each<[string, Values, number]>([
    ['an amount below the least', { amount: 999 }, 22],
    ['an amount above the most', { amount: 50_000_001 }, 22],
    ['half a dong', { amount: 1000.5 }, 20],
    ['a name that MoMo does not take', { orderId: '-r1' }, 20],
    ['a notice address with a query', { ipnUrl: 'https://motcua.example.vn/hook?a=1' }, 20],
    ['a signature that is another’s', { signature: '0'.repeat(64) }, 20],
    ['no signature', { signature: undefined }, 20],
    ['another merchant', { partnerCode: 'MOMO2' }, 13],
  ])('is not created with %s', (_, changes, resultCode) => {
    const { status, json, creates } = create(changes);
    expect([status, creates]).toEqual([400, undefined]);
    expect(json).toMatchObject({ resultCode });
    expect(json).not.toHaveProperty('orderId');
  });
});

describe('a query at the played MoMo', () => {
  const after = (deeds: readonly Deed[], now = NOW) => query(known({ order: held, deeds, now }));

  test.each<[string, readonly (Outcome | 'opened')[], number, Values]>([
    ['waits for the payer', ['opened', 'abandon'], 0, { resultCode: 1000, amount: 150_000, transId: 0 }],
    ['has expired', [], 900_000, { resultCode: 1005, transId: 0 }],
    ['was declined', ['decline'], 0, { resultCode: 1006, transId: 0 }],
    ['was paid', ['decline', 'pay'], 900_000, { resultCode: 0, amount: 150_000, refundTrans: [] }],
    ['was paid too much', ['wrong_amount'], 0, { resultCode: 0, amount: 151_000 }],
  ])('says that an order %s', (_, deeds, wait, expected) => {
    const done = after(
      deeds.map((deed) => ({ deed, at: NOW })),
      NOW + wait,
    );
    expect(done.json).toMatchObject({ partnerCode: 'MOMO', orderId: 'r1', requestId: 'q2', ...expected });
  });

  test('of an order that is not there, or without its signature, says nothing of one', () => {
    expect(query(known())).toMatchObject({ status: 400, json: { resultCode: 42 } });
    const forged = query(known({ order: held }), { signature: 'f'.repeat(64) });
    expect(forged).toMatchObject({ status: 400, json: { resultCode: 20, subErrors: [{ field: 'signature' }] } });
    expect(query(known({ order: held }), { partnerCode: 'MOMO2' })).toMatchObject({ json: { resultCode: 13 } });
  });
});

test('a notice and a return carry the same signed result, with what the merchant sent', () => {
  const { notices, returnUrl } = account.play(held, 'pay', NOW);
  const [notice] = notices as readonly { readonly body: string }[];
  const told = JSON.parse(notice?.body ?? '') as Values;
  expect(told).toMatchObject({ requestId: 'q1', extraData: 'eyJhIjoxfQ==', resultCode: 0, amount: 150_000 });
  const { signature, ...values } = told;
  expect(resultSignature(values, MOMO)).toBe(signature);
  const back = Object.fromEntries(new URL(returnUrl ?? '').searchParams);
  expect(back).toEqual({
    a: '1',
    ...Object.fromEntries(Object.entries(told).map(([name, value]) => [name, `${value}`])),
  });
});

test('only 204 ends a notice', () => {
  expect([200, 202, 204, 400, 503].filter((status) => account.isConfirmed({ status, text: '' }))).toEqual([204]);
});
