import type { ListPage } from '../../../shared/kernel/paging.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { DecisionLedger, DecisionList } from '../calendar-ports.ts';
import type { CalendarDecision } from '../domain/calendar-decision.ts';

/** A decision on the calendar. */
export const readCalendarDecision =
  ({ decisions }: { readonly decisions: DecisionLedger }) =>
  async (decisionId: string): Promise<Result<CalendarDecision>> => {
    const decision = await decisions.read(decisionId);
    return decision ? ok(decision) : fail({ kind: 'not_found', what: 'calendar decision' });
  };

/** Decisions of a state, as they were signed; each as its facts say now. */
export const listCalendarDecisions =
  ({ decisions, list }: { readonly decisions: DecisionLedger; readonly list: DecisionList }) =>
  async (asked: Parameters<DecisionList['page']>[0]): Promise<Result<ListPage<CalendarDecision>>> => {
    const { items, after } = await list.page(asked);
    const found = await Promise.all(items.map((decisionId) => decisions.read(decisionId)));
    return ok({ items: found.flatMap((one) => (one?.state === asked.state ? [one] : [])), after });
  };
