import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageBook, milestonesOf } from '../../../functions/notifications/domain/book.ts';
import { keyOf, type MessageFact, receiptStatuses } from '../../../functions/notifications/domain/facts.ts';
import { foldMessage, laterOf, messageStatuses } from '../../../functions/notifications/domain/message.ts';

const intended: MessageFact = {
  kind: 'intended',
  occasion: 'dossier:H26.10-261120-0007:accepted',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  channel: 'sms',
  notice: { template: 'result_ready' },
  intendedAt: 1000,
};

const status = fc.constantFrom(...messageStatuses);
/** Coarse, so that many coincide. */
const moment = fc.integer({ min: 1000, max: 1004 });
const attempt = fc.integer({ min: 1, max: 4 });
const carrier = fc.constantFrom('one', 'two');
const fact: fc.Arbitrary<MessageFact> = fc.oneof(
  fc.record({ kind: fc.constant('attempted' as const), attempt, carrier, attemptedAt: moment }),
  fc.record({
    kind: fc.constant('not_sent' as const),
    attempt,
    carrier,
    reason: fc.constant('busy'),
    receivedAt: moment,
  }),
  fc.record({
    kind: fc.constant('receipt' as const),
    carrier,
    status: fc.constantFrom(...receiptStatuses),
    reason: fc.constantFrom('no_address', 'expired', 'blocked'),
    receivedAt: moment,
  }),
);
/** A set of facts as a ledger can hold it: one under each key. */
const factSet = fc.uniqueArray(fact, { selector: keyOf, maxLength: 12 });

test('the status is a lattice: its join is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(status, status, status, (a, b, c) => {
      expect(laterOf(a, b)).toBe(laterOf(b, a));
      expect(laterOf(a, laterOf(b, c))).toBe(laterOf(laterOf(a, b), c));
      expect(laterOf(a, a)).toBe(a);
    }),
  );
});

test('any order and repetition of facts folds to the same message, with the same milestones', () => {
  const shuffled = factSet.chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      again: fc.shuffledSubarray([intended, ...facts, intended, ...facts], { minLength: 0 }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ facts, again }) => {
      const message = foldMessage('msg_1', [intended, ...facts]);
      const other = foldMessage('msg_1', [...again, ...facts.toReversed(), intended]);
      expect(other).toEqual(message);
      expect(message && milestonesOf(message)).toEqual(other && milestonesOf(other));
    }),
  );
});

test('more facts never lower a status', () => {
  fc.assert(
    fc.property(factSet, fact, (facts, more) => {
      const before = foldMessage('msg_1', [intended, ...facts])?.status ?? 'intended';
      const after = foldMessage('msg_1', [intended, ...facts, more])?.status ?? 'intended';
      expect(laterOf(before, after)).toBe(after);
    }),
  );
});

test('milestones keep their ids, and each id comes once', () => {
  fc.assert(
    fc.property(factSet, (facts) => {
      const message = foldMessage('msg_1', [intended, ...facts]);
      const ids = message ? milestonesOf(message).map(({ id }) => id) : [];
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids[0]).toBe('message:msg_1:intended');
      for (const id of ids) expect(id).toMatch(/^message:msg_1:(intended|delivered|failed)$/);
    }),
  );
});

test('bounced overrules delivered, delivered overrules failed', () => {
  const receipt = (told: (typeof receiptStatuses)[number], receivedAt: number): MessageFact => ({
    kind: 'receipt',
    carrier: 'one',
    status: told,
    receivedAt,
  });
  const typesAfter = (...facts: readonly MessageFact[]) =>
    milestonesOf(foldMessage('msg_1', [intended, ...facts])!).map(({ type }) => type);
  expect(typesAfter(receipt('accepted', 2), receipt('failed', 3))).toContain('message.failed');
  expect(typesAfter(receipt('failed', 2), receipt('delivered', 3))).not.toContain('message.failed');
  expect(typesAfter(receipt('bounced', 3), receipt('delivered', 2))).toEqual([
    'message.intended',
    'message.delivered',
    'message.failed',
  ]);
});

test('a message without its intent is none, and every fact is one of the book', () => {
  fc.assert(
    fc.property(factSet, (facts) => {
      expect(foldMessage('msg_1', facts)).toBeUndefined();
      for (const each of facts) expect(messageBook.schema.safeParse(each).success).toBe(true);
    }),
  );
});
