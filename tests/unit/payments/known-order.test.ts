import { describe, expect, test } from 'vitest';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import { keyOf, type PaymentFact } from '../../../functions/payments/domain/facts.ts';
import { foldPayment } from '../../../functions/payments/domain/payment.ts';

const place = { provider: 'vnpay', merchant: 'M', reference: 'r1' } as const;

const opened: PaymentFact = {
  kind: 'opened',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  items: [{ code: 'P01', name: 'Phí', kind: 'phi', amountVnd: 150_000 }],
  blocksProcessing: true,
  expiresAt: 9_000_000,
};

const attempt: PaymentFact = {
  kind: 'attempt',
  attemptId: `att_${'0'.repeat(26)}`,
  ...place,
  amountVnd: 150_000,
  exactAmount: false,
  locale: 'vi',
  createdAt: 1,
  expiresAt: 2,
};

const money = (providerTransactionId: string, amountVnd: number): PaymentFact => ({
  kind: 'money_in',
  ...place,
  providerTransactionId,
  code: '00.00',
  amountVnd,
  currency: 'VND',
  outcome: 'paid',
});

const suspected = (providerTransactionId: string, amountVnd: number, code = '07.07') =>
  ({ ...money(providerTransactionId, amountVnd), outcome: 'suspected', code }) as PaymentFact;

const cancelled: PaymentFact = { kind: 'cancelled', reason: 'Thu nhầm', by: 'Bình' };
const closed: PaymentFact = { kind: 'closed', reason: 'expired' };

/** The payment by facts and the moments at which they were recorded. */
const folded = (...facts: readonly (readonly [recordedAt: number, fact: PaymentFact])[]) => {
  const all = [[1, opened] as const, [2, attempt] as const, ...facts];
  const by = { recordedBy: 'test', requestId: 'r' };
  return foldPayment(
    'pay_1',
    all.map(([recordedAt, fact]) => ({ fact, key: keyOf(fact), recordedAt, ...by })),
  )!;
};

describe('received money is summed up in the order in which it was known to count', () => {
  const sums = (...facts: readonly (readonly [number, PaymentFact])[]) =>
    folded(...facts).told.arrivals.map(({ at, beforeVnd, afterVnd }) => [at, beforeVnd, afterVnd]);

  test.each<[string, (readonly [number, PaymentFact])[], number[][]]>([
    [
      'by its moments',
      [
        [3, money('T2', 70_000)],
        [4, money('T1', 100_000)],
      ],
      [
        [3, 0, 70_000],
        [4, 70_000, 170_000],
      ],
    ],
    [
      'not when it was first suspected',
      [
        [3, suspected('T1', 100_000)],
        [4, money('T2', 70_000)],
        [5, money('T1', 100_000)],
      ],
      [
        [4, 0, 70_000],
        [5, 70_000, 170_000],
      ],
    ],
    [
      'of one moment by its transaction',
      [
        [4, money('T2', 70_000)],
        [4, money('T1', 100_000)],
      ],
      [
        [4, 0, 100_000],
        [4, 100_000, 170_000],
      ],
    ],
    [
      'of one moment by its transaction, whichever was suspected before',
      [
        [3, suspected('T2', 70_000)],
        [4, money('T1', 100_000)],
        [4, money('T2', 70_000)],
      ],
      [
        [4, 0, 100_000],
        [4, 100_000, 170_000],
      ],
    ],
  ])('%s', (_, facts, arrivals) => {
    expect(sums(...facts)).toEqual(arrivals);
    expect(sums(...facts.toReversed())).toEqual(arrivals);
  });
});

test.each([
  ['07.07', '07.08', 3],
  ['07.08', '07.07', 4],
])('of two suspicions of one sum, %s and then %s, the one whose key is first counts', (first, second, at) => {
  const payment = folded([3, suspected('T1', 150_000, first)], [4, suspected('T1', 150_000, second)]);
  expect(payment.transactions).toMatchObject([{ recordedAt: at, standing: 'held', doubts: ['fraud_review'] }]);
  const review = paymentBook.project(payment).milestones.find(({ type }) => type === 'payment.under_review');
  expect(review?.at).toBe(at);
});

test('facts of one moment stand in the order of their keys: a fee that was taken back as its term ended was taken back', () => {
  for (const ends of [
    [cancelled, closed],
    [closed, cancelled],
  ]) {
    const payment = folded(...ends.map((fact) => [3, fact] as const));
    expect(payment).toMatchObject({ state: 'cancelled', ended: { as: 'cancelled', at: 3 } });
    expect(payment.facts.map(({ fact }) => fact.kind)).toEqual(['opened', 'attempt', 'cancelled', 'closed']);
  }
});

test('a head shows whose a fee is, what it is, its sums and its end', () => {
  expect(paymentBook.project(folded([3, money('T1', 170_000)])).document).toEqual({
    dossierCode: 'H26.10-261120-0007',
    agencyCode: 'H26.10',
    state: 'paid',
    flags: ['overpaid'],
    amountVnd: 150_000,
    receivedVnd: 170_000,
    heldVnd: 0,
    refundedVnd: 0,
    blocksProcessing: true,
    expiresAt: 9_000_000,
  });
});
