import * as z from 'zod';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { Orders } from '../ports.ts';

const Attempt = z.object({ merchant: z.string(), redirectUrl: z.url() });

/** Orders from the payments' table: `REF#<provider>#<merchant>#<reference>` / `REF`, found by a scan. */
export const ordersIn = (paymentsTable: Table): Orders => ({
  async find(provider, reference) {
    const isIt = ({ pk, sk }: Item): boolean =>
      sk === 'REF' && pk.startsWith(`REF#${provider}#`) && pk.endsWith(`#${reference}`);
    let cursor: string | undefined;
    do {
      const page = await paymentsTable.scan(0, 1, cursor);
      const item = page.items.find(isIt);
      if (item) return Attempt.parse(item.attempt);
      cursor = page.cursor;
    } while (cursor);
    return undefined;
  },
});
