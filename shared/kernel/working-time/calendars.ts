import { createHash } from 'node:crypto';
import { type AgencyCode, agencyCovers } from '../ids.ts';
import { compileCalendar, officialCalendar, type WorkingCalendar } from './calendar.ts';
import { type OfficeHours, segmentsOf } from './office-hours.ts';
import type { OfficialDay } from './official-days.ts';

/** A day as a decision has it: off, or worked, at the office's hours where it names none. */
export interface DecidedDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly working: boolean;
  readonly segments?: OfficeHours | undefined;
  readonly reason: string;
}

/** A decision on the calendar, as far as days follow from it. */
export interface DecidedDays {
  /** Its number as printed. */
  readonly number: string;
  /** Epoch milliseconds. */
  readonly signedAt: number;
  readonly scope: 'nation' | 'city' | 'agency';
  /** Whose descendants it holds for, too; none of the nation's. */
  readonly agencyCode?: AgencyCode | undefined;
  readonly days: readonly DecidedDay[];
}

/** One version of the calendar behind the last: a decision that came into force, or was taken back. It never changes. */
export interface CalendarEdition {
  /** 1 for the first after the calendar of the release, then one more each. */
  readonly number: number;
  readonly decisionId: string;
  readonly effect: 'in_force' | 'revoked';
  readonly decision: DecidedDays;
  /** Epoch milliseconds, later than that of the edition before. */
  readonly publishedAt: number;
  /** SHA-256, lower-case hex, of this edition and of the hash before it. */
  readonly hash: string;
}

/** The official calendar with all that was decided behind it, of everybody. */
export interface Calendars {
  readonly editions: readonly CalendarEdition[];
  /** The calendar of an agency, or the nation's; with office hours where they are not the default ones. */
  of(agencyCode?: AgencyCode, officeHours?: OfficeHours): WorkingCalendar;
}

/** Whether a decision holds for an agency. */
export const holdsFor = ({ agencyCode }: Pick<DecidedDays, 'agencyCode'>, whose: AgencyCode | undefined): boolean =>
  agencyCode === undefined || (whose !== undefined && agencyCovers(agencyCode, whose));

const ranks = { nation: 0, city: 1, agency: 2 } as const satisfies Record<DecidedDays['scope'], number>;

/** Whether an edition has more to say of a day than another: of the nearer scope, then signed later, then in force later. */
function outweighs(one: CalendarEdition, other: CalendarEdition): boolean {
  const [a, b] = [one.decision, other.decision];
  const byScope = ranks[a.scope] - ranks[b.scope] || (a.agencyCode?.length ?? 0) - (b.agencyCode?.length ?? 0);
  return (byScope || a.signedAt - b.signedAt || one.number - other.number) > 0;
}

/** The editions that are in force among these. */
function inForce(editions: readonly CalendarEdition[]): readonly CalendarEdition[] {
  const last = new Map(editions.map((edition) => [edition.decisionId, edition]));
  return [...last.values()].filter(({ effect }) => effect === 'in_force');
}

const officialDay = ({ decision: { number } }: CalendarEdition, day: DecidedDay): OfficialDay => ({
  date: day.date,
  kind: day.working ? 'workday' : 'off',
  reason: day.reason,
  decision: number,
  confidence: 'sourced',
  ...(day.segments ? { segments: segmentsOf(day.segments) } : {}),
});

/** The days of a calendar with those that were decided behind it. */
function daysAfter(base: WorkingCalendar, editions: readonly CalendarEdition[]): readonly OfficialDay[] {
  const days = new Map([...base.exceptions.values()].map((day) => [day.date, day]));
  const deciding = new Map<string, CalendarEdition>();
  for (const edition of inForce(editions)) {
    for (const day of edition.decision.days) {
      const other = deciding.get(day.date);
      if (other && !outweighs(edition, other)) continue;
      deciding.set(day.date, edition);
      days.set(day.date, officialDay(edition, day));
    }
  }
  return [...days.values()];
}

/** So many calendars are kept compiled. */
const MOST_COMPILED = 500;

/** The calendars of everybody after these editions, in their order, behind the calendar of the release. */
export function calendarsAfter(
  editions: readonly CalendarEdition[],
  base: WorkingCalendar = officialCalendar,
): Calendars {
  const compiled = new Map<string, WorkingCalendar>();
  const compile = (applied: readonly CalendarEdition[], officeHours: OfficeHours | undefined): WorkingCalendar => {
    const last = applied.at(-1);
    const version = last
      ? {
          ...base.version,
          id: `${base.version.id}.${last.number}`,
          hash: last.hash,
          publishedAt: Math.max(base.version.publishedAt, last.publishedAt),
        }
      : base.version;
    return compileCalendar(version, daysAfter(base, applied), officeHours ? segmentsOf(officeHours) : base.segments);
  };
  return {
    editions,
    of(agencyCode, officeHours) {
      const applied = editions.filter(({ decision }) => holdsFor(decision, agencyCode));
      if (applied.length === 0 && !officeHours) return base;
      const key = JSON.stringify([applied.map(({ number }) => number), officeHours]);
      const kept = compiled.get(key);
      if (kept) return kept;
      if (compiled.size >= MOST_COMPILED) compiled.clear();
      const calendar = compile(applied, officeHours);
      compiled.set(key, calendar);
      return calendar;
    },
  };
}

/** The id of the version that an edition makes. */
export const versionAfter = ({ number }: Pick<CalendarEdition, 'number'>, base = officialCalendar): string =>
  `${base.version.id}.${number}`;

/** The edition behind the last of these. */
export function nextEdition(
  { editions, of }: Calendars,
  change: Pick<CalendarEdition, 'decisionId' | 'effect' | 'decision'>,
  now: number,
): CalendarEdition {
  const before = editions.at(-1);
  const { version } = of();
  const number = (before?.number ?? 0) + 1;
  const publishedAt = Math.max(now, (before?.publishedAt ?? version.publishedAt) + 1);
  const { number: printed, signedAt, scope, agencyCode = null, days } = change.decision;
  const said = days.map(({ date, working, segments = null, reason }) => [date, working, segments, reason]);
  const text = JSON.stringify([
    before?.hash ?? version.hash,
    number,
    change.decisionId,
    change.effect,
    printed,
    signedAt,
    scope,
    agencyCode,
    said,
    publishedAt,
  ]);
  return { ...change, number, publishedAt, hash: createHash('sha256').update(text).digest('hex') };
}

/** The first of the days that a decision touches, `YYYY-MM-DD`. */
export const firstDayOf = ({ days }: Pick<DecidedDays, 'days'>): string => days.map(({ date }) => date).sort()[0] ?? '';
