import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import { CARRIERS, carrierKey } from '../../../shared/kernel/message-carriers.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { CarrierRow, CarrierStore } from '../ports.ts';
import { setUpListIn } from './set-up-list.ts';

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
  credentialsUpdatedAt: InstantMs,
  endedAt: InstantMs.optional(),
});

const rowOf = (item: Item): CarrierRow => ({ carrierName: item.pk.slice('CAR#'.length), ...Row.parse(item) });

/** Carriers in the notifications' table, `CAR#<name>` / `CAR`, listed so that sending finds all of them at once. */
export const carrierStoreIn = (notificationsTable: Table, secretsPrefix: string): CarrierStore => ({
  async find(carrierName) {
    const { pk, sk } = carrierKey(carrierName);
    const item = await notificationsTable.get(pk, sk);
    return item && rowOf(item);
  },
  list: setUpListIn(notificationsTable, CARRIERS, rowOf),
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
