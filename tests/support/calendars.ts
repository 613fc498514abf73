import { compileCalendar, type WorkingCalendar } from '../../shared/kernel/working-time/calendar.ts';
import { type Calendars, calendarsAfter } from '../../shared/kernel/working-time/calendars.ts';
import { type OfficialDay, officialDays, officialVersion } from '../../shared/kernel/working-time/official-days.ts';
import { inVietNam } from './viet-nam-time.ts';

/** The official days and more off, by a decision of the tests. */
export const daysWithOff = (dates: readonly string[]): readonly OfficialDay[] => [
  ...officialDays,
  ...dates.map(
    (date): OfficialDay => ({ date, kind: 'off', reason: 'storm', decision: 'of the tests', confidence: 'sourced' }),
  ),
];

/** The official calendar as it is while one of its years still waits for its decision. */
export const undecided = (year: number): WorkingCalendar =>
  compileCalendar(
    {
      ...officialVersion,
      id: `${year} undecided`,
      publishedAt: inVietNam('2026-07-01 00:00'),
      provisionalYears: [year],
    },
    officialDays,
  );

/** The official calendar after a decision that was published at a wall time and takes days off. */
export const decided = (published: string, ...dates: readonly string[]): WorkingCalendar =>
  compileCalendar(
    { ...officialVersion, id: `decided ${published}`, publishedAt: inVietNam(published) },
    daysWithOff(dates),
  );

/** What answers about calendars where everybody has this one, at the default office hours. */
export const everybodys = (calendar: WorkingCalendar) => ({
  calendars: async (): Promise<Calendars> => calendarsAfter([], calendar),
  agencies: { officeHoursOf: async () => undefined },
});
