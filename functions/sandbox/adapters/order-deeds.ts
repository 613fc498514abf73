import * as z from 'zod';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { Outcome } from '../domain/outcomes.ts';
import type { OrderDeeds } from '../ports.ts';

const Stored = z.object({ deed: z.union([Outcome, z.literal('opened')]), at: z.int() });

const keyOf = (provider: string, reference: string): string => `ORDER#${provider}#${reference}`;

/** What was done to orders, in the sandbox's table: `ORDER#<provider>#<reference>` / `DEED#<deed>`, each once. */
export const orderDeedsIn = (sandboxTable: Table): OrderDeeds => ({
  async keep(provider, reference, { deed, at }) {
    await sandboxTable.putIfAbsent({ pk: keyOf(provider, reference), sk: `DEED#${deed}`, deed, at });
  },
  async of(provider, reference) {
    const items = await sandboxTable.query(keyOf(provider, reference));
    return items.map((item) => Stored.parse(item)).sort((a, b) => a.at - b.at);
  },
});
