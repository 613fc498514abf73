import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { endingAt, workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { Calendars } from '../../../shared/kernel/working-time/calendars.ts';
import { remainingWorkingMinutes } from '../../../shared/kernel/working-time/pauses.ts';
import { LONGEST_LEAD_MS, runningState } from '../domain/resolve-clock.ts';
import { type CalendarsNow, type DeadlineIndex, LATEST } from '../ports.ts';

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
    const pages = await Promise.all(
      (agencyCode === undefined ? scopesOf(caller) : [agencyCode]).map((scope = '*') =>
        index.running({ agencyCode: scope, from, to, after, limit: limit + 1 }),
      ),
    );
    const clocks = pages.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = clocks.slice(0, limit);
    const items = page.flatMap((listed): Deadline[] => {
      const { dossierCode, agencyCode: whose, clock, dueAt, leadMs = LONGEST_LEAD_MS, officeHours } = listed;
      const calendar = calendars.of(whose, officeHours);
      const due = { position: workedBy(calendar, dueAt), at: dueAt };
      const state = runningState(calendar, due, leadMs, now);
      if (!states.includes(state)) return [];
      const left = remainingWorkingMinutes(calendar, due.position, now);
      return [
        { dossierCode, agencyCode: whose, clock, state, dueAt: toOffsetDateTime(dueAt), remainingWorkingMinutes: left },
      ];
    });
    const last = clocks.length > limit ? page.at(-1) : undefined;
    return ok(last ? { items, after: last.key } : { items });
  };

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
