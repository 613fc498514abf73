import * as z from 'zod';
import type { Outcome, RecordedBy } from '../../../shared/kernel/book.ts';
import { type Caller, mayActFor } from '../../../shared/kernel/callers.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { type Approval, approvalsOf, approvalsOfTransfer } from '../domain/approvals.ts';
import type { FactOf } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import { leftOf } from '../domain/refunds.ts';
import type { Transfer } from '../domain/transfer.ts';
import { refusalToMoneyWork } from '../domain/viewer.ts';
import type { ApprovalSubject, PaymentLedger } from '../ports.ts';
import type { RefundQueue } from '../refund-ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { ANOTHERS } from './decide-once.ts';
import { type ForgetPayerPorts, forgetPayerOf } from './forget-payer.ts';
import { tellCalls } from './keep-deed.ts';
import { moneyOf } from './match-transfer.ts';

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

/** What a second person is asked, and the payment or the transfer that it is about. */
export type AskedApproval = { readonly approval: Approval } & (
  | { readonly payment: Payment }
  | { readonly transfer: Transfer }
);

/** What approving needs. */
export interface ApprovePorts extends Pick<ForgetPayerPorts, 'erasures'> {
  readonly ledger: PaymentLedger;
  readonly transferLedger: TransferLedger;
  readonly queue: RefundQueue;
}

/** What a second person is asked under an id, as the facts of what it is about say now; undefined where that asks nothing of the kind. */
export const findAsked = async (
  { ledger, transferLedger }: Pick<ApprovePorts, 'ledger' | 'transferLedger'>,
  about: ApprovalSubject,
  approvalId: ApprovalId,
): Promise<AskedApproval | undefined> => {
  const among = (approvals: readonly Approval[]) => approvals.find((each) => each.approvalId === approvalId);
  if ('transferId' in about) {
    const transfer = await transferLedger.transfer(about.transferId);
    const approval = transfer && among(approvalsOfTransfer(transfer));
    return transfer && approval && { transfer, approval };
  }
  const payment = await ledger.payment(about.paymentId);
  const approval = payment && among(approvalsOf(payment));
  return payment && approval && { payment, approval };
};

/** Why a caller may not end what is asked; undefined where it may. */
const refusalToEnd = (caller: Caller, asked: AskedApproval): Failure | undefined => {
  const unknown = { kind: 'not_found' as const, what: 'approval' };
  if ('transfer' in asked) return mayActFor(caller, [asked.transfer.agencyCode]) ? undefined : unknown;
  const refusal = refusalToMoneyWork(caller, asked.payment);
  return refusal?.kind === 'not_found' ? unknown : refusal;
};

const isIn = (state: Approval['state'], approve: boolean): boolean => state === (approve ? 'approved' : 'refused');

/**
 * Ends what waits for a second person: whoever approves is another than who asked, who may only take it back. The same word again
 * changes nothing, the other one is `already_decided`.
 */
export const approve = (ports: ApprovePorts) => {
  const { ledger, transferLedger, queue } = ports;

  const read = async (approvalId: ApprovalId, caller: Caller): Promise<Result<AskedApproval>> => {
    const about = await ledger.findApproval(approvalId);
    const asked = about && (await findAsked(ports, about, approvalId));
    if (!asked) return fail({ kind: 'not_found', what: 'approval' });
    const forbidden = refusalToEnd(caller, asked);
    return forbidden ? fail(forbidden) : ok(asked);
  };

  const keepOfPayment = async (payment: Payment, word: FactOf<'approval'>, by: RecordedBy): Promise<Outcome> => {
    const outcome = await ledger.recordApproval(payment, word, by);
    if (outcome === 'recorded' && word.approve) {
      const freed = payment.refunds.filter((refund) => refund.approvalId === word.approvalId);
      await tellCalls(queue, payment.paymentId, freed);
    }
    return outcome;
  };

  const keepOfTransfer = (
    transfer: Transfer,
    word: FactOf<'approval'>,
    by: RecordedBy,
  ): Promise<Outcome | 'anothers'> => {
    const decision = transfer.decisions.find((made) => made.approvalId === word.approvalId);
    const matched = decision?.paymentId && moneyOf(transfer, decision.reason, decision.by);
    return transferLedger.recordApproval(transfer, word, matched || undefined, by);
  };

  /** What was approved is a match of a transfer: its payer may have to be forgotten. */
  const forget = async (asked: AskedApproval, by: RecordedBy): Promise<void> => {
    if (!('transfer' in asked) || asked.approval.state !== 'approved') return;
    const { transferId, decision } = asked.transfer;
    const payment = decision?.paymentId === undefined ? undefined : await ledger.payment(decision.paymentId);
    if (payment) await forgetPayerOf(ports)(transferId, payment.dossierCode, by);
  };

  const end = async ({ approvalId, word, caller, by }: Approve): Promise<Result<AskedApproval>> => {
    const asked = await read(approvalId, caller);
    if (!asked.ok) return asked;
    const { approval } = asked.value;
    if (approval.state !== 'open')
      return isIn(approval.state, word.approve) ? asked : fail({ kind: 'already_decided' });
    if (word.approve && approval.askedBy === by.recordedBy) return fail({ kind: 'same_person' });
    const fact = { kind: 'approval' as const, approvalId, ...word };
    if ('payment' in asked.value && word.approve && isOverrun(asked.value.payment, approval))
      return fail({ kind: 'not_allowed_now', detail: 'its money has moved since it was asked; refuse it' });
    const outcome =
      'payment' in asked.value
        ? await keepOfPayment(asked.value.payment, fact, by)
        : await keepOfTransfer(asked.value.transfer, fact, by);
    if (outcome === 'anothers') return fail({ kind: 'not_allowed_now', detail: `${ANOTHERS}; refuse it` });
    return outcome === 'conflict' ? fail({ kind: 'already_decided' }) : read(approvalId, caller);
  };

  return async (request: Approve): Promise<Result<AskedApproval>> => {
    const ended = await end(request);
    if (ended.ok) await forget(ended.value, request.by);
    return ended;
  };
};

/** Whether more came, or went back, since it was asked than it can be agreed to with. */
function isOverrun(payment: Payment, { waivedVnd, corrects }: Approval): boolean {
  const corrected = payment.transactions.find(({ key }) => key === corrects?.what);
  const givenVnd = corrected ? corrected.amountVnd - leftOf(payment.refunds, corrected) : 0;
  return waivedVnd > stillDue(payment) || (corrects !== undefined && givenVnd > corrects.amountVnd);
}

const stillDue = ({ dueVnd, receivedVnd }: Payment): AmountVnd => Math.max(0, dueVnd - receivedVnd);
