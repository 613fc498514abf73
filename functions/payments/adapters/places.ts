import { sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Places } from '../ports.ts';

/** Places in the payments' table: `PLACE#<among>` / `<number>`, filled from the first on, each put if it is free. */
export const placesIn = (table: Pick<Table, 'query' | 'putIfAbsent'>): Places => ({
  async take(among, holder, places) {
    const pk = `PLACE#${among}`;
    const taken = await table.query(pk);
    if (taken.some((item) => item.holder === holder)) return true;
    for (let place = taken.length + 1; place <= places; place += 1) {
      const there = await table.putIfAbsent({ pk, sk: sortable(place, 4), holder });
      if (!there || there.holder === holder) return true;
    }
    return false;
  },
  holders: async (among) => (await table.query(`PLACE#${among}`)).map(({ holder }) => String(holder)),
});
