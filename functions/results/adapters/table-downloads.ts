import * as z from 'zod';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { InstantMs, sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Downloads } from '../ports.ts';

const stored = storedAs(z.object({ at: InstantMs, by: z.string() }));

/** Moments of 13 digits, counted backwards, so that the newest comes first. */
const LAST_MOMENT = 9_999_999_999_999;

/** So many are shown. */
const NEWEST = 20;

/**
 * Downloads in the results' table: `DOWN#<resultId>` / the moment, counted backwards, and the request. They are no facts of the result: of
 * these one aggregate holds few, and a download must never be refused because there were many.
 */
export const tableDownloads = (table: Table): Downloads => ({
  async keep(resultId, { at, by, requestId }) {
    const sk = `${sortable(LAST_MOMENT - at)}#${requestId}`;
    await table.putIfAbsent({ pk: `DOWN#${resultId}`, sk, at, by });
  },
  async newest(resultId) {
    const items = await table.query(`DOWN#${resultId}`, '', NEWEST);
    return items.map((item) => stored(item)).filter((one) => one !== undefined);
  },
});
