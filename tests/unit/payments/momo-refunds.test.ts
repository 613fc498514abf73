import { describe, expect, test } from 'vitest';
import { provider } from '../../../functions/payments/providers/momo/client.ts';
import type { RefundAnswer, Refunding, RefundOrder } from '../../../functions/payments/refund-ports.ts';
import { MOMO, queryAnswer, querySignature, refundSignature, refusal, type Values } from '../../support/momo.ts';

const AT = Date.parse('2026-11-20T23:59:59+07:00');
const TOKEN = 'zyxwvtsrqpnmkjhgfedcba9876';

const order: RefundOrder = {
  refundReference: TOKEN,
  dossierCode: 'H26.10-261120-0007' as RefundOrder['dossierCode'],
  reference: '0123456789abcdefghjkmnpqrs',
  orderedAt: AT,
  providerOrderId: undefined,
  providerTransactionId: '4225107942',
  receivedVnd: 150_000,
  amountVnd: 50_000,
  beforeVnd: 0,
  earlierRefundIds: [],
  reservedAt: AT,
  providerRefundId: undefined,
  at: AT,
};

interface Call {
  readonly url: string;
  readonly body: Values;
}

/** MoMo's answer to a query of the order, with its refunds. */
const held = (...refunds: readonly unknown[]): Values =>
  queryAnswer({ reference: order.reference, amountVnd: 150_000 }, { refundTrans: refunds });

/** MoMo's refunding while MoMo answers so to a refund and to a query, and what it was called with. */
const answering = (refund: unknown, query: unknown = held(), status = 200) => {
  const calls: Call[] = [];
  const { refunding } = provider('live', async (url, { body }) => {
    calls.push({ url, body: JSON.parse(body ?? '') as Values });
    const json = url.endsWith('/query') ? query : refund;
    return { status, bytes: Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)) };
  }).terminal(MOMO);
  return { refunding: refunding as Refunding, calls };
};

const sent = async (json: unknown, status = 200, query: unknown = held()) =>
  answering(json, query, status).refunding.send(order);

const asked = async (json: unknown, status = 200) => answering({}, json, status).refunding.ask(order);

/** MoMo's answer to the refund, by default that it is done. */
const taken = (changes: Values = {}): Values => ({
  partnerCode: 'MOMO',
  orderId: TOKEN,
  requestId: TOKEN,
  amount: 50_000,
  transId: 144518121,
  resultCode: 0,
  message: 'Thành công.',
  responseTime: 1731137999000,
  ...changes,
});

const listed = (changes: Values = {}): Values => ({
  orderId: TOKEN,
  amount: 50_000,
  resultCode: 0,
  transId: 144518121,
  createdTime: 1731137999000,
  ...changes,
});

const done: RefundAnswer = { kind: 'done', code: '0', providerRefundId: '144518121' };

describe('what MoMo is asked for', () => {
  test('is named once, as the request is, and signed by the published formula', async () => {
    const { refunding, calls } = answering(taken());
    await refunding.send(order);
    const [{ url, body } = { url: '', body: {} as Values }] = calls;
    expect(url).toBe('https://payment.momo.vn/v2/gateway/api/refund');
    expect(body).toEqual({
      partnerCode: 'MOMO',
      orderId: TOKEN,
      requestId: TOKEN,
      amount: 50_000,
      transId: 4225107942,
      lang: 'vi',
      description: 'Hoàn lệ phí hồ sơ H26.10-261120-0007',
      signature: refundSignature(body, MOMO),
    });
    for (const value of Object.values(body)) expect(String(value)).not.toMatch(/[&=]/);
  });

  test('is the same at each call, so that MoMo does it once', async () => {
    const { refunding, calls } = answering(taken());
    await refunding.send(order);
    await refunding.send({ ...order, at: AT + 86_400_000, beforeVnd: 50_000, earlierRefundIds: ['1'] });
    expect(calls[0]).toEqual(calls[1]);
  });

  test('keeps every digit of a transaction’s number', async () => {
    const { refunding, calls } = answering(taken());
    await refunding.send({ ...order, providerTransactionId: '9007199254740993' });
    expect(calls[0]?.body).toMatchObject({ transId: '9007199254740993' });
    expect(calls[0]?.body.signature).toBe(refundSignature(calls[0]?.body ?? {}, MOMO));
  });

  test('has a name in MoMo’s form', () =>
    expect(answering({}).refunding.reference(TOKEN, AT)).toMatch(/^[0-9a-zA-Z]([-_.]*[0-9a-zA-Z]+)*$/));

  test('is asked about by its order', async () => {
    const { refunding, calls } = answering({}, held(listed()));
    expect(await refunding.ask(order)).toEqual(done);
    const [{ url, body } = { url: '', body: {} as Values }] = calls;
    expect(url).toBe('https://payment.momo.vn/v2/gateway/api/query');
    expect(body).toMatchObject({ orderId: order.reference, signature: querySignature(body, MOMO) });
  });

  test.each([999, 50_000_001])('is not %i đ, which MoMo does not give back at once', async (amountVnd) => {
    const { refunding, calls } = answering(taken());
    expect(await refunding.send({ ...order, amountVnd })).toEqual({ kind: 'declined', code: 'amount_out_of_limits' });
    expect(calls).toEqual([]);
  });

  test.each([1000, 50_000_000])('may be %i đ', async (amountVnd) => {
    const { refunding } = answering(taken({ amount: amountVnd }));
    expect(await refunding.send({ ...order, amountVnd })).toMatchObject({ kind: 'done' });
  });
});

