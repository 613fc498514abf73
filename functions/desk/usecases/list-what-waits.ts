import { agencyCovers } from '../../../shared/kernel/ids.ts';
import type { ListPage } from '../../../shared/kernel/paging.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { CalendarDecision } from '../../dossiers/domain/calendar-decision.ts';
import { approvalPlace, approvalPlaceOf } from '../../dossiers/domain/decision-approval.ts';
import { type ListDecisionApprovalsPorts, listDecisionApprovals } from '../../dossiers/usecases/decision-approvals.ts';
import type { AskedApproval } from '../../payments/usecases/approve.ts';
import { type ListApprovals, type ListApprovalsPorts, listApprovals } from '../../payments/usecases/list-approvals.ts';

/** What a second person is asked: about money, or a decision on the calendar. */
export type Waiting = { readonly money: AskedApproval } | { readonly decision: CalendarDecision };

/** What listing needs. */
export type ListWaitingPorts = ListApprovalsPorts & ListDecisionApprovalsPorts;

/** Decisions of the nation are of no agency: they are listed where all are asked for. */
const isOf =
  (agencyCode: ListApprovals['agencyCode']) =>
  ({ proposed: { fact } }: CalendarDecision): boolean =>
    agencyCode === undefined || (fact.agencyCode !== undefined && agencyCovers(agencyCode, fact.agencyCode));

/**
 * What second persons are asked: decisions on the calendar first, which operators alone see, then what is about the
 * money of the agencies that the caller acts for. A page may be short while `after` says that there is more.
 */
export const listWhatWaits =
  (ports: ListWaitingPorts) =>
  async (wanted: ListApprovals): Promise<Result<ListPage<Waiting>>> => {
    const { caller, state, agencyCode, after, limit } = wanted;
    const isAmongDecisions = after === undefined || approvalPlace.test(after);
    const decisions: ListPage<CalendarDecision> =
      caller.permission === 'operator' && isAmongDecisions
        ? await listDecisionApprovals(ports)({ state, after, limit })
        : { items: [], after: undefined };
    const found = decisions.items.filter(isOf(agencyCode));
    const asked = found.map((decision): Waiting => ({ decision }));
    if (decisions.after !== undefined) return ok({ items: asked, after: decisions.after });
    const last = found.at(-1);
    if (last && found.length === limit) return ok({ items: asked, after: approvalPlaceOf(last) });
    const ofMoney = { ...wanted, after: isAmongDecisions ? undefined : after, limit: limit - found.length };
    const listed = await listApprovals(ports)(ofMoney);
    if (!listed.ok) return listed;
    const items = [...asked, ...listed.value.asked.map((money): Waiting => ({ money }))];
    return ok({ items, after: listed.value.after });
  };
