import type { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime, vietNamDate } from '../../../shared/kernel/time.ts';
import { covers, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import { type CalendarPorts, calendarOf } from './read-calendar.ts';

/** A due moment worked out for anyone. */
export interface CalculatedDeadline {
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly calendarVersion: string;
}

/**
 * When a time limit from a start is due, by an agency's calendar or the nation's. In a year whose decision is not issued yet the answer
 * is marked provisional; where there is no calendar at all nothing is guessed: `calendar_missing` names the first year without one.
 */
export const calculateDeadline =
  (ports: CalendarPorts) =>
  async (start: number, timeLimit: TimeLimit, agencyCode?: AgencyCode): Promise<Result<CalculatedDeadline>> => {
    const calendar = await calendarOf(ports, agencyCode);
    const term = termOf(calendar, start, timeLimit);
    if (!term) return fail({ kind: 'calendar_missing', year: missingYear(calendar, start) });
    const { dueAt, provisional } = term;
    return ok({ dueAt: toOffsetDateTime(dueAt), provisional, calendarVersion: calendar.version.id });
  };

function missingYear(calendar: WorkingCalendar, start: number): number {
  const date = covers(calendar, start) ? calendar.version.coversTo : vietNamDate(start);
  return Number(date.slice(0, 4)) + (covers(calendar, start) ? 1 : 0);
}