describe('a result code of a refund', () => {
  test.each<[number, RefundAnswer['kind']]>([
    ...[7000, 7002].map((code) => [code, 'pending'] as [number, 'pending']),
    ...[21, 22, 1081, 1088].map((code) => [code, 'declined'] as [number, 'declined']),
    ...[1001, 1002, 1004, 1007, 1080, 4001, 4002].map((code) => [code, 'failed'] as [number, 'failed']),
  ])('%i: %s', async (resultCode, kind) => {
    const answer = { kind, code: String(resultCode) };
    expect(await sent(taken({ resultCode }))).toMatchObject(answer);
    expect(await asked(held(listed({ resultCode })))).toMatchObject(answer);
    expect(await sent(refusal(resultCode), 422)).toMatchObject(answer);
  });

  test.each([10, 11, 12, 13, 20, 40, 41, 42, 43, 47, 98, 99, 1000, 1003, 1006, 9000, 123456789])(
    '%i proves nothing',
    async (resultCode) => {
      const unknown = { kind: 'unknown', why: `code.${resultCode}` };
      expect(await sent(taken({ resultCode }))).toEqual(unknown);
      expect(await sent(refusal(resultCode), 400)).toEqual(unknown);
      expect(await asked(held(listed({ resultCode })))).toEqual(unknown);
    },
  );
});

describe('a refusal', () => {
  test('is believed once MoMo was asked and does not have the refund', async () => {
    const { refunding, calls } = answering(taken({ resultCode: 1081 }), held(listed({ orderId: 'another' })));
    expect(await refunding.send(order)).toEqual({ kind: 'declined', code: '1081' });
    expect(calls.map(({ url }) => url.replace(/.*api/, ''))).toEqual(['/refund', '/query']);
  });

  test.each<[string, unknown, unknown]>([
    ['was done when its answer was lost', held(listed()), done],
    ['is under way', held(listed({ resultCode: 7002 })), { kind: 'pending' }],
    ['is not known', 'nothing', { kind: 'unknown', why: 'malformed' }],
  ])('of a refund that %s is none', async (_, query, said) =>
    expect(await sent(taken({ resultCode: 1081 }), 200, query)).toMatchObject(said as object),
  );
});

