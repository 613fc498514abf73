import * as z from 'zod';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { NetworkMemory } from '../carrier-ports.ts';
import { CarrierOutcome } from '../domain/network.ts';

const keyOf = (carrier: string, reference: string): string => `CARRIED#${carrier}#${reference}`;

/**
 * What networks remember, in the sandbox's table: `CARRIED#<carrier>#<reference>` / `TRY#<unique>` and `ID`, and
 * `CARRIER#<carrier>` / `OUTCOME`.
 */
export const networkMemoryIn = (
  sandboxTable: Pick<Table, 'get' | 'put' | 'putIfAbsent' | 'query'>,
  unique: () => string,
): NetworkMemory => ({
  async countTry(carrier, reference) {
    const pk = keyOf(carrier, reference);
    await sandboxTable.put({ pk, sk: `TRY#${unique()}` });
    return (await sandboxTable.query(pk, 'TRY#')).length;
  },
  async first(carrier, reference, id) {
    const there = await sandboxTable.putIfAbsent({ pk: keyOf(carrier, reference), sk: 'ID', id });
    return there && z.string().parse(there.id);
  },
  async outcome(carrier) {
    const item = await sandboxTable.get(`CARRIER#${carrier}`, 'OUTCOME');
    return CarrierOutcome.parse(item?.outcome ?? 'up');
  },
  choose: (carrier, outcome) => sandboxTable.put({ pk: `CARRIER#${carrier}`, sk: 'OUTCOME', outcome }),
});

/** How long a carrier that is slow lets its callers wait, in milliseconds. */
const SLOW_MS = 5000;

/** Waits as long as a carrier that is slow lets its callers wait. */
export const dawdle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SLOW_MS));
