import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import { type Item, LAST, type Table } from '../../../shared/platform/ledger/table.ts';
import { paymentBook } from '../domain/book.ts';
import { dayKeyPrefix, dayKeyRead, dayPartition } from '../domain/money-by-day.ts';
import { transferBook } from '../domain/transfer-book.ts';
import type { MoneyByDay, PlacedMoney } from '../statement-ports.ts';

/** So many places are read by one query. */
const PAGE = 200;

const placed = ({ pk, listSk = '' }: Item): PlacedMoney => ({
  ...dayKeyRead(listSk),
  about: pk.startsWith(`${transferBook.prefix}#`)
    ? { transferId: idIn(transferBook, pk) }
    : { paymentId: idIn(paymentBook, pk) },
});

/** What the ledger has of accounts by day, in the table's `list` index. */
export const moneyByDay = (table: Pick<Table, 'queryIndex'>): MoneyByDay => ({
  async *ofDay(day) {
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex({
        index: 'list',
        pk: dayPartition(day),
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      yield page.items.map(placed);
      cursor = page.cursor;
    } while (cursor !== undefined);
  },
  async called(day, line, name) {
    const from = dayKeyPrefix(line, name);
    const { items } = await table.queryIndex({
      index: 'list',
      pk: dayPartition(day),
      from,
      to: `${from}${LAST}`,
      limit: PAGE,
    });
    return items.map(placed);
  },
});
