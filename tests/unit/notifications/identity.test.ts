import { describe, expect, test } from 'vitest';
import { type Intended, keyOf, type MessageFact, meaningOf } from '../../../functions/notifications/domain/facts.ts';
import { templateOf, toldBy } from '../../../functions/notifications/domain/notice.ts';

const intended: Intended = {
  kind: 'intended',
  occasion: 'payment:pay_1:opened',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  channel: 'sms',
  notice: { template: 'fee_due', amountVnd: 150_000, payableUntil: 9000 },
  intendedAt: 1000,
};

describe('a fact lies under a key that outlives every release', () => {
  test.each<[MessageFact, string]>([
    [intended, 'FACT#intent'],
    [{ kind: 'leg_begun', leg: 2, carrier: 'one', begunAt: 1 }, 'FACT#leg#002#begun'],
    [
      { kind: 'leg_not_sent', leg: 12, carrier: 'one', fault: 'retryable', reason: 'busy', receivedAt: 1 },
      'FACT#leg#012#not_sent',
    ],
    [{ kind: 'leg_told', leg: 400, carrier: 'one', status: 'accepted', receivedAt: 1 }, 'FACT#leg#400#told#accepted'],
    [{ kind: 'leg_told', carrier: 'one', status: 'failed', receivedAt: 1 }, 'FACT#receipt#one#failed'],
    [{ kind: 'given_up', reason: 'expired', givenUpAt: 1 }, 'FACT#given_up'],
  ])('%j', (fact, key) => {
    expect(keyOf(fact)).toBe(key);
  });
});

describe('a message is the same intent', () => {
  const others: readonly Partial<Intended>[] = [
    { intendedAt: 2000 },
    { expiresAt: 5000 },
    { notice: { template: 'fee_due', amountVnd: 200_000, payableUntil: 9000 } },
  ];
  test.each(others)('whenever it was put on its way and whatever its sums: %j', (changes) => {
    expect(meaningOf({ ...intended, ...changes })).toEqual(meaningOf(intended));
  });

  const another: readonly Partial<Intended>[] = [
    { occasion: 'payment:pay_2:opened' },
    { dossierCode: 'H26.10-261120-0008' },
    { channel: 'email' },
    { notice: { template: 'result_ready' } },
  ];
  test.each(another)('and another one by its occasion, dossier, channel and template: %j', (changes) => {
    expect(meaningOf({ ...intended, ...changes })).not.toEqual(meaningOf(intended));
  });
});

test('a carrier’s word is known by its leg and status, never by its moment or its evidence', () => {
  const told = { kind: 'leg_told', leg: 1, carrier: 'one', status: 'failed', receivedAt: 1, reason: 'a' } as const;
  const failed = meaningOf(told);
  expect(meaningOf({ ...told, receivedAt: 9, reason: 'b', carrierMessageId: 'c' })).toEqual(failed);
  expect(meaningOf({ ...told, leg: 2 })).not.toEqual(failed);
  expect(meaningOf({ ...told, status: 'delivered' })).not.toEqual(failed);
});

test('a notice of a later release keeps the name of its template', () => {
  expect(templateOf({ template: 'unknown', named: 'rated' })).toBe('rated');
  expect(templateOf({ template: 'paid', amountVnd: 1 })).toBe('paid');
});

test('words are called alike by every release, since ids of messages follow from them', () => {
  expect(toldBy({ template: 'paid', amountVnd: 150_000 })).toBe('paid#0390b12c327d85e8');
});

test('words are told apart by what they say, whatever the order of their fields', () => {
  const due = toldBy({ template: 'fee_due', amountVnd: 150_000, payableUntil: 9000 });
  expect(toldBy({ payableUntil: 9000, amountVnd: 150_000, template: 'fee_due' })).toBe(due);
  expect(due).toMatch(/^fee_due#[0-9a-f]{16}$/);
  expect(toldBy({ template: 'fee_due', amountVnd: 150_000, payableUntil: 9001 })).not.toBe(due);
  expect(toldBy({ template: 'accepted', promisedAt: null })).not.toBe(toldBy({ template: 'accepted', promisedAt: 0 }));
});
