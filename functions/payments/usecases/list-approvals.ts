import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { ApprovalState } from '../domain/approvals.ts';
import type { PaymentLists } from '../ports.ts';
import { type ApprovePorts, type AskedApproval, findAsked } from './approve.ts';
import { foundFor, type WorkWanted, workPage } from './work-page.ts';

/** What is asked for: a state, an agency with its descendants or all of the caller's, a page. */
export interface ListApprovals extends WorkWanted {
  readonly state: ApprovalState;
  readonly after: string | undefined;
}

/** What listing approvals needs. */
export interface ListApprovalsPorts extends Pick<ApprovePorts, 'ledger' | 'transferLedger'> {
  readonly lists: PaymentLists;
}

/** What second persons are asked about the money of the agencies that the caller acts for, by agency, oldest first; each as its facts say now. */
export const listApprovals =
  (ports: ListApprovalsPorts) =>
  async (
    wanted: ListApprovals,
  ): Promise<Result<{ readonly asked: readonly AskedApproval[]; readonly after: string | undefined }>> => {
    const { state, after } = wanted;
    const page = await workPage(wanted, (agencyCode, limit) => [
      ports.lists.approvals({ state, agencyCode, after, limit }),
    ]);
    if (!page.ok) return page;
    const asked = await foundFor(page.value.places, ({ about, approvalId }) => findAsked(ports, about, approvalId));
    return ok({ asked: asked.filter(({ approval }) => approval.state === state), after: page.value.after });
  };
