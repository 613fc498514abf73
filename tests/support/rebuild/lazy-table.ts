import type { Item, Table } from '../../../shared/platform/ledger/table.ts';

/** A page of a lazy table has at most so many items. */
export const PAGE_ITEMS = 100;

/** How many facts the n-th aggregate has: 1 to 12, and each thousandth so many that they fill pages. */
const factsOf = (n: number): number => (n % 1000 === 999 ? 250 : 1 + ((n * 7919) % 12));

const itemOf = (prefix: string, n: number, place: number): Item => {
  const pk = `${prefix}#${n}`;
  if (place === 0) return { pk, sk: 'HEAD', version: 1 };
  if (place === 1) return { pk: `CONFLICT#${pk}`, sk: '07', key: 'FACT#b#1', recordedAt: 1000 };
  return { pk, sk: `FACT#b#${place}`, recordedAt: 1000 };
};

/**
 * A capability's table with so many aggregates that nobody keeps: each item is made when a page is read, and the same again. The
 * ids are the whole numbers below `count`; the first item is of no aggregate, as an epoch's is.
 */
export const lazyTable = (prefix: string, count: number): Pick<Table, 'scan'> => ({
  async scan(segment, segments, cursor) {
    const [first = 0, from = 0] = cursor ? cursor.split(':').map(Number) : [segment];
    const items: Item[] = first === 0 && from === 0 ? [{ pk: 'EPOCH', sk: 'EPOCH', epoch: 1 }] : [];
    for (let n = first; n < count; n += segments) {
      const places = 2 + factsOf(n);
      for (let place = n === first ? from : 0; place < places; place += 1) {
        if (items.length === PAGE_ITEMS) return { items, cursor: `${n}:${place}` };
        items.push(itemOf(prefix, n, place));
      }
    }
    return { items };
  },
});
