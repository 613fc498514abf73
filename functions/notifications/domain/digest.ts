import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { nextWorkingMoment } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dateOfDay, dayOf, startOfDay } from '../../../shared/kernel/working-time/civil-day.ts';

/** When an agency's staff are told of a working day what is due soon: 07:30 in Viet Nam. */
const MORNING_MS = (7 * 60 + 30) * MINUTE_MS;

/** What one agency's staff are told on one morning. */
export interface Digest {
  readonly agencyCode: AgencyCode;
  /** `2026-11-20`. */
  readonly date: string;
  /** 07:30 of that date. */
  readonly at: Instant;
}

/** A dossier that became due soon. */
export interface DueSoon {
  /** The permanent id of that moment. */
  readonly occasion: string;
  readonly dossierCode: DossierCode;
  readonly dueAt: Instant;
}

/** `H26.10#2026-11-20`. */
export const digestName = ({ agencyCode, date }: Pick<Digest, 'agencyCode' | 'date'>): string =>
  `${agencyCode}#${date}`;

/** An agency's first digest after a moment: that of the next working day whose 07:30 is still to come, or of the next day where the calendar ends. */
export const digestAfter = (calendar: WorkingCalendar, agencyCode: AgencyCode, moment: Instant): Digest => {
  const from = moment < startOfDay(dayOf(moment)) + MORNING_MS ? moment : startOfDay(dayOf(moment) + 1);
  const day = dayOf(nextWorkingMoment(calendar, startOfDay(dayOf(from))) ?? from);
  return { agencyCode, date: dateOfDay(day), at: startOfDay(day) + MORNING_MS };
};

/** The soonest first. */
export const soonestFirst = <D extends DueSoon>(due: readonly D[]): D[] =>
  [...due].sort((a, b) => a.dueAt - b.dueAt || (a.occasion < b.occasion ? -1 : 1));