describe('an answer to a refund', () => {
  test('is done, with the number that MoMo gave it', async () => {
    expect(await sent(taken())).toEqual(done);
    expect(await sent(taken({ transId: 0 }))).toEqual({ kind: 'done', code: '0', providerRefundId: undefined });
    const large = JSON.stringify(taken()).replace('144518121', '9007199254740993');
    expect(await sent(large)).toMatchObject({ providerRefundId: '9007199254740993' });
  });

  test.each<[string, Values]>([
    ['of another refund', { orderId: 'another' }],
    ['of another merchant', { partnerCode: 'MOMO2' }],
    ['of another amount', { amount: 50_001 }],
    ['without its name', { orderId: undefined }],
    ['without its amount', { amount: undefined }],
  ])('%s is not this one’s', async (_, changes) =>
    expect(await sent(taken(changes))).toEqual({ kind: 'unknown', why: 'another_refund' }),
  );

  test.each([7000, 1081, 1080])('%i of another refund says nothing of this one', async (resultCode) =>
    expect(await sent(taken({ resultCode, orderId: 'another' }))).toEqual({ kind: 'unknown', why: 'another_refund' }),
  );

  test.each<[number, string, unknown]>([
    [503, 'http.503', taken()],
    [404, 'http.404', { detail: 'none' }],
    [200, 'malformed', { ...taken(), resultCode: 'ok' }],
    [200, 'malformed', '{'],
  ])('with the status %i is believed as far as %s', async (status, why, json) =>
    expect(await sent(json, status)).toEqual({ kind: 'unknown', why }),
  );
});

describe('the refunds of an order', () => {
  /** As MoMo's test environment answered a merchant who published it. */
  const published = {
    partnerCode: 'MOMO',
    orderId: 'MOMO1709564985022',
    requestId: 'MOMO1709564985022',
    extraData: '',
    amount: 123456,
    transId: 3996000196,
    payType: 'credit',
    resultCode: 0,
    refundTrans: [
      { orderId: 'MOMO1709556182884', amount: 50000, resultCode: 0, transId: 3996022041, createdTime: 1709556185900 },
    ],
    message: 'Thành công.',
    responseTime: 1709562845129,
    lastUpdated: 1709556185892,
    signature: null,
  };

  test('are read as MoMo was seen to answer', async () => {
    const { refunding } = answering({}, published);
    const its = { ...order, reference: 'MOMO1709564985022', refundReference: 'MOMO1709556182884' };
    expect(await refunding.ask(its)).toEqual({ kind: 'done', code: '0', providerRefundId: '3996022041' });
    expect(await refunding.ask({ ...its, refundReference: 'MOMO1709556182885' })).toEqual({ kind: 'absent' });
  });

  test('without this one: MoMo never heard of it', async () => {
    const none = { kind: 'absent' };
    expect(await asked(held())).toEqual(none);
    expect(await asked({ ...held(), refundTrans: null })).toEqual(none);
    expect(await asked(held(listed({ orderId: 'another' }), listed({ orderId: `${TOKEN}0` })))).toEqual(none);
  });

  test('twice the same, or by steps: what is done is done', async () => {
    const steps = [7000, 0, 7000].map((resultCode) => listed({ resultCode }));
    expect(await asked(held(...steps))).toEqual(done);
    expect(await asked(held(listed({ resultCode: 7000 }), listed({ resultCode: 1080 })))).toMatchObject({
      kind: 'failed',
    });
  });

  test('one of another amount is not believed', async () =>
    expect(await asked(held(listed({ amount: 150_000 })))).toEqual({ kind: 'unknown', why: 'another_amount' }));

  test.each([
    ['text', 'none'],
    ['an object', {}],
    ['a list of no refunds', [1, 2]],
  ])('as %s cannot be read', async (_, refundTrans) =>
    expect(await asked({ ...held(), refundTrans })).toEqual({ kind: 'unknown', why: 'malformed' }),
  );

  test('of an order that MoMo does not know or name say nothing', async () => {
    expect(await asked(refusal(42), 400)).toEqual({ kind: 'unknown', why: 'no_order' });
    expect(await asked({ ...held(listed()), orderId: 'another' })).toEqual({ kind: 'unknown', why: 'another_order' });
    expect(await asked(refusal(99), 400)).toEqual({ kind: 'unknown', why: 'code.99' });
    expect(await asked('', 200)).toEqual({ kind: 'unknown', why: 'malformed' });
  });

  test('which cannot be read hide no payment from a question', async () => {
    const server = provider('live', async () => ({
      status: 200,
      bytes: Buffer.from(JSON.stringify({ ...held(), refundTrans: 'none' })),
    })).terminal(MOMO);
    const question = { reference: order.reference, amountVnd: 150_000, createdAt: AT, expiresAt: AT + 1, at: AT };
    expect(await server.ask?.({ ...question, providerOrderId: undefined })).toMatchObject({ kind: 'told' });
  });
});
