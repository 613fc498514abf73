import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type CalendarYear, calendarYear, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';

/** The official calendar of a year, day by day. */
export const readCalendar =
  ({ calendar }: { readonly calendar: WorkingCalendar }) =>
  (year: number): Result<CalendarYear> => {
    const view = calendarYear(calendar, year);
    return view ? ok(view) : fail({ kind: 'not_found', what: 'calendar' });
  };
