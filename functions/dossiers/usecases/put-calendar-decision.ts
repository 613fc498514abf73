import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { DecisionLedger } from '../calendar-ports.ts';
import { type CalendarDecision, type DecisionInput, faultOfDays, wordsOf } from '../domain/calendar-decision.ts';

/** A decision on the calendar as it is proposed. */
export interface PutCalendarDecision {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly decisionId: string;
  readonly decision: DecisionInput;
}

/** So often may a proposal be replaced. */
const MAX_PROPOSALS = 50;

/**
 * Proposes a decision, or replaces what is proposed while nobody has decided: then another one is `already_decided`. The same again
 * changes nothing, whatever became of it.
 */
export const putCalendarDecision =
  ({ decisions, calendar }: { readonly decisions: DecisionLedger; readonly calendar: WorkingCalendar }) =>
  async ({
    caller,
    requestId,
    now,
    decisionId,
    decision,
  }: PutCalendarDecision): Promise<Result<CalendarDecision & { readonly created: boolean }>> => {
    const before = await decisions.read(decisionId);
    if (before && wordsOf(before.proposed.fact) === wordsOf(decision)) return ok({ ...before, created: false });
    if (before && before.state !== 'proposed') return fail({ kind: 'already_decided' });
    const fault = faultOfDays(calendar, decision, now);
    if (fault) return fail(fault);
    const proposal = (before?.proposed.fact.proposal ?? 0) + 1;
    if (proposal > MAX_PROPOSALS) return fail({ kind: 'not_allowed_now', detail: 'it was replaced too often' });
    const fact = { kind: 'proposed', proposal, ...decision } as const;
    const outcome = await decisions.record(decisionId, fact, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: decisionId });
    const after = await decisions.readToAnswer(decisionId);
    if (!after) throw new Error('a decision that was there is gone');
    if (after.state !== 'proposed') return fail({ kind: 'already_decided' });
    return ok({ ...after, created: before === undefined && outcome === 'recorded' });
  };
