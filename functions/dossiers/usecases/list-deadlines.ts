import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { endingAt, workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { Calendars } from '../../../shared/kernel/working-time/calendars.ts';
import { remainingWorkingMinutes } from '../../../shared/kernel/working-time/pauses.ts';
import { LONGEST_LEAD_MS, runningState } from '../domain/resolve-clock.ts';
import { type CalendarsNow, type DeadlineIndex, LATEST, type RunningClock } from '../ports.ts';

/** A state that a running clock is listed by. */
export type ListedState = 'running' | 'due_soon' | 'overdue';

/** What is asked for: states, an agency (with its descendants) or all of the caller's, a page. */
export interface ListDeadlines {
  readonly caller: Caller;
  readonly now: number;
  readonly states: readonly ListedState[];
  readonly agencyCode: AgencyCode | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** One line of a deadline list. */
export interface Deadline {
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly clock: 'resolve';
  readonly state: ListedState;
  readonly dueAt: string;
  readonly remainingWorkingMinutes: number;
}

/** Running clocks of the caller's agencies in the states asked for, soonest first, judged for the given moment. */
export const listDeadlines =
  ({
    index,
    calendars: inForce,
  }: {
    readonly index: Pick<DeadlineIndex, 'running'>;
    readonly calendars: CalendarsNow;
  }) =>
  async (given: ListDeadlines): Promise<Result<{ readonly items: readonly Deadline[]; readonly after?: string }>> => {
    const { caller, now, states, agencyCode, after, limit } = given;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const calendars = await inForce();
    const [from, to] = rangeOf(calendars, states, now);
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const found: { readonly key: string; readonly item: Deadline }[] = [];
    let last = after;
    for (let round = 1; ; round += 1) {
      const pages = await Promise.all(
        scopes.map((scope = '*') => index.running({ agencyCode: scope, from, to, after: last, limit: limit + 1 })),
      );
      const clocks = pages
        .flat()
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, limit + 1);
      for (const clock of clocks) {
        const item = deadlineOf(calendars, clock, now);
        if (states.includes(item.state)) found.push({ key: clock.key, item });
      }
      const page = found.slice(0, limit);
      const items = page.map(({ item }) => item);
      if (found.length > limit) return ok({ items, after: page.at(-1)?.key ?? '' });
      if (clocks.length <= limit) return ok({ items });
      last = clocks.at(-1)?.key;
      if (round === MOST_ROUNDS) return ok({ items, after: last ?? '' });
    }
  };

/** So often is more read for one page where what is listed is in other states; then the page stays short. */
const MOST_ROUNDS = 5;

/** A clock as it is at a moment. */
function deadlineOf(calendars: Calendars, listed: RunningClock, now: Instant): Deadline {
  const { dossierCode, agencyCode, clock, dueAt, leadMs = LONGEST_LEAD_MS, officeHours } = listed;
  const calendar = calendars.of(agencyCode, officeHours);
  const due = { position: workedBy(calendar, dueAt), at: dueAt };
  return {
    ...{ dossierCode, agencyCode, clock, dueAt: toOffsetDateTime(dueAt) },
    state: runningState(calendar, due, leadMs, now),
    remainingWorkingMinutes: remainingWorkingMinutes(calendar, due.position, now),
  };
}

/** Offices of their own hours work at least so long a day that what is due soon there lies within twice the longest lead here. */
const FURTHEST_LEAD_MS = 2 * LONGEST_LEAD_MS;

/** When clocks in these states may be due, whoever's calendar they run by. */
function rangeOf(calendars: Calendars, states: readonly ListedState[], now: Instant): readonly [Instant, Instant] {
  const from = states.includes('overdue') ? 0 : now;
  if (states.includes('running')) return [from, LATEST];
  if (!states.includes('due_soon')) return [from, now];
  const scopes = [undefined, ...calendars.editions.map(({ decision }) => decision.agencyCode)];
  const leads = scopes.map((scope) => {
    const calendar = calendars.of(scope);
    return endingAt(calendar, workedBy(calendar, now) + FURTHEST_LEAD_MS) ?? LATEST;
  });
  return [from, Math.max(...leads)];
}
