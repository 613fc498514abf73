import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageBook, milestonesOf } from '../../../functions/notifications/domain/book.ts';
import { type FactOf, keyOf, type MessageFact, toldStatuses } from '../../../functions/notifications/domain/facts.ts';
import {
  foldMessage,
  joinOfLeg,
  joinOfLegs,
  legStatuses,
  messageStatuses,
} from '../../../functions/notifications/domain/message.ts';
import { cases } from '../../support/cases.ts';

const intended: MessageFact = {
  kind: 'intended',
  occasion: 'dossier:H26.10-261120-0007:accepted',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  channel: 'sms',
  notice: { template: 'result_ready' },
  intendedAt: 1000,
};

/** Coarse, so that many coincide. */
const moment = fc.integer({ min: 1000, max: 1004 });
const leg = fc.integer({ min: 1, max: 4 });
const carrier = fc.constantFrom('one', 'two');
const reason = fc.constantFrom('no_address', 'expired', 'blocked');
const fact: fc.Arbitrary<MessageFact> = fc.oneof(
  fc.record({ kind: fc.constant('leg_begun' as const), leg, carrier, begunAt: moment }),
  fc.record({
    kind: fc.constant('leg_not_sent' as const),
    leg,
    carrier,
    fault: fc.constantFrom('retryable' as const, 'configuration' as const),
    reason,
    receivedAt: moment,
  }),
  fc.record({
    kind: fc.constant('leg_told' as const),
    leg: fc.option(leg, { nil: undefined }),
    carrier,
    status: fc.constantFrom(...toldStatuses),
    reason,
    receivedAt: moment,
  }),
  fc.record({
    kind: fc.constant('given_up' as const),
    reason,
    givenUpAt: moment,
    round: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('parked' as const),
    leg: fc.integer({ min: 0, max: 4 }),
    round: fc.integer({ min: 0, max: 2 }),
    reason,
    parkedAt: moment,
  }),
  fc.record({
    kind: fc.constant('resent' as const),
    token: fc.constantFrom('a', 'b'),
    afterLeg: fc.integer({ min: 0, max: 4 }),
    reason,
    by: fc.constant('B'),
    resentAt: moment,
  }),
);
/** A set of facts as a ledger can hold it: one under each key. */
const factSet = fc.uniqueArray(fact, { selector: keyOf, maxLength: 14 });

const statusOf = (...facts: readonly MessageFact[]) => foldMessage('msg_1', [intended, ...facts])?.status;

/** The status by what a person would say of the facts, word for word, without any order of statuses. */
const naiveStatus = (facts: readonly MessageFact[]): string => {
  const begun = facts.filter((each) => each.kind === 'leg_begun');
  const lastOf = (name: string) => {
    let last = 1;
    for (const each of begun) if (each.carrier === name && each.leg > last) last = each.leg;
    return last;
  };
  const words = new Map<number, Set<string>>();
  const say = (number: number, word: string) => words.set(number, (words.get(number) ?? new Set()).add(word));
  const again = facts.filter((each) => each.kind === 'resent');
  const bygone = Math.max(0, ...again.map(({ afterLeg }) => afterLeg));
  let givenUp = false;
  for (const each of facts) {
    if (each.kind === 'leg_begun') say(each.leg, 'begun');
    if (each.kind === 'leg_not_sent') say(each.leg, 'not_sent');
    if (each.kind === 'leg_told') say(each.leg ?? lastOf(each.carrier), each.status);
    if (each.kind === 'given_up' && (each.round ?? 0) >= again.length) givenUp = true;
  }
  const ends: string[] = [];
  for (const [number, said] of words) {
    const isBygone = number <= bygone;
    if (said.has('bounced')) ends.push(isBygone ? 'nothing' : 'bounced');
    else if (said.has('delivered')) ends.push('delivered');
    else if (said.has('failed')) ends.push(isBygone ? 'nothing' : 'failed');
    else if (said.has('network_accepted')) ends.push('network_accepted');
    else if (said.has('accepted')) ends.push('accepted');
  }
  for (const good of ['delivered', 'network_accepted', 'accepted']) if (ends.includes(good)) return good;
  const newest = Math.max(...words.keys());
  const last = words.get(newest);
  if (!givenUp && newest > bygone && last?.size === 1 && last.has('begun')) return 'sending';
  if (ends.includes('bounced')) return 'bounced';
  return ends.includes('failed') || givenUp ? 'failed' : 'queued';
};

