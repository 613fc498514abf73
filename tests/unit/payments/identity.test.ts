import { describe, expect, test } from 'vitest';
import { keyOf, meaningOf, type PaymentFact } from '../../../functions/payments/domain/facts.ts';
import { AttemptInput } from '../../../functions/payments/usecases/open-attempt.ts';
import { must, readyHouse } from '../../support/payments.ts';

const attemptId = `att_${'7'.repeat(26)}` as const;
const account = { provider: 'vnpay', merchant: 'H26-vnpay' };

const attempt: PaymentFact = {
  kind: 'attempt',
  attemptId,
  ...account,
  reference: 'r1',
  amountVnd: 150_000,
  exactAmount: true,
  locale: 'vi',
  createdAt: 1,
  expiresAt: 2,
};

const page = { kind: 'redirect', url: 'https://provider.example/pay' } as const;

const ordered: PaymentFact = {
  kind: 'ordered',
  attemptId,
  ...account,
  reference: 'r1',
  creation: { kind: 'created', checkout: page, providerOrderId: 'C1' },
};

const told = {
  ...account,
  reference: 'r1',
  providerTransactionId: 'T1',
  code: '00.00',
  amountVnd: 150_000,
  currency: 'VND',
};
const paid: PaymentFact = { kind: 'money_in', ...told, outcome: 'paid' };
const suspected: PaymentFact = { kind: 'money_in', ...told, outcome: 'suspected', code: '07.07' };
const failed: PaymentFact = { kind: 'failed', ...told, code: '24.02' };
const closed: PaymentFact = { kind: 'closed', reason: 'expired' };

const changed = (fact: PaymentFact, changes: object): PaymentFact => ({ ...fact, ...changes }) as PaymentFact;

describe('a fact lies under a key that outlives every release', () => {
  test.each<[PaymentFact, string]>([
    [closed, 'FACT#closed'],
    [{ kind: 'cancelled', reason: 'Thu nhầm', by: 'Bình' }, 'FACT#cancelled'],
    [attempt, `FACT#attempt#${attemptId}`],
    [ordered, `FACT#ordered#${attemptId}`],
    [paid, 'CARD#in#vnpay#H26-vnpay#r1#T1#paid#150000.VND'],
    [suspected, 'CARD#in#vnpay#H26-vnpay#r1#T1#suspected.07.07#150000.VND'],
    [failed, 'CARD#in#vnpay#H26-vnpay#r1#T1#failed.24.02#150000.VND'],
  ])('%j', (fact, key) => {
    expect(keyOf(fact)).toBe(key);
  });
});

describe('what a fact is kept as a repeat by outlives every release', () => {
  test.each<[PaymentFact, object]>([
    [attempt, { ...account, locale: 'vi' }],
    [
      { kind: 'cancelled', reason: 'Thu nhầm', by: 'Bình' },
      { reason: 'Thu nhầm', by: 'Bình' },
    ],
    ...[ordered, paid, suspected, failed, closed].map((fact): [PaymentFact, object] => [fact, {}]),
  ])('%j', (fact, meaning) => {
    expect(meaningOf(fact)).toEqual({ kind: fact.kind, ...meaning });
  });
});

describe('what is recorded twice', () => {
  const outcomesOf = async (first: PaymentFact, second: PaymentFact) => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    const by = { recordedBy: 'test', requestId: 'r' };
    const outcomes = [
      await house.ledger.record(paymentId, first, by),
      await house.ledger.record(paymentId, second, by),
    ];
    const kept = (await house.known(paymentId)).facts.map(({ fact }) => fact).filter(({ kind }) => kind !== 'opened');
    return { outcomes, kept };
  };

  test.each<[string, PaymentFact, object]>([
    ['money in other words of its provider', paid, { code: '00.01' }],
    ['a way to pay asked for at another moment', attempt, { createdAt: 5, expiresAt: 9, reference: 'r2' }],
    ['an order created with another address', ordered, { creation: { kind: 'created', checkout: page } }],
    ['the end of a term', closed, {}],
  ])('%s is a repeat, and the first stands', async (_, fact, changes) => {
    expect(await outcomesOf(fact, changed(fact, changes))).toEqual({
      outcomes: ['recorded', 'repeated'],
      kept: [fact],
    });
  });

  test.each<[string, PaymentFact, object]>([
    ['a way to pay in another language', attempt, { locale: 'en' }],
    ['a way to pay at another merchant', attempt, { merchant: 'H26-other' }],
    ['a way to pay at another provider', attempt, { provider: 'momo' }],
  ])('%s under the same key is a conflict, and the first stands', async (_, fact, changes) => {
    expect(await outcomesOf(fact, changed(fact, changes))).toEqual({
      outcomes: ['recorded', 'conflict'],
      kept: [fact],
    });
  });

  test.each<[string, PaymentFact, object]>([
    ['of another amount', paid, { amountVnd: 1 }],
    ['in another currency', paid, { currency: 'USD' }],
    ['of another order', paid, { reference: 'r2' }],
    ['of another transaction', paid, { providerTransactionId: 'T2' }],
    ['under suspicion', paid, { outcome: 'suspected' }],
    ['under another suspicion', suspected, { code: '07.08' }],
    ['of another failure', failed, { code: '11.02' }],
  ])('a word %s is another fact', async (_, fact, changes) => {
    const { outcomes, kept } = await outcomesOf(fact, changed(fact, changes));
    expect([outcomes, kept.length]).toEqual([['recorded', 'recorded'], 2]);
  });
});

test('whoever asks for a way to pay names a provider and a merchant so', () => {
  const issuesOf = (choice: object) => AttemptInput.safeParse(choice).error?.issues;
  const fieldsOf = (choice: object) => issuesOf(choice)?.map(({ path }) => path.join('.'));
  expect(issuesOf({ provider: '1a', merchant: '-H' })?.map(({ message }) => message)).toEqual([
    'expected the name of a payment provider',
    'expected the name of a merchant',
  ]);
  for (const provider of ['vnpay', 'a1', `a${'1'.repeat(31)}`]) expect(fieldsOf({ provider })).toBeUndefined();
  for (const provider of ['', 'a', '1a', 'VNPAY', '#vnpay', 'vnpay#', `a${'1'.repeat(32)}`])
    expect(fieldsOf({ provider }), provider).toEqual(['provider']);
  const at = (merchant: string) => fieldsOf({ provider: 'vnpay', merchant });
  for (const merchant of ['H', 'H26-vnpay', 'a._-', 'x'.repeat(64)]) expect(at(merchant)).toBeUndefined();
  for (const merchant of ['', '-H', '#H', 'H#', 'H 26', 'x'.repeat(65)])
    expect(at(merchant), merchant).toEqual(['merchant']);
});
