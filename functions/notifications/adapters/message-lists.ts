import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { messageBook } from '../domain/book.ts';
import { troublePartition } from '../domain/message-query.ts';
import type { MessageLists } from '../ports.ts';

/** Sorts after every key that goes on from here, and just after a whole key. */
const END = '\uffff';
const NEXT = '\u0001';

/** How many places are read at once. */
const PAGE = 100;

/** Messages by their dossier and, where they did not simply arrive, by agency, in the table's `list` index. */
export const messageLists = (table: Pick<Table, 'queryIndex'>): MessageLists => ({
  async ofDossier(dossierCode) {
    const items: Item[] = [];
    let cursor: string | undefined;
    do {
      const query = { index: 'list', pk: `DOS#${dossierCode}`, limit: PAGE } as const;
      const page = await table.queryIndex(cursor ? { ...query, cursor } : query);
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    return items.map(({ pk }) => idIn(messageBook, pk));
  },
  async page({ trouble, agencyCode, after, limit }) {
    // An agency's keys, its descendants' among them: `H26.1` has `H26.1#...` and `H26.1.2#...`, not `H26.10#...`.
    const [first, to] = agencyCode === undefined ? ['0', END] : [`${agencyCode}#`, `${agencyCode}.${END}`];
    const from = after !== undefined && after >= first ? `${after}${NEXT}` : first;
    if (from > to) return [];
    const { items } = await table.queryIndex({ index: 'list', pk: troublePartition(trouble), from, to, limit });
    return items.map(({ pk, listSk = '' }) => ({ key: listSk, messageId: idIn(messageBook, pk) }));
  },
});
