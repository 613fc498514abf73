import { expect, test } from 'vitest';
import { answerCall, type Call } from '../../../functions/sandbox/usecases/answer-call.ts';
import { openPayPage } from '../../../functions/sandbox/usecases/open-pay-page.ts';
import { playOutcome } from '../../../functions/sandbox/usecases/play-outcome.ts';

/** A provider with one order at one merchant; `fault` is why it does not take the order. */
const room = (fault?: string) => {
  const kept: unknown[] = [];
  const provider = {
    open: () => (fault === undefined ? { amountVnd: 150_000 } : { code: fault }),
    answer: (path: string, request: unknown, { order, deeds }: { order: unknown; deeds: unknown }) => ({
      status: 200,
      json: { path, request, order, deeds },
    }),
    play: () => ({ notices: [], returnUrl: undefined, waits: false }),
  };
  const ports = {
    providers: async (name: string) => (name === 'bank' ? { calls: [], account: () => provider } : undefined),
    orders: {
      find: async (_: string, reference: string) =>
        reference === 'nobody' ? undefined : { merchant: reference, payerUrl: 'https://bank.example/?a=1' },
    },
    accounts: {
      find: async (_: string, merchant: string) => (merchant === 'r1' ? { credentials: {} } : undefined),
      of: async () => [],
    },
    deeds: { keep: async (...deed: unknown[]) => void kept.push(deed), of: async () => [{ deed: 'opened', at: 7 }] },
    refunds: { of: async () => ({ asked: [], chosen: [] }) },
    webhooks: {},
  } as never;
  return { ports, kept };
};

const notFound = (what: string) => ({ ok: false, failure: { kind: 'not_found', what } });

const call = (provider: string, reference: string): Call => ({
  provider,
  reference,
  path: 'query',
  request: { method: 'POST', query: {}, headers: {}, body: Buffer.from('q') },
  payPage: 'https://bank.example/pay',
  now: 7,
});

test('a merchant that calls hears of its order and of what was done with it; of no other', async () => {
  const ask = answerCall(room().ports);
  expect(await ask(call('bank', 'r1'))).toMatchObject({
    ok: true,
    value: { json: { path: 'query', order: { amountVnd: 150_000 }, deeds: [{ deed: 'opened', at: 7 }] } },
  });
  expect(await ask(call('nobody', 'r1'))).toEqual(notFound('provider'));
  for (const reference of ['nobody', 'of-no-merchant'])
    expect(await ask(call('bank', reference))).toEqual(notFound('order'));
  const refused = await answerCall(room('70').ports)(call('bank', 'r1'));
  expect(refused).toMatchObject({ value: { json: { order: undefined } } });
});

test('a call about an order that nobody opened is answered as to whose credentials it bears, or as to a stranger', async () => {
  const { ports } = room();
  const asking = (keys: readonly string[], creates?: object) => {
    const folder = {
      calls: [],
      account: (key: string) => ({
        answer: (_: string, { body }: { body: Uint8Array }, { order }: { order: unknown }) => {
          const toStranger = Buffer.from(body).toString() !== key;
          return { status: 200, json: { to: toStranger ? 'stranger' : key, order }, toStranger, creates };
        },
      }),
    };
    const accounts = { find: async () => undefined, of: async () => keys.map((credentials) => ({ credentials })) };
    return answerCall({ ...(ports as object), accounts, providers: async () => folder } as never)(
      call('bank', 'nobody'),
    );
  };
  expect(await asking(['p', 'q', 'r'])).toMatchObject({ ok: true, value: { json: { to: 'q', order: undefined } } });
  expect(await asking(['p', 'r'])).toMatchObject({ ok: true, value: { json: { to: 'stranger' } } });
  expect(await asking(['q'], { reference: 'nobody' })).toEqual(notFound('order'));
});

test('an order that a call creates is kept once, and is what its page shows and outcomes end', async () => {
  const orders = new Map<string, unknown>();
  const made = {
    reference: 'r1',
    amountVnd: 5,
    orderInfo: '',
    createdAt: 0,
    expiresAt: 9,
    returnUrl: 'https://a.example/',
  };
  const provider = {
    answer: (_: string, __: unknown, { order }: { order: unknown }) => ({
      status: 200,
      json: order ? 'known' : 'created',
      creates: order ? undefined : made,
    }),
    play: (order: unknown) => ({ notices: [], returnUrl: JSON.stringify(order), waits: false }),
  };
  const { ports, kept } = room();
  const here = {
    ...(ports as object),
    providers: async () => ({ calls: [], account: () => provider }),
    created: {
      keep: async (name: string, order: { reference: string }) => void orders.set(`${name}#${order.reference}`, order),
      find: async (name: string, reference: string) => orders.get(`${name}#${reference}`),
    },
  } as never;
  expect(await openPayPage(here)('bank', 'r1', {}, 7)).toEqual(notFound('order'));
  expect(await playOutcome(here)('bank', 'r1', 'pay', 9)).toEqual(notFound('order'));
  expect(kept).toEqual([]);
  expect(await answerCall(here)(call('bank', 'r1'))).toMatchObject({ value: { json: 'created' } });
  expect(await answerCall(here)(call('bank', 'r1'))).toMatchObject({ value: { json: 'known' } });
  expect(await openPayPage(here)('bank', 'r1', undefined, 7)).toMatchObject({ ok: true, value: { order: made } });
  expect(await playOutcome(here)('bank', 'r1', 'pay', 9)).toMatchObject({ value: { returnUrl: JSON.stringify(made) } });
});

test('a provider knows an order from when its page was opened, unless it does not take it', async () => {
  const taken = room();
  expect(await openPayPage(taken.ports)('bank', 'r1', {}, 7)).toMatchObject({
    ok: true,
    value: { order: { amountVnd: 150_000 }, isPaid: false, refundOutcome: 'done', untold: undefined },
  });
  expect(taken.kept).toEqual([['bank', 'r1', { deed: 'opened', at: 7 }]]);
  const refused = room('70');
  expect(await openPayPage(refused.ports)('bank', 'r1', {}, 7)).toEqual({ ok: true, value: { code: '70' } });
  expect(refused.kept).toEqual([]);
});

test('what is done to an order is kept before it is told; nothing can be done to one that was not taken', async () => {
  const taken = room();
  expect((await playOutcome(taken.ports)('bank', 'r1', 'pay', 9)).ok).toBe(true);
  expect(taken.kept).toEqual([['bank', 'r1', { deed: 'pay', at: 9 }]]);
  const refused = room('70');
  expect(await playOutcome(refused.ports)('bank', 'r1', 'pay', 9)).toEqual({
    ok: false,
    failure: { kind: 'not_allowed_now', detail: 'the order was not taken: 70' },
  });
  expect(refused.kept).toEqual([]);
});
