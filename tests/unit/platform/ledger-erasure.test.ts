import { describe, expect, test } from 'vitest';
import { keepConflict } from '../../../shared/platform/ledger/conflicts.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Item } from '../../../shared/platform/ledger/table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { keyedByNothing, type TallyFact, tallyBook } from '../../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };
const note = (id: string, text: string): TallyFact => ({ kind: 'note', id, text });
const keyed = async (digest: string): Promise<string> => `keyed(${digest})`;

describe('what conflicts with what is there', () => {
  const item = (sk: string): Item => ({ pk: 'TLY#a', sk, fact: { kind: 'coin' }, recordedAt: 1 });

  test('lies in one of 64 places, from the one that its digest says on, and looks for room in four of them', async () => {
    const table = memoryTable();
    for (let n = 0; n < 6; n += 1) await keepConflict(table, item(`FACT#coin#${n}`), '0000003e'.padEnd(64, '0'));
    const kept = await table.query('CONFLICT#TLY#a');
    expect(kept.map(({ sk, key }) => [sk, key])).toEqual([
      ['00', 'FACT#coin#2'],
      ['01', 'FACT#coin#3'],
      ['62', 'FACT#coin#0'],
      ['63', 'FACT#coin#1'],
    ]);
  });

  test('is kept once, however often it comes', async () => {
    const table = memoryTable();
    for (const digest of ['a', 'a', 'b', 'a', 'b']) await keepConflict(table, item('FACT#coin#0'), `00000000${digest}`);
    expect(await table.query('CONFLICT#TLY#a')).toHaveLength(2);
  });
});

describe('erasing', () => {
  test('that was cut short goes on where it was, and keys no digest twice', async () => {
    const table = memoryTable();
    const ledger = ledgerOver(tallyBook(), table, () => 5000, keyed);
    await ledger.record('a', note('n', 'Nguyễn Thị Ánh'), by);
    await ledger.record('a', note('n', 'Nguyễn Thị Bình'), by);
    await ledger.record('a', { kind: 'erased' }, by);
    const [before] = await table.query('CONFLICT#TLY#a');
    let writes = 0;
    table.onCall = (call) => {
      if (call !== 'put') return;
      writes += 1;
      if (writes === 2) throw new Error('the table is away');
    };
    await expect(ledger.refold('a')).rejects.toThrow('the table is away');
    table.onCall = undefined;
    await ledger.refold('a');
    const [after, ...others] = await table.query('CONFLICT#TLY#a');
    expect(others).toEqual([]);
    expect(after).toMatchObject({ digest: `keyed(${before?.digest})`, erased: true });
    expect(await table.get('TLY#a', 'CARD#note#n')).toMatchObject({ fact: note('n', ''), erased: true });
  });

  test('is done once: of what was erased nothing is looked at again but the aggregate itself', async () => {
    const table = memoryTable();
    const ledger = ledgerOver(tallyBook(), table, () => 5000, keyed);
    await ledger.record('a', note('n', 'Nguyễn Thị Ánh'), by);
    await ledger.record('a', { kind: 'erased' }, by);
    await ledger.refold('a');
    const calls: string[] = [];
    table.onCall = (call) => void calls.push(call);
    await ledger.refold('a');
    expect(calls).toEqual(['partition']);
  });

  test('leaves of a fact outside the card what is not personal; who says only that says something else', async () => {
    const table = memoryTable();
    const book = {
      ...tallyBook(),
      meaning: (fact: TallyFact) => ({ ...fact }),
      withoutPersonalData: (fact: TallyFact): TallyFact => {
        if (fact.kind !== 'coin' || fact.evidence === undefined) return fact;
        const { evidence: _, ...rest } = fact;
        return rest;
      },
    };
    const ledger = ledgerOver(book, table, () => 5000, keyed);
    const coin: TallyFact = { kind: 'coin', id: 'x', worth: 5, at: 1 };
    await ledger.record('a', { ...coin, evidence: 'Nguyễn Thị Ánh' }, by);
    await ledger.record('a', { ...coin, id: 'y' }, by);
    await ledger.record('a', { kind: 'erased' }, by);
    await ledger.refold('a');
    expect(await table.get('TLY#a', 'FACT#coin#x')).toMatchObject({ fact: coin, erased: true });
    expect(await table.get('TLY#a', 'FACT#coin#y')).not.toHaveProperty('erased');
    expect(await ledger.record('a', coin, by)).toBe('conflict');
    expect(await ledger.record('a', { ...coin, id: 'y' }, by)).toBe('repeated');
  });

  test('of a book that keeps nothing personal is remembered and changes nothing', async () => {
    const table = memoryTable();
    const { withoutPersonalData: _, ...book } = tallyBook();
    const ledger = ledgerOver(book, table, () => 5000, keyedByNothing);
    await ledger.record('a', { kind: 'coin', id: 'x', worth: 5, at: 1 }, by);
    await ledger.record('a', { kind: 'erased' }, by);
    expect(await ledger.facts('a')).toMatchObject([{ fact: { kind: 'erased' } }, { fact: { kind: 'coin', worth: 5 } }]);
    expect(await ledger.refold('a')).toMatchObject({ document: { total: 5 } });
  });
});
