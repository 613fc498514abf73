import * as z from 'zod';
import { InstantMs } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Merchant } from '../ports.ts';
import type { Pulls } from '../pull-ports.ts';

const Kept = z.object({
  date: z.string(),
  to: InstantMs.optional(),
  answeredAt: InstantMs,
  version: z.int(),
});

const keyOf = ({ provider, merchant }: Merchant) => ({ pk: `MER#${provider}#${merchant}`, sk: 'PULL' });

/** How far the transfers of merchants are listed, in the payments' table: `MER#<provider>#<merchant>` / `PULL`. */
export const pullsIn = (table: Pick<Table, 'get' | 'putIfVersion'>): Pulls => ({
  async find(merchant) {
    const { pk, sk } = keyOf(merchant);
    const item = await table.get(pk, sk);
    return item && Kept.parse(item);
  },
  async keep(merchant, read, { date, to, answeredAt }) {
    const next = { date, answeredAt, version: (read?.version ?? 0) + 1, ...(to === undefined ? {} : { to }) };
    return (await table.putIfVersion({ ...keyOf(merchant), ...next }, read?.version)) ? next : undefined;
  },
});
