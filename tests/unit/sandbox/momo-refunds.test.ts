import { describe, expect, test } from 'vitest';
import type { KnownOrder, KnownRefund, OpenedOrder } from '../../../functions/sandbox/ports.ts';
import { played } from '../../../functions/sandbox/providers/momo/provider.ts';
import { MOMO, refundSignature, type Values } from '../../support/momo.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const account = played.account(MOMO);

const order: OpenedOrder = {
  reference: 'r1',
  amountVnd: 150_000,
  orderInfo: 'Nộp lệ phí',
  createdAt: NOW,
  expiresAt: NOW + 900_000,
  returnUrl: 'https://motcua.example.vn/back',
};

const [notice] = account.play(order, 'pay', NOW).notices as readonly { readonly body: string }[];
const { transId } = JSON.parse(notice?.body ?? '') as { readonly transId: number };

const known = (more: Partial<KnownOrder> = {}): KnownOrder => ({
  reference: 'r1',
  order,
  deeds: [{ deed: 'pay', at: NOW }],
  refunds: [],
  refundOutcome: 'done',
  payPage: '',
  now: NOW,
  ...more,
});

const wanted: Values = {
  partnerCode: 'MOMO',
  orderId: 'f1',
  requestId: 'q1',
  amount: 100_000,
  transId,
  lang: 'vi',
  description: 'Hoàn lệ phí',
};

const refund = (changes: Values = {}, about = known()) => {
  const body = { ...wanted, ...changes };
  const signed = { signature: refundSignature(body, MOMO), ...body };
  const request = { method: 'POST', query: {}, headers: {}, body: Buffer.from(JSON.stringify(signed)) };
  return account.answer('v2/gateway/api/refund', request, about);
};

const held = (more: Partial<KnownRefund> = {}): KnownRefund => ({
  reference: 'f1',
  amountVnd: 100_000,
  transaction: String(transId),
  echoed: { requestId: 'q1' },
  number: '12345678',
  at: NOW,
  state: 'done',
  ...more,
});

const codeOf = ({ json }: { readonly json?: unknown }) => (json as Values).resultCode;

describe('a refund at the played MoMo', () => {
  test('is taken, by the number of the transaction', () => {
    const { status, json, refunds } = refund();
    expect(status).toBe(200);
    expect(json).toMatchObject({ orderId: 'f1', requestId: 'q1', amount: 100_000, resultCode: 0 });
    expect(json).not.toMatchObject({ transId });
    expect(refunds).toEqual({
      reference: 'f1',
      amountVnd: 100_000,
      transaction: String(transId),
      echoed: { requestId: 'q1' },
    });
  });

  test('waits, or fails and is remembered', () => {
    const waits = refund({}, known({ refundOutcome: 'pending' }));
    expect([codeOf(waits), waits.refunds?.reference]).toEqual([7000, 'f1']);
    const fails = refund({}, known({ refundOutcome: 'declined' }));
    expect([codeOf(fails), fails.refunds?.reference]).toEqual([1080, 'f1']);
  });

  test.each<[KnownRefund['state'], number]>([
    ['done', 0],
    ['pending', 40],
    ['declined', 1080],
  ])('that is %s is answered %i to the same request, and taken once', (state, code) => {
    const again = refund({}, known({ refunds: [held({ state })], refundOutcome: 'done' }));
    expect([codeOf(again), again.refunds]).toEqual([code, undefined]);
    expect(codeOf(refund({ requestId: 'q2' }, known({ refunds: [held({ state })] })))).toBe(41);
  });

  test.each<[string, Values, number]>([
    ['less than the least', { amount: 999 }, 22],
    ['more than the most', { amount: 50_000_001 }, 22],
    ['more than came', { amount: 150_001 }, 1081],
    ['another transaction', { transId: transId + 1 }, 1080],
    ['the order’s own name', { orderId: 'r1' }, 41],
    ['half a dong', { amount: 1000.5 }, 20],
    ['no name', { orderId: '' }, 20],
    ['another’s signature', { signature: '0'.repeat(64) }, 20],
    ['no signature', { signature: undefined }, 20],
    ['another merchant', { partnerCode: 'MOMO2' }, 13],
  ])('with %s is refused', (_, changes, code) => {
    const { status, json, refunds } = refund(changes);
    expect([status, codeOf({ json }), refunds]).toEqual([400, code, undefined]);
  });

  test('never gives back more than is left, of what waits too', () => {
    const before = [held({ state: 'pending' }), held({ reference: 'f0', state: 'declined' })];
    const more = (amount: number) => codeOf(refund({ orderId: 'f2', amount }, known({ refunds: before })));
    expect([more(50_000), more(50_001)]).toEqual([0, 1081]);
  });

  test('of an order that nobody paid is none', () =>
    expect(codeOf(refund({}, known({ deeds: [{ deed: 'decline', at: NOW }] })))).toBe(1080));
});
