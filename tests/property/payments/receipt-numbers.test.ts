import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { receiptNumbersIn } from '../../../functions/payments/adapters/receipt-numbers.ts';
import type { PaymentId, ReceiptId } from '../../../shared/kernel/ids.ts';
import { cases } from '../../support/cases.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const draftOf = (n: number) => ({
  paymentId: `pay_${String(n).padStart(26, '0')}` as PaymentId,
  dossierCode: 'H26.10-261120-0007' as const,
  agencyCode: 'H26.10' as const,
  receipt: {
    kind: 'receipt' as const,
    receiptId: `rct_${String(n).padStart(26, '0')}` as ReceiptId,
    receiptKind: 'receipt' as const,
    cause: 'paid',
    taxCode: '0101234567',
    formSign: '01BLP',
    receiptSign: 'AA-26E',
    amountVnd: 50_000,
    items: [],
    transactions: [],
  },
});

class Killed extends Error {}

/** Kills whoever makes every `every`-th call, before or after it as the table calls. */
const killer = (every: number, calls: number) => {
  let made = 0;
  return () => {
    made += 1;
    if (made % every === 0 && made < calls) throw new Killed();
  };
};

/** Asks until it is answered, as a queue does. */
const untilAnswered = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
};

const house = () => {
  const clock = { now: inVietNam('2026-11-20 09:00') };
  const table = memoryTable();
  return { clock, table, numbers: receiptNumbersIn(table, () => clock.now) };
};

test('200 receipts of one run at once, some told twice, killed at every kind of call: numbers 1 to 200, each once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 17 }), async (every) => {
      const { table, numbers } = house();
      table.onCall = killer(every, 3000);
      const told = Array.from({ length: 240 }, (_, n) => n % 200);
      const given = await Promise.all(told.map((n) => untilAnswered(() => numbers.number(draftOf(n)))));
      const byReceipt = new Map(given.map(({ receipt }) => [receipt.receiptId, receipt.number]));
      expect(given.every(({ receipt }) => byReceipt.get(receipt.receiptId) === receipt.number)).toBe(true);
      const sorted = [...byReceipt.values()].sort((a, b) => a - b);
      expect(sorted).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    }),
    cases(16),
  );
});

test('killed at any call of the only one who asks: the repeat finds its own number, and the next receipt the next', async () => {
  for (let at = 1; at < 12; at += 1) {
    const { table, numbers } = house();
    let calls = 0;
    table.onCall = () => {
      calls += 1;
      if (calls === at) throw new Killed();
    };
    expect((await untilAnswered(() => numbers.number(draftOf(1)))).receipt.number).toBe(1);
    expect((await untilAnswered(() => numbers.number(draftOf(2)))).receipt.number).toBe(2);
    expect((await numbers.number(draftOf(1))).receipt.number).toBe(1);
  }
});

test('a run begins at 1 on 1 January of Viet Nam, also for whoever lost the last number of the year to another', async () => {
  const { clock, table, numbers } = house();
  clock.now = inVietNam('2026-12-31 23:59');
  const last = await Promise.all([1, 2, 3].map((n) => numbers.number(draftOf(n))));
  expect(last.map(({ receipt }) => receipt.number).sort()).toEqual([1, 2, 3]);
  // The year turns between a lost try and the next.
  table.onCall = (name) => {
    if (name === 'transact') clock.now = inVietNam('2027-01-01 00:00');
  };
  const lost = numbers.number(draftOf(4));
  const taken = numbers.number(draftOf(5));
  const found = (await Promise.all([lost, taken])).map(({ receipt }) => [receipt.year, receipt.number]);
  expect(found.sort()).toEqual([
    [2026, 4],
    [2027, 1],
  ]);
});

test('another sign is another run', async () => {
  const { numbers } = house();
  await numbers.number(draftOf(1));
  const other = draftOf(2);
  const given = await numbers.number({ ...other, receipt: { ...other.receipt, receiptSign: 'AB-26E' } });
  expect(given.receipt.number).toBe(1);
});

test('a run ends with 8 digits', async () => {
  const { table, numbers } = house();
  await table.put({ pk: 'RCT#0101234567#01BLP#AA-26E#2026', sk: 'LAST', number: 99_999_999 });
  await expect(numbers.number(draftOf(1))).rejects.toThrow('full');
});

test('the table of a day has an agency with those under it, and the day is that of Viet Nam', async () => {
  const { clock, numbers } = house();
  const made = async (n: number, agencyCode: 'H26' | 'H26.10' | 'H26.10.1' | 'H26.1' | 'H27', moment: string) => {
    clock.now = inVietNam(moment);
    await numbers.number({ ...draftOf(n), agencyCode });
  };
  await made(1, 'H26.10', '2026-11-20 00:00');
  await made(2, 'H26.10.1', '2026-11-20 23:59');
  await made(3, 'H26.1', '2026-11-20 10:00');
  await made(4, 'H27', '2026-11-20 10:00');
  await made(5, 'H26.10', '2026-11-21 00:00');
  const of = async (agencyCode?: 'H26.10' | 'H26') =>
    (await numbers.ofDay('2026-11-20', agencyCode)).map(({ receipt }) => receipt.number).sort();
  expect(await of('H26.10')).toEqual([1, 2]);
  expect(await of('H26')).toEqual([1, 2, 3]);
  expect(await of()).toEqual([1, 2, 3, 4]);
});
