import { expect, test } from 'vitest';
import * as z from 'zod';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';

/** Facts of two kinds that count how often their schemas are made. */
const counted = () => {
  const made: string[] = [];
  const facts = factsByKind({
    begun: () => {
      made.push('begun');
      return z.object({ kind: z.literal('begun'), by: z.string().min(3) });
    },
    ended: () => {
      made.push('ended');
      return z.object({ kind: z.literal('ended') });
    },
  });
  return { made, facts };
};

test('the schema of a kind is made at its first fact, once, and those of other kinds are not', () => {
  const { made, facts } = counted();
  expect(facts.kinds).toEqual(['begun', 'ended']);
  expect(made).toEqual([]);
  facts.stored({ kind: 'begun', by: 'An' });
  facts.stored({ kind: 'begun', by: 'Bình' });
  facts.recorded('begun');
  expect(made).toEqual(['begun']);
});

test('is recorded by every rule of its kind and read back without those that a release may change', () => {
  const { facts } = counted();
  const short = { kind: 'begun', by: 'An' };
  expect(facts.recorded('begun')?.safeParse(short).success).toBe(false);
  expect(facts.stored(short)).toEqual(short);
  expect(facts.stored({ kind: 'begun' })).toBeUndefined();
});

test.each([
  { kind: 'of_a_later_release' },
  { kind: 'toString' },
  { kind: 7 },
  { kind: ['begun'] },
  {},
  [],
  'begun',
  7,
  null,
  undefined,
])('%j is of no kind', (kept) => {
  const { made, facts } = counted();
  expect(facts.stored(kept)).toBeUndefined();
  expect(made).toEqual([]);
});

test.each(['of_a_later_release', 'toString', ''])('nothing is recorded as %j', (kind) => {
  expect(counted().facts.recorded(kind)).toBeUndefined();
});
