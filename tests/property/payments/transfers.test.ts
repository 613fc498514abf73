import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldTransfer } from '../../../functions/payments/domain/transfer.ts';
import { transferBook } from '../../../functions/payments/domain/transfer-book.ts';
import { type TransferFact, transferKeyOf } from '../../../functions/payments/domain/transfer-facts.ts';
import { cases } from '../../support/cases.ts';

const ID = `trf_${'0'.repeat(26)}` as const;
const said = {
  provider: 'vnpay',
  merchant: 'M',
  providerTransactionId: '1',
  currency: 'VND',
  agencyCode: 'H26' as const,
};

const Told = fc
  .record({
    outcome: fc.constantFrom('paid', 'suspected'),
    code: fc.constantFrom('00', '07'),
    amountVnd: fc.constantFrom(0, 1, 150_000, 300_000),
    reference: fc.constantFrom(undefined, 'r1', 'r2'),
    content: fc.constantFrom(undefined, 'nop phi'),
    knownAt: fc.constantFrom(undefined, 5),
  })
  .map((words): TransferFact => ({ kind: 'told', ...said, ...words }));

const approvals = [`apr_${'0'.repeat(26)}`, `apr_${'1'.repeat(26)}`] as const;

const Decided = fc
  .record({
    decision: fc.constantFrom('match', 'refund', 'write_off', 'of_a_later_release'),
    number: fc.constantFrom(undefined, 2, 3),
    approvalId: fc.constantFrom(undefined, ...approvals),
  })
  .map((made): TransferFact => ({ kind: 'decided', ...made, reason: 'x', by: 'y' }));

const Approved = fc
  .record({ approvalId: fc.constantFrom(...approvals), approve: fc.boolean() })
  .map((word): TransferFact => ({ kind: 'approval', ...word, by: 'z' }));

const Refunded = fc.constant<TransferFact>({ kind: 'refunded', bankReference: 'FT1', at: 1, by: 'y' });

const Facts = fc
  .array(fc.oneof({ weight: 4, arbitrary: Told }, Decided, Approved, Refunded), { minLength: 1, maxLength: 12 })
  .map((facts) =>
    facts.map((fact, n) => ({ fact, key: transferKeyOf(fact), recordedAt: 10 + n, recordedBy: 'a', requestId: 'b' })),
  )
  // One fact lies under one key.
  .map((recorded) => [...new Map(recorded.map((one) => [one.key, one])).values()]);

describe('money that belongs to no fee', () => {
  test('is the same whatever the order and repetition of its facts', () => {
    const Shuffled = Facts.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        fc.array(fc.constantFrom(...facts)),
      ),
    );
    fc.assert(
      fc.property(Shuffled, ([facts, shuffled, repeated]) => {
        expect(foldTransfer(ID, [...shuffled, ...repeated])).toEqual(foldTransfer(ID, facts));
      }),
      cases(2000),
    );
  });

  test('is never less than a provider said was paid, and has one end', () => {
    fc.assert(
      fc.property(Facts, (facts) => {
        const transfer = foldTransfer(ID, facts);
        const words = facts.flatMap(({ fact }) => (fact.kind === 'told' ? [fact] : []));
        expect(transfer === undefined).toBe(words.length === 0);
        if (!transfer) return;
        const paid = words.filter(({ outcome }) => outcome === 'paid');
        const sums = (paid.length > 0 ? paid : words).map(({ amountVnd }) => amountVnd);
        expect(transfer.amountVnd).toBe(Math.max(...sums));
        const known = facts.map(({ fact }) => fact);
        const isAgreed = (approvalId: string) =>
          known.some((fact) => fact.kind === 'approval' && fact.approvalId === approvalId && fact.approve);
        const decision = known
          .flatMap((fact) => (fact.kind === 'decided' ? [fact] : []))
          .sort((a, b) => (a.number ?? 1) - (b.number ?? 1))
          .find(({ approvalId }) => approvalId === undefined || isAgreed(approvalId))?.decision;
        const isBack = facts.some(({ fact }) => fact.kind === 'refunded');
        const ends: Record<string, string> = {
          match: 'matched',
          refund: isBack ? 'refunded' : 'refunding',
          write_off: 'written_off',
        };
        expect(transfer.state).toBe(ends[decision ?? ''] ?? 'open');
      }),
      cases(2000),
    );
  });

  test('shows nothing of what its payer wrote', () => {
    fc.assert(
      fc.property(Facts, (facts) => {
        const transfer = foldTransfer(ID, facts);
        if (transfer) expect(JSON.stringify(transferBook.project(transfer))).not.toContain('nop phi');
      }),
      cases(500),
    );
  });
});
