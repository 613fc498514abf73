import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import { axisLength, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { remainingWorkingMinutes } from '../../../shared/kernel/working-time/pauses.ts';
import type { ClockName } from '../domain/clocks.ts';
import { LONGEST_LEAD_MS, runningState, USUAL_LEAD_MS } from '../domain/resolve-clock.ts';
import type { DeadlineIndex } from '../ports.ts';
import { runningPage } from './running-page.ts';

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
  ({ index, calendar }: { readonly index: DeadlineIndex; readonly calendar: WorkingCalendar }) =>
  async (given: ListDeadlines): Promise<Result<{ readonly items: readonly Deadline[]; readonly after?: string }>> => {
    const { caller, now, states, agencyCode, after, limit } = given;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const asked = { scopes, range: rangeOf(calendar, states, now), after, limit };
    const page = await runningPage(index, asked, (clock): Deadline[] => {
      const { dossierCode, agencyCode: whose, clock: name, step, duePosition, dueAt, leadMs = USUAL_LEAD_MS } = clock;
      const state = runningState(calendar, { position: duePosition, at: dueAt }, leadMs, now);
      if (!states.includes(state)) return [];
      const left = remainingWorkingMinutes(calendar, duePosition, now);
      const which = step === undefined ? { clock: name } : { clock: name, step };
      const due = { state, dueAt: toOffsetDateTime(dueAt), remainingWorkingMinutes: left };
      return [{ dossierCode, agencyCode: whose, ...which, ...due }];
    });
    return ok(page);
  };

/** Where on the axis clocks in these states may be due. */
function rangeOf(calendar: WorkingCalendar, states: readonly ListedState[], now: number): readonly [number, number] {
  const worked = workedBy(calendar, now);
  const from = states.includes('overdue') ? 0 : worked;
  const to = states.includes('running')
    ? axisLength(calendar)
    : states.includes('due_soon')
      ? worked + LONGEST_LEAD_MS
      : worked;
  return [from, to];
}
