import type { Json } from '../../../shared/kernel/milestones.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { AgencyStore } from '../ports.ts';

/** Agencies in the installation's table, `AG#<code>` / `AG`, as `agencyDirectoryIn` reads them. */
export const agencyStoreIn = (table: Table): AgencyStore => ({
  async put(code, setUp) {
    const item = { pk: `AG#${code}`, sk: 'AG', agency: { code, ...setUp } as unknown as Json };
    const existing = await table.putIfAbsent(item);
    if (existing) await table.put(item);
    return existing === undefined;
  },
});