test.each([
  ['a leg', joinOfLeg, legStatuses],
  ['the legs', joinOfLegs, messageStatuses],
] as const)('the statuses of %s are a lattice: its join is commutative, associative and idempotent', (_, join, all) => {
  const joined = join as (a: string, b: string) => string;
  const status = fc.constantFrom<string>(...all);
  fc.assert(
    fc.property(status, status, status, (a, b, c) => {
      expect(joined(a, b)).toBe(joined(b, a));
      expect(joined(a, joined(b, c))).toBe(joined(joined(a, b), c));
      expect(joined(a, a)).toBe(a);
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

test('the status is what a naive reading of the facts says', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(factSet, (facts) => {
      const status = naiveStatus(facts);
      seen.add(status);
      expect(statusOf(...facts)).toBe(status);
    }),
    { ...cases(2000), seed: 20261127 },
  );
  expect([...seen].sort()).toEqual([...messageStatuses].sort());
});

test('more facts never lower what is known of a leg', () => {
  const addressed = fact.filter((each) => each.kind !== 'leg_told' || each.leg !== undefined);
  fc.assert(
    fc.property(factSet, addressed, (facts, more) => {
      // A word that names no leg may come to another one when its carrier begins one.
      const named = facts.filter((each) => each.kind !== 'leg_told' || each.leg !== undefined);
      const after = foldMessage('msg_1', [intended, ...named, more]);
      for (const before of foldMessage('msg_1', [intended, ...named])?.legs ?? []) {
        const same = after?.legs.find(({ number }) => number === before.number);
        expect(same && joinOfLeg(before.status, same.status)).toBe(same?.status);
      }
    }),
  );
});

test('milestones keep their ids, each id comes once, and a failure is told of what failed alone', () => {
  fc.assert(
    fc.property(factSet, (facts) => {
      const message = foldMessage('msg_1', [intended, ...facts])!;
      const ids = milestonesOf(message).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids[0]).toBe('message:msg_1:intended');
      for (const id of ids) expect(id).toMatch(/^message:msg_1:(intended|delivered|counted|failed)$/);
      expect(ids.includes('message:msg_1:failed')).toBe(message.status === 'failed' || message.status === 'bounced');
      const isThere = message.status === 'network_accepted' || message.status === 'delivered';
      expect(ids.includes('message:msg_1:counted')).toBe(isThere);
    }),
  );
});

describe('of named legs', () => {
  const begun = (number: number, name = 'one'): MessageFact => ({
    kind: 'leg_begun',
    leg: number,
    carrier: name,
    begunAt: number,
  });
  const told = (number: number, status: FactOf<'leg_told'>['status'], receivedAt: number): MessageFact => ({
    kind: 'leg_told',
    leg: number,
    carrier: number === 1 ? 'one' : 'two',
    status,
    reason: `${status} ${number}`,
    receivedAt,
  });
  const busy = (number: number): MessageFact => ({
    kind: 'leg_not_sent',
    leg: number,
    carrier: 'one',
    fault: 'retryable',
    reason: 'busy',
    receivedAt: number,
  });
  const givenUp: MessageFact = { kind: 'given_up', reason: 'expired', givenUpAt: 9 };
  const folded = (...facts: readonly MessageFact[]) => foldMessage('msg_1', [intended, ...facts])!;
  const typesAfter = (...facts: readonly MessageFact[]) => milestonesOf(folded(...facts)).map(({ type }) => type);

  test('a message on its way tells that alone, by its dossier, channel and template; a failure tells its reason', () => {
    const data = {
      dossierCode: 'H26.10-261120-0007',
      agencyCode: 'H26.10',
      messageId: 'msg_1',
      channel: 'sms',
      template: 'result_ready',
    };
    const intent = { id: 'message:msg_1:intended', type: 'message.intended', at: 1000, data };
    expect(milestonesOf(folded(begun(1)))).toEqual([intent]);
    expect(milestonesOf(folded(begun(1), told(1, 'failed', 2)))).toEqual([
      intent,
      { id: 'message:msg_1:failed', type: 'message.failed', at: 2, data: { ...data, reason: 'failed 1' } },
    ]);
    expect(milestonesOf(folded(begun(1), told(1, 'network_accepted', 2), told(1, 'accepted', 3)))).toEqual([
      intent,
      { id: 'message:msg_1:delivered', type: 'message.delivered', at: 2, data },
      {
        ...{ id: 'message:msg_1:counted', type: 'message.counted', at: 2 },
        data: { dossierCode: data.dossierCode, agencyCode: data.agencyCode, messageId: 'msg_1' },
      },
    ]);
  });

  test('all failed: at the moment when the last of them was known to, however they were numbered, and for its reason', () => {
    const both = [begun(1), told(1, 'failed', 8), begun(2, 'two'), told(2, 'failed', 5)];
    expect(folded(...both)).toMatchObject({ status: 'failed', failure: { at: 8, reason: 'failed 1' } });
    const twice = [begun(1), told(1, 'bounced', 3), told(1, 'failed', 6)];
    expect(folded(...twice)).toMatchObject({ status: 'bounced', failure: { at: 3, reason: 'bounced 1' } });
  });

  test('a leg without a word brings nothing once the one after it has failed', () => {
    expect(statusOf(begun(1), begun(2), told(2, 'failed', 5))).toBe('failed');
    const before = [begun(1), told(1, 'failed', 2), begun(2), busy(2)];
    expect(folded(...before)).toMatchObject({ status: 'failed', failure: { at: 2, reason: 'failed 1' } });
  });

  test('a word of a carrier that began none is of the first leg, and the last one is still awaited', () => {
    const stray = { ...told(1, 'failed', 9), leg: undefined } as MessageFact;
    const message = folded(begun(2, 'two'), stray);
    expect(message.legs.map(({ number, status }) => [number, status])).toEqual([
      [1, 'failed'],
      [2, 'begun'],
    ]);
    expect(message).toMatchObject({ status: 'sending', openLeg: { leg: 2 }, failure: undefined });
  });

  test('a leg is of the carrier that began it, whoever else says something of it', () => {
    const [leg] = folded({ ...told(1, 'accepted', 3), carrier: 'two' } as MessageFact, begun(1)).legs;
    expect(leg).toMatchObject({ number: 1, carrier: 'one', status: 'accepted' });
  });

  test('a head shows what a message is about, and its status once nothing is left to do', () => {
    const data = {
      dossierCode: 'H26.10-261120-0007',
      agencyCode: 'H26.10',
      messageId: 'msg_1',
      channel: 'sms',
      template: 'result_ready',
    };
    const shown = (...facts: readonly MessageFact[]) => messageBook.project(folded(...facts));
    const sent = [begun(1), told(1, 'accepted', 2)];
    expect(shown()).toEqual({
      document: { ...data, status: 'queued' },
      milestones: milestonesOf(folded()),
      entries: {
        dossier: { document: {}, list: { pk: 'DOS#H26.10-261120-0007', sk: expect.stringMatching(/^\d{13}#msg_1$/) } },
      },
    });
    expect(shown(begun(1)).document).toEqual({ ...data, status: 'queued' });
    expect(shown(...sent).document).toEqual({ ...data, status: 'accepted' });
    expect(shown(...sent).milestones).toEqual(milestonesOf(folded(...sent)));
  });

  test('A failed and B accepted: accepted, then accepted by the network', () => {
    const failed = [begun(1), told(1, 'failed', 2), begun(2, 'two'), told(2, 'accepted', 3)];
    expect(folded(...failed)).toMatchObject({ status: 'accepted', takenAt: 3, failure: undefined });
    expect(statusOf(...failed, told(2, 'network_accepted', 4))).toBe('network_accepted');
    expect(typesAfter(...failed)).toEqual(['message.intended', 'message.delivered']);
  });

  test('A failed while B is asked: nobody knows yet; once B has failed as well, it has', () => {
    const both = [begun(1), told(1, 'failed', 2), begun(2, 'two')];
    expect(statusOf(...both)).toBe('sending');
    expect(folded(...both, told(2, 'failed', 5))).toMatchObject({
      status: 'failed',
      failure: { at: 5, reason: 'failed 2' },
    });
  });

  test('failed after the network had accepted it: failed, and both were told', () => {
    const facts = [begun(1), told(1, 'network_accepted', 2), told(1, 'failed', 3)];
    expect(folded(...facts)).toMatchObject({ status: 'failed', takenAt: 2, failure: { at: 3, reason: 'failed 1' } });
    expect(typesAfter(...facts)).toEqual(['message.intended', 'message.delivered', 'message.failed']);
    expect(typesAfter(...facts.toReversed())).toEqual(['message.intended', 'message.delivered', 'message.failed']);
  });

  test('it counts from when it was first known to be there, by the legs of which that still holds', () => {
    const taken = [begun(1), told(1, 'accepted', 2)];
    expect(folded(...taken)).toMatchObject({ arrivedAt: undefined });
    expect(folded(...taken, told(1, 'delivered', 7), told(1, 'network_accepted', 5))).toMatchObject({ arrivedAt: 5 });
    const lost = [...taken, told(1, 'network_accepted', 5), told(1, 'failed', 6)];
    expect(folded(...lost)).toMatchObject({ arrivedAt: undefined });
    expect(folded(...lost, begun(2, 'two'), told(2, 'delivered', 9))).toMatchObject({ arrivedAt: 9 });
    const toStaff = { ...intended, notice: { template: 'overdue', dueAt: 1 } } as MessageFact;
    const message = foldMessage('msg_1', [toStaff, ...taken, told(1, 'delivered', 7)])!;
    expect(milestonesOf(message).map(({ type }) => type)).toEqual(['message.intended']);
  });

  test('bounced overrules delivered, delivered overrules failed, in one leg; what another leg delivered stands', () => {
    expect(typesAfter(begun(1), told(1, 'accepted', 2), told(1, 'failed', 3))).toContain('message.failed');
    expect(typesAfter(begun(1), told(1, 'failed', 2), told(1, 'delivered', 3))).not.toContain('message.failed');
    const bounced = [begun(1), told(1, 'bounced', 3), told(1, 'delivered', 2)];
    expect(typesAfter(...bounced)).toEqual(['message.intended', 'message.delivered', 'message.failed']);
    expect(statusOf(...bounced, begun(2, 'two'), told(2, 'delivered', 4))).toBe('delivered');
  });

  test('a leg that sent nothing waits for the next; given up, it has failed, unless a carrier had it after all', () => {
    expect(folded(begun(1), busy(1))).toMatchObject({ status: 'queued', openLeg: undefined });
    expect(folded(begun(1), busy(1), begun(2))).toMatchObject({ status: 'sending', openLeg: { leg: 2 } });
    expect(folded(begun(1), givenUp)).toMatchObject({
      status: 'failed',
      openLeg: undefined,
      failure: { at: 9, reason: 'expired' },
    });
    expect(statusOf(begun(1), givenUp, told(1, 'accepted', 10))).toBe('accepted');
  });

  test('what tables without legs hold folds to what it did', () => {
    const attempted = (attempt: number) => ({ kind: 'attempted', attempt, carrier: 'one', attemptedAt: attempt });
    const receipt = (status: string, name = 'one') => ({ kind: 'receipt', carrier: name, status, receivedAt: 7 });
    const stored = (...facts: readonly object[]) => folded(...facts.map((each) => messageBook.facts.stored(each)!));
    const notSent = { kind: 'not_sent', attempt: 1, carrier: 'one', reason: 'busy', receivedAt: 2 };
    expect(stored(attempted(1))).toMatchObject({ status: 'sending', openLeg: { leg: 1, carrier: 'one', begunAt: 1 } });
    expect(stored(attempted(1), notSent)).toMatchObject({ status: 'queued', legs: [{ fault: 'retryable' }] });
    const again = stored(attempted(1), notSent, attempted(2), receipt('failed'));
    expect(again).toMatchObject({ status: 'failed', legs: [{ status: 'not_sent' }, { status: 'failed' }] });
    expect(stored(attempted(1), attempted(2), receipt('accepted'))).toMatchObject({ status: 'accepted', takenAt: 7 });
    expect(stored({ ...receipt('failed', 'none'), reason: 'overtaken' })).toMatchObject({
      status: 'failed',
      legs: [],
      failure: { at: 7, reason: 'overtaken' },
    });
  });
});

test('a message without its intent is none, and every fact is one of the book', () => {
  fc.assert(
    fc.property(factSet, (facts) => {
      expect(foldMessage('msg_1', facts)).toBeUndefined();
      for (const each of facts) expect(messageBook.facts.stored(each)).toEqual(each);
    }),
  );
});

test('the beginning of the first leg alone is not folded, and changes nothing that a head shows, whatever else there is', () => {
  const shown = (facts: readonly MessageFact[]) => messageBook.project(foldMessage('msg_1', [intended, ...facts])!);
  fc.assert(
    fc.property(factSet, (facts) => {
      expect(shown(facts)).toEqual(shown(facts.filter((each) => !messageBook.isSilent?.(each))));
      for (const each of [intended, ...facts])
        expect(messageBook.isSilent?.(each)).toBe(each.kind === 'leg_begun' && each.leg === 1);
    }),
    { numRuns: 1_000 },
  );
});
