import type { Failure, FieldFault } from '../../../shared/kernel/failures.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { startOfDay } from '../../../shared/kernel/working-time/civil-day.ts';

/** How far ahead of our clock a moment may lie, for clocks that differ. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/**
 * Which of the moments that a back office names, by their fields, no dossier can have: no clock runs from before the official calendar
 * begins, and nothing has happened that lies ahead. Undefined where all are within reach.
 */
export function beyondReach(
  calendar: WorkingCalendar,
  now: number,
  moments: Readonly<Record<string, number | undefined>>,
): Failure | undefined {
  const fields = Object.entries(moments).flatMap(([path, moment]): FieldFault[] => {
    if (moment === undefined) return [];
    if (moment > now + CLOCK_TOLERANCE_MS) return [{ path, message: 'expected at most 5 minutes ahead of the clock' }];
    if (moment >= startOfDay(calendar.firstDay)) return [];
    return [{ path, message: `expected a moment since ${calendar.version.coversFrom}, where the calendar begins` }];
  });
  return fields.length > 0 ? { kind: 'invalid_input', fields } : undefined;
}
