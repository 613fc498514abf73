import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable, vietNamDate } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { agencyRange } from '../../../shared/platform/list-pages.ts';
import type { NumberedReceipt, ReceiptNumbers } from '../receipt-ports.ts';

/** The last number that 8 digits can write (Decree 254/2026/NĐ-CP, article 43). */
const LAST_NUMBER = 99_999_999;

/** So often somebody else may be quicker before the whole is begun anew. */
const TRIES = 300;

const PAGE = 500;

const heldBy = (item: Item | undefined): NumberedReceipt | undefined =>
  item && (item.numbered as unknown as NumberedReceipt);

/**
 * Runs of numbers in the payments' table: `RCT#<taxCode>#<formSign>#<receiptSign>#<year>` / `<number>` holds the receipt, and
 * `RCT#<receiptId>` / `RCT` holds it too; both are put or neither. A number is only put where the one before it is known to be taken. The item
 * `LAST` of a run tells where to go on; whoever finds it behind goes on from there.
 */
export const receiptNumbersIn = (
  table: Pick<Table, 'get' | 'transact' | 'putOver' | 'queryIndex'>,
  now: () => number,
): ReceiptNumbers => {
  const lastKnown = async (pk: string): Promise<number> => ((await table.get(pk, 'LAST'))?.number as number) ?? 0;

  return {
    async number({ receipt, ...whose }) {
      const own = { pk: `RCT#${receipt.receiptId}`, sk: 'RCT' };
      const before = heldBy(await table.get(own.pk, own.sk));
      if (before) return before;
      let taken = { pk: '', number: 0 };
      for (let tries = 0; tries < TRIES; tries += 1) {
        const issuedAt = now();
        const date = vietNamDate(issuedAt);
        const year = Number(date.slice(0, 4));
        const pk = `RCT#${receipt.taxCode}#${receipt.formSign}#${receipt.receiptSign}#${year}`;
        const number = Math.max(taken.pk === pk ? taken.number : 0, await lastKnown(pk)) + 1;
        if (number > LAST_NUMBER) throw new RangeError(`${pk}: the run is full`);
        const numbered: NumberedReceipt = { ...whose, receipt: { ...receipt, year, number, issuedAt } };
        const document = numbered as unknown as Json;
        const listed = {
          listPk: `RCTDAY#${date}`,
          listSk: `${whose.agencyCode}#${sortable(issuedAt)}#${sortable(number, 8)}#${receipt.receiptId}`,
        };
        const failed = await table.transact([
          { put_absent: { pk, sk: sortable(number, 8), ...listed, numbered: document } },
          { put_absent: { ...own, numbered: document } },
        ]);
        if (failed.length === 0) {
          await table.putOver({ pk, sk: 'LAST', number });
          return numbered;
        }
        const meanwhile = heldBy(await table.get(own.pk, own.sk));
        if (meanwhile) return meanwhile;
        taken = { pk, number };
      }
      throw new Error(`${receipt.receiptId}: others were quicker ${TRIES} times in a row`);
    },

    async ofDay(date, agencyCode) {
      const [from, to] = agencyRange(agencyCode);
      const found: NumberedReceipt[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.queryIndex({
          ...{ index: 'list', pk: `RCTDAY#${date}`, from, to, limit: PAGE },
          ...(cursor === undefined ? {} : { cursor }),
        });
        found.push(...page.items.flatMap((item) => heldBy(item) ?? []));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    },
  };
};
