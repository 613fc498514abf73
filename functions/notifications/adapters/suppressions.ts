import type { MessageId } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { messageBook } from '../domain/book.ts';
import type { SuppressionErasures, Suppressions } from '../suppression-ports.ts';

/** How many are read at once. */
const PAGE = 50;

const keyOf = (messageId: MessageId) => ({ pk: `${messageBook.prefix}#${messageId}`, sk: 'SUPPRESSION' });

/** By which an address is found that is mailed no more: mailboxes tell no large letter from a small one. */
const partitionOf = (pepper: Pepper, address: string): string =>
  `SUPPRESSED#${pepper.token('suppressed', address.trim().toLowerCase())}`;

/**
 * What says that an address is mailed no more lies with the message that told so, `MSG#<messageId>` / `SUPPRESSION`, and is listed under a
 * keyed hash of the address: once that is lifted or erased, the item stays without the hash.
 */
export const suppressionsIn = (
  table: Pick<Table, 'get' | 'put' | 'putIfAbsent' | 'queryIndex'>,
  pepper: () => Promise<Pepper>,
): Suppressions => {
  const allIn = async (pk: string): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex({ index: 'list', pk, limit: PAGE, ...(cursor ? { cursor } : {}) });
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    return items;
  };
  return {
    async isSuppressed(address) {
      const pk = partitionOf(await pepper(), address);
      return (await table.queryIndex({ index: 'list', pk, limit: 1 })).items.length > 0;
    },
    async suppress(messageId, address, because, now) {
      const listed = { listPk: partitionOf(await pepper(), address), listSk: `${sortable(now)}#${messageId}` };
      const there = await table.putIfAbsent({ ...keyOf(messageId), because, heardAt: now, ...listed });
      return there ? 'repeated' : 'recorded';
    },
    async lift(messageId, addressNow, { reason, by, at }) {
      const { pk, sk } = keyOf(messageId);
      const wentTo = (await table.get(pk, sk))?.listPk;
      const goesTo = addressNow === undefined ? undefined : partitionOf(await pepper(), addressNow);
      const lists = [...new Set([wentTo, goesTo])].filter((list) => list !== undefined);
      for (const item of (await Promise.all(lists.map(allIn))).flat()) {
        const { listPk: _, listSk: __, ...rest } = item;
        await table.put({ ...rest, lifted: { reason, by, at } });
      }
    },
  };
};

/** Has what is kept of messages' addresses overwritten in the notifications' table. */
export const suppressionErasures = (table: Pick<Table, 'put'>): SuppressionErasures => ({
  forget: (messageId, now) => table.put({ ...keyOf(messageId), erasedAt: now }),
});
