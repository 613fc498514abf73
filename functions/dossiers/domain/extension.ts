import type { Failure } from '../../../shared/kernel/failures.ts';
import { isWorkingMoment, workedBy } from '../../../shared/kernel/working-time/axis.ts';
import { covers, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dayOf, startOfDay } from '../../../shared/kernel/working-time/civil-day.ts';
import { workingDaysThrough } from '../../../shared/kernel/working-time/time-limit.ts';
import { type BackOfficeEvent, MAX_EXTENSION_DAYS } from './back-office-event.ts';
import type { Dossier } from './dossier.ts';

/**
 * What is wrong with the end that an extension names, by what stands promised: it is later than that by at most 60 working days, in the
 * calendar, and where work ends: with the day, of an hour term at any working moment. Undefined where nothing is, and where nothing is
 * promised that could be extended.
 */
export function faultOfExtension(
  calendar: WorkingCalendar,
  { clockInput: { timeLimit }, promises: { standing } }: Dossier,
  { newDueAt }: Extract<BackOfficeEvent, { type: 'extended' }>,
): Failure | undefined {
  if (newDueAt === undefined || !standing) return undefined;
  const wrong = (message: string): Failure => ({ kind: 'invalid_input', fields: [{ path: 'newDueAt', message }] });
  if (newDueAt <= standing.promisedAt) return wrong('expected a later moment than the promised one');
  if (!covers(calendar, newDueAt))
    return wrong(`expected a day of the calendar, which ends on ${calendar.version.coversTo}`);
  const position = workedBy(calendar, newDueAt);
  const worksUntil = isWorkingMoment(calendar, newDueAt - 1);
  if (timeLimit.unit === 'working_hours') {
    if (!worksUntil && !isWorkingMoment(calendar, newDueAt)) return wrong('expected a working moment');
  } else if (!worksUntil || position !== workedBy(calendar, startOfDay(dayOf(newDueAt) + 1)))
    return wrong('expected the end of a working day');
  const days = workingDaysThrough(calendar, dayOf(newDueAt)) - workingDaysThrough(calendar, dayOf(standing.promisedAt));
  if (days <= MAX_EXTENSION_DAYS) return undefined;
  return wrong(`expected at most ${MAX_EXTENSION_DAYS} working days behind the promised moment`);
}
