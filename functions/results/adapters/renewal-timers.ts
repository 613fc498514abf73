import { sortable } from '../../../shared/kernel/time.ts';
import type { Timers } from '../../../shared/kernel/timers.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import { resultBook } from '../domain/book.ts';
import type { RenewalTimer } from '../usecases/sweep-renewals.ts';

/** A file is read whole, so that few are in memory together. */
const PAGE = 1;

/** Results that wait to be made to last, in the table's `timer` index. */
export const renewalTimers = (table: Pick<Table, 'queryIndex'>): Timers<RenewalTimer> =>
  timersIn(table, { axis: 'WALL', sortable, pageSize: PAGE, read: ({ pk }) => ({ resultId: idIn(resultBook, pk) }) });
