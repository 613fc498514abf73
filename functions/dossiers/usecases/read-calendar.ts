import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type CalendarYear, calendarYear, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Agencies, CalendarsNow } from '../ports.ts';

/** What answers about calendars need. */
export interface CalendarPorts {
  readonly calendars: CalendarsNow;
  readonly agencies: Pick<Agencies, 'officeHoursOf'>;
}

/** The calendar of an agency at its office hours of now, or the nation's. */
export async function calendarOf(
  { calendars, agencies }: CalendarPorts,
  agencyCode: AgencyCode | undefined,
): Promise<WorkingCalendar> {
  const officeHours = agencyCode === undefined ? undefined : await agencies.officeHoursOf(agencyCode);
  return (await calendars()).of(agencyCode, officeHours);
}

/** The official calendar of a year, day by day, of an agency or of the nation. */
export const readCalendar =
  (ports: CalendarPorts) =>
  async (year: number, agencyCode?: AgencyCode): Promise<Result<CalendarYear>> => {
    const view = calendarYear(await calendarOf(ports, agencyCode), year);
    return view ? ok(view) : fail({ kind: 'not_found', what: 'calendar' });
  };
