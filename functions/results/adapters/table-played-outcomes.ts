import type { Table } from '../../../shared/platform/ledger/table.ts';
import { PlayedOutcome } from '../domain/played-outcome.ts';
import type { PlayedOutcomes } from '../ports.ts';

/** What played time-stamp authorities do, in the sandbox's table: `TSA#<name>` / `OUTCOME`. */
export const tablePlayedOutcomes = (sandboxTable: Pick<Table, 'get' | 'put'>): PlayedOutcomes => ({
  async of(name) {
    const item = await sandboxTable.get(`TSA#${name}`, 'OUTCOME');
    return PlayedOutcome.parse(item?.outcome ?? 'up');
  },
  choose: (name, outcome) => sandboxTable.put({ pk: `TSA#${name}`, sk: 'OUTCOME', outcome }),
});
