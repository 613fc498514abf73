import { describe, expect, test } from 'vitest';
import { StatementFormat } from '../../../functions/payments/domain/statement-format.ts';
import { askUpload } from '../../../functions/payments/usecases/ask-upload.ts';
import { putStatement } from '../../../functions/payments/usecases/put-statement.ts';
import { readReconciliation } from '../../../functions/payments/usecases/read-reconciliation.ts';
import { reconciliationView } from '../../../functions/payments/usecases/reconciliation-view.ts';
import { putFormat } from '../../../functions/payments/usecases/statement-formats.ts';
import { uploading } from '../../bench/callbacks/uploading.ts';
import { backOffice, MERCHANT, must, readyHouse } from '../../support/payments.ts';
import { csvOf, reconciliationOf, type Written } from '../../support/statements.ts';

const statement = { provider: 'vnpay', merchant: MERCHANT, date: '2026-11-20' };
const by = { recordedBy: `key_${'1'.repeat(26)}`, requestId: 'r-1' };
const caller = backOffice('H26');
const lines: readonly Written[] = [{ transaction: '1', reference: 'X' }];
const format = { columns: { providerTransactionId: 'N', amountVnd: 'A', occurredAt: 'T' }, times: 'yyyyMMdd' };

const room = async () => {
  const house = await readyHouse();
  const reconciliation = reconciliationOf(house);
  const { ports } = reconciliation;
  const wanted = { statement, format: undefined as string | undefined, caller, by };
  const ask = (more: Partial<typeof wanted> = {}) => askUpload(ports)({ ...wanted, ...more, now: house.clock.now });
  return {
    ...house,
    ...reconciliation,
    ask,
    put: (text: string, named?: string) =>
      putStatement(ports)({
        ...{ statement, bytes: new TextEncoder().encode(text), format: named, caller, by },
        now: house.clock.now,
      }),
    shown: async () => reconciliationView(must(await readReconciliation(ports)(statement, caller))),
    /** A file is asked an address for, put there, and looked for. */
    async uploaded(text: string, named?: string, claimed?: number) {
      const { url } = must(await ask({ format: named }));
      house.clock.now += 1000;
      reconciliation.upload(url, text, claimed);
      const outcomes = await reconciliation.lookAll();
      await reconciliation.workAll();
      return outcomes.at(-1);
    },
  };
};

