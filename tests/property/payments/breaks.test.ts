import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakBook } from '../../../functions/payments/domain/break-book.ts';
import { type BreakFact, breakKeyOf, breakKinds } from '../../../functions/payments/domain/break-facts.ts';
import type { Recorded } from '../../../shared/kernel/book.ts';
import { cases } from '../../support/cases.ts';

const RUNS = process.env.NIGHTLY ? 50_000 : 2_000;
const ID = `brk_${'0'.repeat(26)}` as const;

const ofVersion = { date: fc.constantFrom('2026-11-20', '2026-11-21'), version: fc.integer({ min: 1, max: 3 }) };
const approvalId = fc.constantFrom(`apr_${'0'.repeat(26)}` as const, `apr_${'1'.repeat(26)}` as const);
const said = { reason: 'Sao kê ghi sai', by: 'Bình' };

const anyFact: fc.Arbitrary<BreakFact> = fc.oneof(
  fc.record({ ...ofVersion, differs: fc.constantFrom(...breakKinds) }).map((found) => ({
    ...{ kind: 'found' as const, ...found, provider: 'vnpay', merchant: 'M', agencyCode: 'H26' as const },
    ...{ line: 'payment' as const, providerTransactionId: '1', amountVnd: 1, occurredAt: 1 },
  })),
  fc.record(ofVersion).map((of) => ({ kind: 'resolved' as const, ...of })),
  fc
    .record({
      number: fc.constantFrom(undefined, 2, 3),
      decision: fc.constantFrom('accept' as const, 'refund' as const, 'write_off' as const),
      approvalId: fc.option(approvalId, { nil: undefined }),
    })
    .map((decided) => ({ kind: 'decided' as const, ...decided, ...said })),
  fc.record({ approvalId, approve: fc.boolean() }).map((word) => ({ kind: 'approval' as const, ...word, by: 'Hoa' })),
);

const facts: fc.Arbitrary<readonly Recorded<BreakFact>[]> = fc
  .array(fc.tuple(anyFact, fc.nat(3)), { maxLength: 12 })
  .map((some) => {
    const all = some.map(([fact, tick], n) => ({
      ...{ fact, key: breakKeyOf(fact), recordedAt: 1000 + tick },
      ...{ recordedBy: 'test', requestId: `r-${n}` },
    }));
    return [...new Map(all.map((one) => [one.key, one])).values()];
  });

test('any set of facts folds to one break and one head, in any order and with any repetition', () => {
  fc.assert(
    fc.property(
      facts.chain((set) =>
        fc.tuple(fc.constant(set), fc.shuffledSubarray([...set, ...set], { minLength: set.length })),
      ),
      ([set, some]) => {
        const [plain, mixed] = [breakBook.fold(ID, set), breakBook.fold(ID, [...some, ...set.toReversed()])];
        expect(mixed).toEqual(plain);
        if (plain && mixed) expect(breakBook.project(mixed)).toEqual(breakBook.project(plain));
      },
    ),
    cases(RUNS),
  );
});

test('nothing is closed but by a decision that holds, by an equal or newer file of its day, or by another day’s', () => {
  fc.assert(
    fc.property(facts, (set) => {
      const all = set.map(({ fact }) => fact);
      const found = breakBook.fold(ID, set);
      expect(found === undefined).toBe(all.every(({ kind }) => kind !== 'found'));
      if (!found) return;
      const agreed = new Set(
        all.flatMap((fact) => (fact.kind === 'approval' && fact.approve ? [String(fact.approvalId)] : [])),
      );
      const holds = all.some(
        (fact) => fact.kind === 'decided' && (fact.approvalId === undefined || agreed.has(fact.approvalId)),
      );
      const isBrought = all.some(
        (fact) => fact.kind === 'resolved' && (fact.date !== found.date || fact.version >= found.version),
      );
      expect(found.state).toBe(holds || isBrought ? 'closed' : 'open');
    }),
    cases(RUNS),
  );
});
