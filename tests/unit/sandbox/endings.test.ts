import { describe, expect, test } from 'vitest';
import { type EndedOrder, type Ending, endingAfter, endingsOf } from '../../../functions/sandbox/domain/endings.ts';
import type { Outcome } from '../../../functions/sandbox/domain/outcomes.ts';

const order: EndedOrder = { reference: 'r1', amountVnd: 150_000, expiresAt: 1_000_000 };
const NOW = 900_000;

// 10,000,000 and the first four bytes of SHA-256 of 'r1#1' and 'r1#2' modulo 90,000,000, computed apart.
const [first, second] = ['43499415', '26176013'];
const paid = (more: Partial<Ending> = {}): Ending => ({
  outcome: 'paid',
  transaction: first,
  amountVnd: 150_000,
  at: NOW,
  ...more,
});
const failed: Ending = { outcome: 'failed', transaction: '0', amountVnd: 150_000, at: NOW };

describe('what a provider does about an outcome', () => {
  test.each<[Outcome, readonly Ending[], Ending | undefined, boolean]>([
    ['pay', [paid()], paid(), false],
    ['callback_before_return', [paid()], paid(), true],
    ['decline', [failed], failed, false],
    ['abandon', [], undefined, true],
    ['pay_late', [paid({ at: 1_060_000 })], paid({ at: 1_060_000 }), false],
    ['pay_twice', [paid(), paid({ transaction: second })], paid(), false],
    ['callback_lost', [], paid(), false],
    ['wrong_amount', [paid({ amountVnd: 151_000 })], paid({ amountVnd: 151_000 }), false],
  ])('%s: what it tells, what comes back, and who waits', (outcome, told, returns, waits) => {
    expect(endingsOf(order, outcome, NOW)).toEqual({ told, returns, waits });
  });

  test('a late payment is never earlier than the moment at which it is chosen', () => {
    expect(endingsOf(order, 'pay_late', 1_060_001).returns?.at).toBe(1_060_001);
  });
});

describe('what whoever asks hears', () => {
  const after = (...deeds: readonly (Outcome | 'opened')[]) =>
    endingAfter(
      order,
      deeds.map((deed, n) => ({ deed, at: NOW + n })),
    );

  test('nothing while nobody has decided', () => {
    for (const deeds of [[], ['opened'], ['opened', 'abandon']] as const) expect(after(...deeds)).toBeUndefined();
  });

  test('the first that was chosen, and money before all else', () => {
    expect(after('opened', 'decline', 'decline')).toEqual({ ...failed, at: NOW + 1 });
    expect(after('decline', 'opened', 'callback_lost', 'pay')).toEqual(paid({ at: NOW + 2 }));
  });
});
