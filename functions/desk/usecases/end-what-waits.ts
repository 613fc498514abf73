import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { decisionApprovalView } from '../../dossiers/domain/decision-approval.ts';
import { type EndDecisionApprovalPorts, endDecisionApproval } from '../../dossiers/usecases/decision-approvals.ts';
import { type Approve, type ApprovePorts, approve } from '../../payments/usecases/approve.ts';
import { approvalView } from '../../payments/usecases/refund-view.ts';
import type { Waiting } from './list-what-waits.ts';

/** A second person's word, and when it is said. */
export interface EndWaiting extends Approve {
  readonly now: Instant;
}

/**
 * Ends what waits for a second person, whatever it is about; decisions on the calendar by operators alone: others find
 * none.
 */
export const endWhatWaits =
  (ports: ApprovePorts & EndDecisionApprovalPorts) =>
  async (request: EndWaiting): Promise<Result<Waiting>> => {
    const { approvalId, word, caller, by: recordedBy, now } = request;
    const ofMoney = await approve(ports)(request);
    if (ofMoney.ok) return ok({ money: ofMoney.value });
    if (ofMoney.failure.kind !== 'not_found' || caller.permission !== 'operator') return ofMoney;
    const ended = await endDecisionApproval(ports)({ approvalId, ...word, recordedBy, now });
    return ended.ok ? ok({ decision: ended.value }) : ended;
  };

/** What a second person is asked, as the wire shows it. */
export const waitingView = (asked: Waiting) =>
  'money' in asked ? approvalView(asked.money) : decisionApprovalView(asked.decision);
