import * as z from 'zod';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { RefundOutcome } from '../domain/refunds.ts';
import type { Refunds } from '../ports.ts';

const Asked = z.object({
  reference: z.string(),
  amountVnd: z.int(),
  transaction: z.string().optional(),
  echoed: z.record(z.string(), z.string()).optional(),
  at: z.int(),
});

const Chosen = z.object({ outcome: RefundOutcome, at: z.int() });

const keyOf = (provider: string, order: string): string => `REFUNDS#${provider}#${order}`;

/**
 * Refunds in the sandbox's table: `REFUNDS#<provider>#<order>` / `ASKED#<refund>` and `CHOSEN#<moment>`, and the way from a refund to
 * its order `REFUND#<provider>#<refund>` / `ORDER`.
 */
export const refundsIn = (sandboxTable: Table): Refunds => {
  const miss: Refunds['miss'] = async (provider, order, refund) => {
    await sandboxTable.putIfAbsent({ pk: `REFUND#${provider}#${refund}`, sk: 'ORDER', order });
  };
  return {
    miss,
    async keep(provider, order, refund) {
      await miss(provider, order, refund.reference);
      await sandboxTable.putIfAbsent({ pk: keyOf(provider, order), sk: `ASKED#${refund.reference}`, ...refund });
    },
    async choose(provider, order, chosen) {
      await sandboxTable.put({ pk: keyOf(provider, order), sk: `CHOSEN#${sortable(chosen.at)}`, ...chosen });
    },
    async of(provider, order) {
      const items = await sandboxTable.query(keyOf(provider, order));
      const asked = items.filter(({ sk }) => sk.startsWith('ASKED#')).map((item) => Asked.parse(item));
      const chosen = items.filter(({ sk }) => sk.startsWith('CHOSEN#')).map((item) => Chosen.parse(item));
      return { asked: asked.sort((a, b) => a.at - b.at), chosen };
    },
    async orderOf(provider, refund) {
      const item = await sandboxTable.get(`REFUND#${provider}#${refund}`, 'ORDER');
      return item && z.string().parse(item.order);
    },
  };
};
