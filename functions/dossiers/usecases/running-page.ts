import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { endingAt, workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Calendars } from '../../../shared/kernel/working-time/calendars.ts';
import { type CalendarsNow, type DeadlineIndex, LATEST, type RunningClock } from '../ports.ts';

/** What lists of running clocks need. */
export interface ListPorts {
  readonly index: Pick<DeadlineIndex, 'running'>;
  readonly calendars: CalendarsNow;
}

/** Which running clocks are looked at: of which agencies (`undefined`: of all), due from when to when, after which key. */
export interface ClocksAsked {
  readonly scopes: readonly (AgencyCode | undefined)[];
  readonly range: readonly [from: Instant, to: Instant];
  readonly after: string | undefined;
  readonly limit: number;
}

/** So often is more read for one page where what is listed is not asked for; then the page stays short. */
const MOST_ROUNDS = 5;

/**
 * A page of what is shown of running clocks, soonest first, each once, those left out of which nothing is; one may be short while `after`
 * says that there are more.
 */
export async function runningPage<T>(
  index: ListPorts['index'],
  { scopes, range: [from, to], after, limit }: ClocksAsked,
  shown: (clock: RunningClock) => T | undefined,
): Promise<{ readonly items: readonly T[]; readonly after?: string }> {
  const found: { readonly key: string; readonly item: T }[] = [];
  let last = after;
  for (let round = 1; ; round += 1) {
    const asked = { from, to, after: last, limit: limit + 1 };
    const pages = await Promise.all(scopes.map((scope = '*') => index.running({ agencyCode: scope, ...asked })));
    // The agency of a step and the deciding one may both be the caller's.
    const byKey = new Map(pages.flat().map((clock) => [clock.key, clock]));
    const clocks = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit + 1);
    for (const clock of clocks) {
      const item = shown(clock);
      if (item !== undefined) found.push({ key: clock.key, item });
    }
    const page = found.slice(0, limit);
    const items = page.map(({ item }) => item);
    if (found.length > limit) return { items, after: page.at(-1)?.key ?? '' };
    if (clocks.length <= limit) return { items };
    last = clocks.at(-1)?.key;
    if (round === MOST_ROUNDS) return { items, after: last ?? '' };
  }
}

/** The calendar by which a listed clock runs. */
export const calendarOf = (
  calendars: Calendars,
  { agencyCode, decidedBy = agencyCode, officeHours }: RunningClock,
): WorkingCalendar => calendars.of(decidedBy, officeHours);

/** Offices of their own hours work at least so long a day that what lies within a stretch of their time lies within twice that here. */
const SHORTEST_DAYS = 2;

/** No clock of which so much working time is left is due later, milliseconds, whoever's calendar it runs by. */
export function furthestDue(calendars: Calendars, now: Instant, leftMs: number): Instant {
  const scopes = [undefined, ...calendars.editions.map(({ decision }) => decision.agencyCode)];
  const moments = scopes.map((scope) => {
    const calendar = calendars.of(scope);
    return endingAt(calendar, workedBy(calendar, now) + SHORTEST_DAYS * leftMs) ?? LATEST;
  });
  return Math.max(...moments);
}
