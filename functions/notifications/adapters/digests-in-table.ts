import * as z from 'zod';
import { type AgencyCode, type DossierCode, named } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import type { Digests } from '../digest-ports.ts';
import { type Digest, digestAfter, digestName, soonestFirst } from '../domain/digest.ts';

/** So many of a shard are told side by side. */
const PAGE = 10;

const Kept = z.object({ agencyCode: named<AgencyCode>(z.string()), date: z.string(), at: z.int() });

const Due = z.object({ occasion: z.string(), dossierCode: named<DossierCode>(z.string()), dueAt: z.int() });

const partition = (name: string): string => `DIG#${name}`;

const timerItem = (digest: Digest): Item => ({ pk: partition(digestName(digest)), sk: 'TIMER', ...digest });

/**
 * Digests in the notifications' table: `DIG#<agencyCode>#<date>` / `DUE#<occasion>` beside the timer, `TIMER`, and the end of its
 * collecting, `CLOSED`; `DUE#<occasion>` / `DIG` says in which one an occasion lies.
 */
export const digestsIn = (table: Table, calendar: WorkingCalendar): Digests => ({
  ...timersIn(table, { axis: 'MORNINGS', sortable, pageSize: PAGE, read: (item) => Kept.parse(item) }),
  async collect(agencyCode, due, after) {
    let digest = digestAfter(calendar, agencyCode, after);
    for (;;) {
      const pk = partition(digestName(digest));
      const timer = timerKey('MORNINGS', sortable(digest.at), digestName(digest));
      // First, so that nothing lies in a digest that nobody is called for.
      await table.putIfAbsent({ ...timerItem(digest), timerPk: timer.pk, timerSk: timer.sk });
      const failed = await table.transact([
        { put_absent: { pk: `DUE#${due.occasion}`, sk: 'DIG', digest: digestName(digest) } },
        { put_absent: { pk, sk: `DUE#${due.occasion}`, ...due } },
        { absent: { pk, sk: 'CLOSED' } },
      ]);
      if (failed.length === 0 || failed.some(({ index }) => index === 0)) return;
      digest = digestAfter(calendar, agencyCode, digest.at);
    }
  },
  async close(digest, closedAt) {
    await table.putIfAbsent({ pk: partition(digestName(digest)), sk: 'CLOSED', closedAt });
  },
  dossiersIn: async (name) => soonestFirst((await table.query(partition(name), 'DUE#')).map((item) => Due.parse(item))),
  // Nothing is deleted: without its timer's keys the item waits for nothing.
  done: (digest) => table.put(timerItem(digest)),
});
