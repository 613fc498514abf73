import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecords } from '../../../functions/payments/domain/csv-records.ts';
import { putStatement } from '../../../functions/payments/usecases/put-statement.ts';
import { readReconciliation } from '../../../functions/payments/usecases/read-reconciliation.ts';
import { reconciliationView } from '../../../functions/payments/usecases/reconciliation-view.ts';
import { backOffice, MERCHANT, must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { csvOf, reconciliationOf } from '../../support/statements.ts';

const statement = { provider: 'vnpay', merchant: MERCHANT, date: '2026-11-20' };
const caller = backOffice('H26');
const by = { recordedBy: `key_${'1'.repeat(26)}`, requestId: 'r-1' };

/** A line of one of two orders of ours, of one that is not, or of none. */
const Line = fc.record({
  order: fc.constantFrom('a', 'b', 'strange', 'none'),
  transaction: fc.constantFrom('1', '2', '3', '4'),
  amountVnd: fc.constantFrom(150_000, 140_000),
});
type Line = typeof Line extends fc.Arbitrary<infer T> ? T : never;

/** What lines and callbacks in one order come to: every payment's money, and every open break. */
const outcomeOf = async (lines: readonly Line[], told: readonly Line[], isToldFirst: boolean) => {
  const house = await readyHouse();
  const { ports, workAll } = reconciliationOf(house);
  const opened = await Promise.all(['a', 'b'].map(async (id) => [id, await house.attempted(id, id)] as const));
  const references = new Map(opened.map(([id, { attempt }]) => [id, attempt.reference]));
  const referenceOf = (order: string) => references.get(order) ?? (order === 'strange' ? 'NOBODY' : undefined);
  const tell = async () => {
    for (const { order, transaction, amountVnd } of told) {
      const reference = referenceOf(order);
      if (reference === undefined) continue;
      const fields = noticeFields({ reference, amountVnd }, { vnp_TransactionNo: transaction });
      await house.told(signedNotice(fields));
    }
  };
  if (isToldFirst) await tell();
  const written = lines.map(({ order, ...line }) => {
    const reference = referenceOf(order);
    return { ...line, ...(reference === undefined ? {} : { reference }) };
  });
  const bytes = new TextEncoder().encode(csvOf(written));
  must(await putStatement(ports)({ statement, bytes, format: undefined, caller, now: house.clock.now, by }));
  await workAll();
  if (!isToldFirst) await tell();
  const payments = await Promise.all(opened.map(([, { payment }]) => house.known(payment.paymentId)));
  const { breaks, lines: count } = reconciliationView(must(await readReconciliation(ports)(statement, caller)));
  return {
    count,
    money: payments.map(({ receivedVnd, heldVnd }) => [receivedVnd, heldVnd]),
    open: breaks
      .filter(({ state }) => state === 'open')
      .map(({ breakId, kind, amountVnd }) => [breakId, kind, amountVnd]),
  };
};

test('any order of the lines and of the callbacks comes to the same money and the same open breaks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(Line, { maxLength: 6, selector: ({ transaction }) => transaction }),
      fc.uniqueArray(Line, { maxLength: 4, selector: ({ transaction }) => transaction }),
      fc.infiniteStream(fc.nat()),
      async (lines, told, picks) => {
        const shuffled = [...lines]
          .map((line) => ({ line, place: picks.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ line }) => line);
        const expected = await outcomeOf(lines, told, true);
        expect(await outcomeOf(shuffled, [...told].reverse(), true)).toEqual(expected);
      },
    ),
    { numRuns: 60, seed: 20_261_120 },
  );
});

test('CSV that was written by the rules is read as it was, wherever it is cut', () => {
  const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ maxLength: 20 }), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      (rows, end, size) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(end);
        const reader = csvRecords();
        const read: (readonly string[])[] = [];
        for (let from = 0; from < text.length; from += size)
          read.push(...reader.take(text.slice(from, from + size)).records.map(({ fields }) => fields));
        read.push(...reader.end().records.map(({ fields }) => fields));
        expect(read).toEqual(rows);
      },
    ),
    { numRuns: 500, seed: 20_261_120 },
  );
});
