import { type ApprovalId, derivedName } from '../../../shared/kernel/ids.ts';
import { sortable, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { CalendarDecision } from './calendar-decision.ts';

/** Where what a second person is asked about a decision stands. */
export type DecisionApprovalState = 'open' | 'approved' | 'refused';

/** The id under which a second person is asked: another for each proposal, so that nobody approves what replaced it. */
export const approvalIdOf = ({ decisionId, proposed }: Pick<CalendarDecision, 'decisionId' | 'proposed'>): ApprovalId =>
  `apr_${derivedName(`calendar_decision ${decisionId} ${proposed.fact.proposal}`)}`;

/** Where that stands: what came into force was approved, whatever became of it since. */
export function approvalStateOf({
  state,
  approvedBy,
}: Pick<CalendarDecision, 'state' | 'approvedBy'>): DecisionApprovalState {
  if (state === 'proposed') return 'open';
  return approvedBy === undefined ? 'refused' : 'approved';
}

/** Its place among those of its state: the oldest first, unique. */
export const approvalPlaceOf = (decision: Pick<CalendarDecision, 'decisionId' | 'proposed'>): string =>
  `${sortable(decision.proposed.recordedAt)}#${approvalIdOf(decision)}`;

/** The form of such a place. */
export const approvalPlace = /^\d{13}#apr_[0-9a-z]{26}$/;

/** What a second person is asked about a decision, as the wire shows it; the reasons are those of its days. */
export function decisionApprovalView(decision: CalendarDecision) {
  const { decisionId, proposed } = decision;
  const { agencyCode, days } = proposed.fact;
  return {
    approvalId: approvalIdOf(decision),
    kind: 'calendar_decision' as const,
    subject: `/v1/calendar-decisions/${decisionId}`,
    ...(agencyCode === undefined ? {} : { agencyCode }),
    reason: [...new Set(days.map(({ reason }) => reason))].join('; '),
    askedBy: proposed.recordedBy,
    askedAt: toOffsetDateTime(proposed.recordedAt),
    state: approvalStateOf(decision),
  };
}
