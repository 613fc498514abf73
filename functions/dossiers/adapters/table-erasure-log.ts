import * as z from 'zod';
import { Erased } from '../../../shared/kernel/dossier-card.ts';
import { type DossierCode, named } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { ErasureLog } from '../ports.ts';

/** What the log keeps; of whose it is any text, since a code that was taken once stays one. */
const Kept = z.object({ dossierCode: named<DossierCode>(z.string()), erased: Erased() });

/** The log of erasures in a table of its own, which is never restored: `ERASED#<dossierCode>` / `ERASED`. */
export const erasureLogIn = (table: Pick<Table, 'putIfAbsent' | 'scan'>): ErasureLog => ({
  async keep(dossierCode, erased) {
    await table.putIfAbsent({
      pk: `ERASED#${dossierCode}`,
      sk: 'ERASED',
      dossierCode,
      erased: erased as unknown as Json,
    });
  },
  async page(cursor) {
    const { items, cursor: next } = await table.scan(0, 1, cursor);
    const erasures = items.map((item) => Kept.parse(item));
    return { erasures, ...(next === undefined ? {} : { cursor: next }) };
  },
});
