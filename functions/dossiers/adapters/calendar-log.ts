import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { type CalendarEdition, calendarsAfter } from '../../../shared/kernel/working-time/calendars.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { CalendarsNow } from '../ports.ts';

/** The editions of the calendar lie one after another: `CALENDAR` / `E#<number>`. */
const LOG = 'CALENDAR';
const EDITION = 'E#';

const editionKey = (number: number) => ({ pk: LOG, sk: `${EDITION}${sortable(number, 6)}` });

const editionIn = (item: Item): CalendarEdition => item.edition as unknown as CalendarEdition;

/** An edition as it is kept, at the place that it alone can have. */
export const editionItem = (edition: CalendarEdition): Item => ({
  ...editionKey(edition.number),
  edition: edition as unknown as Json,
});

/**
 * The calendars of everybody from the log of editions, behind the calendar of the release. What is known is kept; each call asks for the
 * edition behind it, so that it answers by what was in force when it was made, for one read of nothing.
 */
export const calendarsIn = (table: Pick<Table, 'get' | 'query'>, base?: WorkingCalendar): CalendarsNow => {
  let known = calendarsAfter([], base);
  let isRead = false;
  return async () => {
    const number = known.editions.length;
    const { pk, sk } = editionKey(number + 1);
    const isBehind = !isRead || (await table.get(pk, sk)) !== undefined;
    if (!isBehind) return known;
    const editions = (await table.query(LOG, EDITION)).map(editionIn);
    isRead = true;
    if (editions.length > known.editions.length) known = calendarsAfter(editions, base);
    return known;
  };
};
