import * as z from 'zod';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { ReceivedHooks } from '../ports.ts';

const Stored = z.object({ at: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });

/** What the sandbox's receivers of webhooks heard, `HOOK#<name>` / `<at>#<unique>`, and what they answer, `HOOK#<name>#OUTCOME` / `OUTCOME`. */
export const receivedHooksIn = (
  sandboxTable: Pick<Table, 'query' | 'get' | 'put'>,
  unique: () => string,
): ReceivedHooks => ({
  async of(name) {
    return (await sandboxTable.query(`HOOK#${name}`)).map((item) => Stored.parse(item));
  },
  keep: (name, hook) => sandboxTable.put({ pk: `HOOK#${name}`, sk: `${sortable(hook.at)}#${unique()}`, ...hook }),
  async outcome(name) {
    return (await sandboxTable.get(`HOOK#${name}#OUTCOME`, 'OUTCOME'))?.status as number | undefined;
  },
  setOutcome: (name, status) => sandboxTable.put({ pk: `HOOK#${name}#OUTCOME`, sk: 'OUTCOME', status }),
});
