import { expect, test } from 'vitest';
import { answerQuestion } from '../../../functions/sandbox/usecases/answer-question.ts';
import { openPayPage } from '../../../functions/sandbox/usecases/open-pay-page.ts';
import { playOutcome } from '../../../functions/sandbox/usecases/play-outcome.ts';

/** A provider with one order at one merchant; `fault` is why it does not take the order. */
const room = (fault?: string) => {
  const kept: unknown[] = [];
  const provider = {
    open: () => (fault === undefined ? { amountVnd: 150_000 } : { code: fault }),
    answer: (question: unknown, order: unknown, deeds: unknown) => ({ question, order, deeds }),
    play: () => ({ notices: [], returnUrl: undefined, waits: false }),
  };
  const ports = {
    providers: new Map([['bank', () => provider]]),
    orders: {
      find: async (_: string, reference: string) =>
        reference === 'nobody' ? undefined : { merchant: reference, redirectUrl: 'https://bank.example/?a=1' },
    },
    accounts: { find: async (_: string, merchant: string) => (merchant === 'r1' ? { credentials: {} } : undefined) },
    deeds: { keep: async (...deed: unknown[]) => void kept.push(deed), of: async () => ['opened'] },
    webhooks: {},
  } as never;
  return { ports, kept };
};

const notFound = (what: string) => ({ ok: false, failure: { kind: 'not_found', what } });

test('a merchant that asks hears of its order and of what was done with it; of no other', async () => {
  const ask = answerQuestion(room().ports);
  expect(await ask('bank', 'r1', 'q')).toEqual({
    ok: true,
    value: { question: 'q', order: { amountVnd: 150_000 }, deeds: ['opened'] },
  });
  expect(await ask('nobody', 'r1', 'q')).toEqual(notFound('provider'));
  for (const reference of ['nobody', 'of-no-merchant'])
    expect(await ask('bank', reference, 'q')).toEqual(notFound('order'));
  expect(await answerQuestion(room('70').ports)('bank', 'r1', 'q')).toEqual(notFound('order'));
});

test('a provider knows an order from when its page was opened, unless it does not take it', async () => {
  const taken = room();
  expect(await openPayPage(taken.ports)('bank', 'r1', {}, 7)).toEqual({ ok: true, value: { amountVnd: 150_000 } });
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
