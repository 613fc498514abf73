import { describe, expect, test } from 'vitest';
import { tableEpoch } from '../../../functions/installation/adapters/table-epoch.ts';
import { raiseEpochs } from '../../../functions/installation/usecases/raise-epochs.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const now = inVietNam('2026-11-20 09:00');
const epochIn = async (table: MemoryTable) => (await table.get('EPOCH', 'EPOCH'))?.epoch;

const room = () => {
  const tables = {
    dossiers: memoryTable(),
    payments: memoryTable(),
    notifications: memoryTable(),
    results: memoryTable(),
    webhooks: memoryTable(),
  };
  const raise = raiseEpochs({
    dossiers: tableEpoch(tables.dossiers),
    payments: tableEpoch(tables.payments),
    notifications: tableEpoch(tables.notifications),
    results: tableEpoch(tables.results),
    webhooks: tableEpoch(tables.webhooks),
  });
  return { tables, raise };
};

describe('the epochs of the tables', () => {
  test('are raised in every table, once for a restore', async () => {
    const { tables, raise } = room();
    const epochs = await raise('first', now);
    for (const [capability, table] of Object.entries(tables)) expect(await epochIn(table)).toBe(epochs[capability]);
    expect(await raise('first', now + 60 * MINUTE_MS)).toEqual(epochs);
    expect((await raise('second', now)).payments).toBe((epochs.payments ?? 0) + 1);
  });

  test('are raised where an interrupted call did not reach them, and not again where it did', async () => {
    const { tables, raise } = room();
    tables.notifications.onCall = () => {
      throw new Error('lost');
    };
    await expect(raise('first', now)).rejects.toThrow('lost');
    const reached = await epochIn(tables.dossiers);
    tables.notifications.onCall = undefined;
    const epochs = await raise('first', now + 30 * MINUTE_MS);
    expect(epochs.dossiers).toBe(reached);
    expect(await epochIn(tables.results)).toBe(epochs.results);
  });

  test('are raised once by two who raise them at the same moment', async () => {
    const { tables, raise } = room();
    const [one, other] = await Promise.all([raise('first', now), raise('first', now)]);
    expect(one).toEqual(other);
    expect(tables.dossiers.changes).toHaveLength(1);
  });

  test('are never used twice, although a backup does not know those that came after it', async () => {
    const lived = memoryTable();
    const first = await tableEpoch(lived).raise('first', now);
    // The second restore is from before the first one.
    const second = await tableEpoch(memoryTable()).raise('second', now + 10 * MINUTE_MS);
    expect(second).toBeGreaterThan(first);
  });

  test('leave room for the versions of heads: both together are exact numbers', async () => {
    const epoch = await tableEpoch(memoryTable()).raise('last', Date.UTC(2140, 0, 1));
    expect(epoch * 1_000_000_000 + 999_999_999).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });
});
