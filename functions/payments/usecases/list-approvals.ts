import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type ApprovalState, approvalsOf } from '../domain/approvals.ts';
import type { PaymentLedger, PaymentLists } from '../ports.ts';
import type { AskedApproval } from './approve.ts';

/** What is asked for: a state, an agency with its descendants or all of the caller's, a page. */
export interface ListApprovals {
  readonly caller: Caller;
  readonly state: ApprovalState;
  readonly agencyCode: AgencyCode | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** What second persons are asked about the payments of the agencies that the caller acts for, by agency, oldest first; each as its facts say now. */
export const listApprovals =
  ({ ledger, lists }: { readonly ledger: PaymentLedger; readonly lists: PaymentLists }) =>
  async ({
    caller,
    state,
    agencyCode,
    after,
    limit,
  }: ListApprovals): Promise<
    Result<{ readonly asked: readonly AskedApproval[]; readonly after: string | undefined }>
  > => {
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const name = `approval.${state}` as const;
    const pages = scopes.map((scope) => lists.page({ name, agencyCode: scope, after, limit: limit + 1 }));
    const listed = (await Promise.all(pages)).flat().sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = listed.slice(0, limit);
    const asked = await Promise.all(
      page.map(async ({ key, paymentId }): Promise<readonly AskedApproval[]> => {
        const payment = await ledger.payment(paymentId);
        const approval = payment && approvalsOf(payment).find(({ approvalId }) => key.endsWith(`#${approvalId}`));
        return payment && approval?.state === state ? [{ payment, approval }] : [];
      }),
    );
    return ok({ asked: asked.flat(), after: listed.length > limit ? page.at(-1)?.key : undefined });
  };
