import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import {
  CARRIER_COUNTS,
  CARRIERS,
  carrierKey,
  RECEIPT_WAIT_MS,
  waitingReceipts,
} from '../../../shared/kernel/message-carriers.ts';
import { InstantMs, sortable } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import type { CarrierRow, CarrierStore } from '../ports.ts';

/** The name of a carrier's secret below the installation's prefix. */
export const carrierSecretName = (prefix: string, carrier: string): string => `${prefix}/${carrier}`;

/** What the operator is shown of a carrier's row. */
const Row = z.object({
  kind: z.string(),
  channel: z.string(),
  agencyCode: named<AgencyCode>(z.string()).optional(),
  sender: z.string(),
  weight: z.number(),
  pricePerSegmentVnd: z.number().optional(),
  receiptUrl: z.string().optional(),
  credentialsUpdatedAt: InstantMs,
  endedAt: InstantMs.optional(),
});

const Counts = z.object({ received: z.int(), matched: z.int() });

/** How many items a list has from a key on. */
const countIn = async (table: Table, pk: string, from: string): Promise<number> => {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await table.queryIndex({ index: 'list', pk, from, limit: 500, ...(cursor ? { cursor } : {}) });
    count += page.items.length;
    cursor = page.cursor;
  } while (cursor);
  return count;
};

const rowOf = (item: Item): CarrierRow => ({ carrierName: item.pk.slice('CAR#'.length), ...Row.parse(item) });

/** Carriers in the notifications' table, `CAR#<name>` / `CAR`, listed so that sending finds all of them at once. */
export const carrierStoreIn = (notificationsTable: Table, secretsPrefix: string): CarrierStore => ({
  async find(carrierName) {
    const { pk, sk } = carrierKey(carrierName);
    const item = await notificationsTable.get(pk, sk);
    return item && rowOf(item);
  },
  list: listPagesIn(notificationsTable, CARRIERS, rowOf),
  async receipts(carrierName, now) {
    const counted = await notificationsTable.query(carrierKey(carrierName).pk, CARRIER_COUNTS);
    const counts = counted.map((item) => Counts.parse(item));
    const sum = (of: 'received' | 'matched') => counts.reduce((total, each) => total + each[of], 0);
    const waiting = await countIn(notificationsTable, waitingReceipts(carrierName), sortable(now - RECEIPT_WAIT_MS));
    return { received: sum('received'), matched: sum('matched'), waiting };
  },
  async put({ carrierName, ...row }) {
    const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
    const secretId = carrierSecretName(secretsPrefix, carrierName);
    await notificationsTable.put({
      ...carrierKey(carrierName),
      ...given,
      secretId,
      listPk: CARRIERS,
      listSk: carrierName,
    });
  },
});
