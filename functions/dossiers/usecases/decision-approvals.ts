import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import type { ListPage } from '../../../shared/kernel/paging.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { DecisionApprovals, DecisionLedger } from '../calendar-ports.ts';
import type { CalendarDecision } from '../domain/calendar-decision.ts';
import { approvalIdOf, approvalStateOf } from '../domain/decision-approval.ts';
import {
  approveCalendarDecision,
  type DecisionEnding,
  type EndDecisionPorts,
  refuseCalendarDecision,
} from './end-calendar-decision.ts';

/** What listing needs that second persons are asked about the calendar. */
export interface ListDecisionApprovalsPorts {
  readonly decisions: Pick<DecisionLedger, 'read'>;
  readonly decisionApprovals: DecisionApprovals;
}

/** What ending it needs besides. */
export type EndDecisionApprovalPorts = EndDecisionPorts & ListDecisionApprovalsPorts;

/** The decisions about which second persons are asked, oldest first; each as its facts say now. */
export const listDecisionApprovals =
  ({ decisions, decisionApprovals }: ListDecisionApprovalsPorts) =>
  async (asked: Parameters<DecisionApprovals['page']>[0]): Promise<ListPage<CalendarDecision>> => {
    const { items, after } = await decisionApprovals.page(asked);
    const found = await Promise.all(items.map((decisionId) => decisions.read(decisionId)));
    return { items: found.flatMap((one) => (one && approvalStateOf(one) === asked.state ? [one] : [])), after };
  };

/** A second person's word about a decision. */
export interface DecisionApproval extends Omit<DecisionEnding, 'decisionId' | 'proposal'> {
  readonly approvalId: ApprovalId;
  readonly approve: boolean;
}

/**
 * Ends what waits for a second person: brings the proposal into force that it is about, or drops it. The same word
 * again changes nothing, the other one is `already_decided`; a proposal that another one replaced is not found.
 */
export const endDecisionApproval =
  (ports: EndDecisionApprovalPorts) =>
  async ({ approvalId, approve, ...ending }: DecisionApproval): Promise<Result<CalendarDecision>> => {
    const decisionId = await ports.decisionApprovals.find(approvalId);
    const decision = decisionId === undefined ? undefined : await ports.decisions.read(decisionId);
    if (!decision || approvalIdOf(decision) !== approvalId) return fail({ kind: 'not_found', what: 'approval' });
    const state = approvalStateOf(decision);
    if (state !== 'open')
      return state === (approve ? 'approved' : 'refused') ? ok(decision) : fail({ kind: 'already_decided' });
    const end = approve ? approveCalendarDecision(ports) : refuseCalendarDecision(ports);
    return end({ ...ending, decisionId: decision.decisionId, proposal: decision.proposed.fact.proposal });
  };
