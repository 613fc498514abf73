import type * as z from 'zod';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { PlayedOutcomes } from '../ports.ts';

/** What is played, in the sandbox's table: `<kind>#<name>` / `OUTCOME`. `usual` is done until something was chosen. */
export const tablePlayedOutcomes = <T extends string>(
  sandboxTable: Pick<Table, 'get' | 'put'>,
  kind: 'TSA' | 'CSC',
  outcomes: z.ZodType<T>,
  usual: T,
): PlayedOutcomes<T> => ({
  async of(name) {
    const item = await sandboxTable.get(`${kind}#${name}`, 'OUTCOME');
    return item ? outcomes.parse(item.outcome) : usual;
  },
  choose: (name, outcome) => sandboxTable.put({ pk: `${kind}#${name}`, sk: 'OUTCOME', outcome }),
});