describe('an uploaded statement', () => {
  test('is taken as the next version and worked through; the same again is the same version, another the next', async () => {
    const made = await room();
    expect(await made.uploaded(csvOf(lines))).toBe('taken');
    expect(await made.shown()).toMatchObject({ state: 'done', version: 1, lines: 1 });
    expect(await made.uploaded(csvOf(lines))).toBe('taken');
    expect(await made.shown()).toMatchObject({ version: 1 });
    expect(await made.uploaded(csvOf([]))).toBe('taken');
    expect(await made.shown()).toMatchObject({ state: 'done', version: 2, lines: 0 });
  });

  test('and a file in a request are the same where they are', async () => {
    const made = await room();
    must(await made.put(csvOf(lines)));
    await made.uploaded(csvOf(lines));
    expect(await made.shown()).toMatchObject({ state: 'done', version: 1 });
  });

  test('with a wrong line is refused with its place; nothing of it counts, and what stood stands', async () => {
    const made = await room();
    const wrong = csvOf([...lines, { transaction: '2', amountVnd: -1 }]);
    expect(await made.uploaded(wrong)).toBe('refused');
    const refused = { state: 'refused', fields: [{ path: 'lines[3].amount_vnd' }] };
    expect(await made.shown()).toMatchObject({ ...refused, version: 0, lines: 0, breaks: [] });
    await made.uploaded(csvOf(lines));
    expect(await made.shown()).toMatchObject({ state: 'done', version: 1, lines: 1 });
    expect((await made.shown()).fields).toBeUndefined();
    await made.uploaded(wrong);
    expect(await made.shown()).toMatchObject({ ...refused, version: 1, lines: 1 });
    expect([made.kept.size, made.told.length]).toEqual([1, 0]);
    made.clock.now += 1000;
    must(await made.put(csvOf(lines)));
    expect(await made.shown()).toMatchObject({ state: 'done', version: 1 });
  });

  test('that is not there yet is looked for until nothing can come by its address', async () => {
    const made = await room();
    must(await made.ask());
    let looks = 0;
    for (; made.looks.length > 0; looks += 1) {
      expect(await made.lookAll()).toEqual(['awaited']);
      made.clock.now += 20_000;
    }
    expect(looks).toBeGreaterThan(45);
    expect(made.clock.now).toBeGreaterThan(Date.parse('2026-11-20T00:00:00Z'));
    expect(await readReconciliation(made.ports)(statement, caller)).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('that is put over another counts anew; one that was found counts once', async () => {
    const made = await room();
    const { url } = must(await made.ask());
    made.upload(url, csvOf(lines));
    expect(await made.lookAll()).toEqual(['taken']);
    expect(await made.lookAll()).toEqual(['awaited']);
    made.upload(url, csvOf([]));
    expect(await made.lookAll()).toEqual(['taken']);
    expect(await made.shown()).toMatchObject({ version: 2 });
  });

  test('whose message comes again after another file is no further file, nor is its refusal told again', async () => {
    const made = await room();
    const { url } = must(await made.ask());
    const [again] = made.looks;
    if (!again) throw new Error('nothing to look for');
    made.upload(url, csvOf(lines));
    await made.lookAll();
    made.clock.now += 1000;
    must(await made.put(csvOf([])));
    made.looks.splice(0, made.looks.length, again);
    expect(await made.lookAll()).toEqual(['taken']);
    expect((await made.shown()).version).toBe(2);
    const other = must(await made.ask());
    const refusal = made.looks.at(-1);
    if (!refusal) throw new Error('nothing to look for');
    made.upload(other.url, 'x');
    await made.lookAll();
    made.clock.now += 1000;
    must(await made.put(csvOf(lines)));
    made.looks.splice(0, made.looks.length, refusal);
    expect(await made.lookAll()).toEqual(['refused']);
    expect(await made.shown()).toMatchObject({ version: 3, state: 'working' });
  });

  test('killed at any call of the table, the next look ends the same', async () => {
    for (let kill = 1; ; kill += 1) {
      const made = await room();
      const { url } = must(await made.ask());
      const [asked] = made.looks;
      if (!asked) throw new Error('nothing to look for');
      made.upload(url, csvOf(lines));
      let calls = 0;
      made.table.onCall = async () => {
        calls += 1;
        if (calls === kill) throw new Error('killed');
      };
      const killed = await made.lookAll().then(
        () => false,
        () => true,
      );
      made.table.onCall = undefined;
      if (killed) made.looks.splice(0, made.looks.length, asked);
      await made.lookAll();
      await made.workAll();
      expect(await made.shown(), `killed at ${kill}`).toMatchObject({ state: 'done', version: 1, lines: 1 });
      if (!killed) break;
    }
  });

  test('above 64 MB, or above fifty files a day, is refused', async () => {
    const made = await room();
    expect(await made.uploaded(csvOf(lines), undefined, 64 * 1024 * 1024 + 1)).toBe('refused');
    expect(await made.shown()).toMatchObject({ state: 'refused', fields: [{ path: 'file' }] });
    for (let n = 0; n < 50; n += 1) must(await made.put(csvOf([{ transaction: String(n) }])));
    expect(await made.uploaded(csvOf([]))).toBe('refused');
    expect(await made.shown()).toMatchObject({ version: 50, fields: [{ path: 'file' }] });
  });

  test('is asked for by whoever may hand the day in, for a day that has begun', async () => {
    const made = await room();
    expect(await made.ask({ caller: backOffice('H27') })).toMatchObject({ failure: { kind: 'not_found' } });
    expect(await made.ask({ statement: { ...statement, date: '2026-11-21' } })).toMatchObject({
      failure: { fields: [{ path: 'date' }] },
    });
    expect(await made.ask({ format: 'unknown' })).toMatchObject({ failure: { fields: [{ path: 'format' }] } });
    expect(made.looks).toEqual([]);
  });

  test('of 100,000 lines is read in seconds, and holds no more memory than one of a tenth', async () => {
    await uploading(2000);
    const [short, long] = [await uploading(10_000), await uploading(100_000)];
    expect(long.peakMegabytes).toBeLessThan(short.peakMegabytes + 4);
    expect(100_000 / long.linesPerSecond).toBeLessThan(60);
  }, 60_000);
});

describe('a statement in a named format', () => {
  test('is read and worked through by the version of the format that read it', async () => {
    const made = await room();
    const set = (more: object) => putFormat(made.ports)('bank', StatementFormat.parse({ ...format, ...more }), by);
    must(await set({}));
    const file = 'N,A,T\nFT1,150000,20261120\n';
    expect(must(await made.put(file, 'bank'))).toEqual({ version: 1 });
    must(await set({ amountScale: 10 }));
    await made.workAll();
    expect((await made.shown()).breaks).toMatchObject([{ providerTransactionId: 'FT1', amountVnd: 150_000 }]);
    expect(must(await made.put(file, 'bank'))).toEqual({ version: 2 });
    expect(must(await made.put(file, 'bank'))).toEqual({ version: 2 });
    await made.workAll();
    expect((await made.shown()).breaks).toMatchObject([{ amountVnd: 15_000 }]);
    expect(await made.put(file)).toMatchObject({ failure: { fields: [{ path: 'lines[1]' }] } });
    expect(await made.put(file, 'unknown')).toMatchObject({ failure: { fields: [{ path: 'format' }] } });
    expect(await made.put('N,T\nFT1,20261120\n', 'bank')).toMatchObject({
      failure: { fields: [{ path: 'lines[1].amount_vnd' }] },
    });
  });

  test('is uploaded in it too', async () => {
    const made = await room();
    must(await putFormat(made.ports)('bank', StatementFormat.parse(format), by));
    expect(await made.uploaded('N,A,T\nFT1,150000,20261120\n', 'bank')).toBe('taken');
    expect(await made.shown()).toMatchObject({ state: 'done', lines: 1 });
  });
});
