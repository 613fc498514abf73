import { compileCalendar, type WorkingCalendar } from '../../shared/kernel/working-time/calendar.ts';
import { type OfficialDay, officialDays, officialVersion } from '../../shared/kernel/working-time/official-days.ts';
import { inVietNam } from './viet-nam-time.ts';

/** The official days and more off, by a decision of the tests. */
export const daysWithOff = (dates: readonly string[]): readonly OfficialDay[] => [
  ...officialDays,
  ...dates.map(
    (date): OfficialDay => ({ date, kind: 'off', reason: 'storm', decision: 'of the tests', confidence: 'sourced' }),
  ),
];

/** The official calendar after a decision that was published at a wall time and takes days off. */
export const decided = (published: string, ...dates: readonly string[]): WorkingCalendar =>
  compileCalendar(
    { ...officialVersion, id: `decided ${published}`, publishedAt: inVietNam(published) },
    daysWithOff(dates),
  );
