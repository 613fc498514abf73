import * as z from 'zod';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { CarrierJournal } from '../carrier-ports.ts';

const Stored = z.union([
  z.object({ at: z.int(), asked: z.string(), answered: z.string() }),
  z.object({ at: z.int(), receipt: z.string() }),
]);

/** So many are read back. */
const LAST = 50;

/** After every moment that is told. */
const FAR = 9_999_999_999_999;

/** What carriers heard and said, in the sandbox's table: `SPOKEN#<unique>` / `SPOKEN`, listed by carrier (`SPOKEN#<carrier>`), newest first. */
export const carrierJournalIn = (
  sandboxTable: Pick<Table, 'put' | 'queryIndex'>,
  unique: () => string,
): CarrierJournal => ({
  async keep(who, exchange) {
    const id = unique();
    const place = { listPk: `SPOKEN#${who}`, listSk: `${sortable(FAR - exchange.at)}#${id}` };
    await sandboxTable.put({ pk: `SPOKEN#${id}`, sk: 'SPOKEN', ...exchange, ...place });
  },
  async last(who) {
    const { items } = await sandboxTable.queryIndex({ index: 'list', pk: `SPOKEN#${who}`, limit: LAST });
    return items.map((item) => Stored.parse(item));
  },
});
