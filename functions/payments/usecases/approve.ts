import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { type Approval, approvalsOf } from '../domain/approvals.ts';
import type { Payment } from '../domain/payment.ts';
import { refusalToMoneyWork } from '../domain/viewer.ts';
import type { PaymentLedger, RefundQueue } from '../ports.ts';
import { tellCalls } from './keep-deed.ts';

/** The second person's word. */
export const ApprovalInput = z.strictObject({
  approve: z.boolean(),
  by: Line(200),
  reason: Lines(1000).min(1).optional(),
});

/** A second person's word about what it is asked. */
export interface Approve {
  readonly approvalId: ApprovalId;
  readonly word: z.output<typeof ApprovalInput>;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/** What a second person is asked, and the payment that it is about. */
export interface AskedApproval {
  readonly payment: Payment;
  readonly approval: Approval;
}

const isIn = (state: Approval['state'], approve: boolean): boolean => state === (approve ? 'approved' : 'refused');

/**
 * Ends what waits for a second person: whoever approves is another than who asked, who may only take it back. The same word again
 * changes nothing, the other one is `already_decided`.
 */
export const approve = ({ ledger, queue }: { readonly ledger: PaymentLedger; readonly queue: RefundQueue }) => {
  const read = async (approvalId: ApprovalId, caller: Caller): Promise<Result<AskedApproval>> => {
    const paymentId = await ledger.findApproval(approvalId);
    const payment = paymentId && (await ledger.payment(paymentId));
    const approval = payment && approvalsOf(payment).find((each) => each.approvalId === approvalId);
    if (!approval) return fail({ kind: 'not_found', what: 'approval' });
    const forbidden = refusalToMoneyWork(caller, payment);
    if (forbidden?.kind === 'not_found') return fail({ kind: 'not_found', what: 'approval' });
    return forbidden ? fail(forbidden) : ok({ payment, approval });
  };

  return async ({ approvalId, word, caller, by }: Approve): Promise<Result<AskedApproval>> => {
    const asked = await read(approvalId, caller);
    if (!asked.ok) return asked;
    const { payment, approval } = asked.value;
    if (approval.state !== 'open')
      return isIn(approval.state, word.approve) ? asked : fail({ kind: 'already_decided' });
    if (word.approve && approval.askedBy === by.recordedBy) return fail({ kind: 'same_person' });
    if (word.approve && approval.waivedVnd > payment.dueVnd - payment.receivedVnd)
      return fail({ kind: 'not_allowed_now', detail: 'more has come since it was asked; refuse it' });
    const outcome = await ledger.recordApproval(payment, { kind: 'approval', approvalId, ...word }, by);
    if (outcome === 'conflict') return fail({ kind: 'already_decided' });
    if (outcome === 'recorded' && word.approve) {
      const freed = payment.refunds.filter((refund) => refund.approvalId === approvalId);
      await tellCalls(queue, payment.paymentId, freed);
    }
    return read(approvalId, caller);
  };
};
