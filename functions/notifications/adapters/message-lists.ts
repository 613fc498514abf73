import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { placesOf } from '../../../shared/platform/list-pages.ts';
import { messageBook } from '../domain/book.ts';
import { troublePartition } from '../domain/message-query.ts';
import type { MessageLists } from '../ports.ts';

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
  async page({ trouble, ...page }) {
    const items = await placesOf(table, { partition: troublePartition(trouble), ...page });
    return items.map(({ pk, listSk = '' }) => ({ key: listSk, messageId: idIn(messageBook, pk) }));
  },
});
