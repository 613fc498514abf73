import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Payment } from './payment.ts';
import { approvalIn } from './refunds.ts';

/** Where what was asked of a second person stands. */
export const approvalStates = ['open', 'approved', 'refused'] as const;

/** Where what was asked of a second person stands. */
export type ApprovalState = (typeof approvalStates)[number];

/** What a second person is, or was, asked. */
export interface Approval {
  readonly approvalId: ApprovalId;
  readonly kind: 'refund' | 'decision';
  readonly amountVnd: AmountVnd;
  readonly reason: string;
  /** Who asked: a key's id, or a person. */
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly state: ApprovalState;
  /** What need not be paid any more once it is approved. */
  readonly waivedVnd: AmountVnd;
}

/** What second persons are, or were, asked about a payment. */
export const approvalsOf = ({ facts }: Pick<Payment, 'facts'>): readonly Approval[] =>
  facts.flatMap(({ fact, recordedBy: askedBy, recordedAt: askedAt }): readonly Approval[] => {
    if ((fact.kind !== 'refund' && fact.kind !== 'decision') || fact.approvalId === undefined) return [];
    const { approvalId, kind, amountVnd, reason } = fact;
    const word = approvalIn(facts, approvalId)?.fact.approve;
    const state = word === undefined ? 'open' : word ? 'approved' : 'refused';
    const waivedVnd = fact.kind === 'decision' ? fact.waivedVnd : 0;
    return [{ approvalId, kind, amountVnd, reason, askedBy, askedAt, state, waivedVnd }];
  });
