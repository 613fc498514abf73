import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { Calendars } from '../../../shared/kernel/working-time/calendars.ts';
import { remainingWorkingMinutes } from '../../../shared/kernel/working-time/pauses.ts';
import type { ClockName } from '../domain/clocks.ts';
import { LONGEST_LEAD_MS, runningState, USUAL_LEAD_MS } from '../domain/resolve-clock.ts';
import { LATEST, type RunningClock } from '../ports.ts';
import { calendarOf, furthestDue, type ListPorts, runningPage } from './running-page.ts';

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
  readonly clock: ClockName;
  /** Of a step of the procedure, its name. */
  readonly step?: string;
  readonly state: ListedState;
  readonly dueAt: string;
  readonly remainingWorkingMinutes: number;
}

/** Running clocks of the caller's agencies in the states asked for, soonest first, judged for the given moment. */
export const listDeadlines =
  ({ index, calendars: inForce }: ListPorts) =>
  async (given: ListDeadlines): Promise<Result<{ readonly items: readonly Deadline[]; readonly after?: string }>> => {
    const { caller, now, states, agencyCode, after, limit } = given;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const calendars = await inForce();
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const asked = { scopes, range: rangeOf(calendars, states, now), after, limit };
    const page = await runningPage(index, asked, (clock) => {
      const item = deadlineOf(calendars, clock, now);
      return states.includes(item.state) ? item : undefined;
    });
    return ok(page);
  };

/** A clock as it is at a moment. */
function deadlineOf(calendars: Calendars, listed: RunningClock, now: Instant): Deadline {
  const { dossierCode, agencyCode, clock, step, dueAt, leadMs = USUAL_LEAD_MS } = listed;
  const calendar = calendarOf(calendars, listed);
  const due = { position: workedBy(calendar, dueAt), at: dueAt };
  return {
    ...{ dossierCode, agencyCode, clock, ...(step === undefined ? {} : { step }) },
    ...{ state: runningState(calendar, due, leadMs, now), dueAt: toOffsetDateTime(dueAt) },
    remainingWorkingMinutes: remainingWorkingMinutes(calendar, due.position, now),
  };
}

/** When clocks in these states may be due, whoever's calendar they run by. */
function rangeOf(calendars: Calendars, states: readonly ListedState[], now: Instant): readonly [Instant, Instant] {
  const from = states.includes('overdue') ? 0 : now;
  if (states.includes('running')) return [from, LATEST];
  return [from, states.includes('due_soon') ? furthestDue(calendars, now, LONGEST_LEAD_MS) : now];
}
