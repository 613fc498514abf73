import * as z from 'zod';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { CreatedOrders } from '../ports.ts';

const Stored = z.object({
  reference: z.string(),
  amountVnd: z.int(),
  orderInfo: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
  returnUrl: z.string(),
  cancelUrl: z.string().optional(),
  echoed: z.record(z.string(), z.string()).optional(),
});

/** Orders that merchants created by a call, in the sandbox's table: `CREATED#<provider>#<reference>` / `ORDER`. */
export const createdOrdersIn = (sandboxTable: Table): CreatedOrders => ({
  async keep(provider, order) {
    await sandboxTable.putIfAbsent({ pk: `CREATED#${provider}#${order.reference}`, sk: 'ORDER', ...order });
  },
  async find(provider, reference) {
    const item = await sandboxTable.get(`CREATED#${provider}#${reference}`, 'ORDER');
    return item && Stored.parse(item);
  },
});
