import type { Entry } from '../../../shared/kernel/book.ts';
import type { AgencyCode, ApprovalId, PaymentId, TransferId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { type Instant, sortable } from '../../../shared/kernel/time.ts';
import type { FactOf } from './facts.ts';
import type { Payment } from './payment.ts';
import { type Standing, standingOf } from './second-person.ts';
import type { Transfer } from './transfer.ts';

/** Where what was asked of a second person stands. */
export const approvalStates = ['open', 'approved', 'refused'] as const;

/** Where what was asked of a second person stands. */
export type ApprovalState = (typeof approvalStates)[number];

/** What a second person is, or was, asked. */
export interface Approval {
  readonly approvalId: ApprovalId;
  readonly kind: 'refund' | 'decision' | 'transfer_decision' | 'break_decision';
  readonly amountVnd: AmountVnd;
  readonly reason: string;
  /** Who asked: a key's id, or a person. */
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly state: ApprovalState;
  /** What need not be paid any more once it is approved. */
  readonly waivedVnd: AmountVnd;
  /** What a statement is believed for once it is approved, and the difference that this is about. */
  readonly corrects?: FactOf<'decision'>['corrects'];
  readonly ofBreak?: FactOf<'decision'>['ofBreak'];
}

const states = { awaiting_approval: 'open', in_force: 'approved', refused: 'refused' } as const satisfies Record<
  Standing['state'],
  ApprovalState
>;

/** What second persons are, or were, asked about a payment. */
export const approvalsOf = ({ facts }: Pick<Payment, 'facts'>): readonly Approval[] =>
  facts.flatMap((recorded): readonly Approval[] => {
    const { fact } = recorded;
    if ((fact.kind !== 'refund' && fact.kind !== 'decision') || fact.approvalId === undefined) return [];
    const { approvalId, amountVnd, reason } = fact;
    const { state, askedBy, askedAt } = standingOf({ ...recorded, fact }, facts);
    const asked = { approvalId, amountVnd, reason, askedBy, askedAt, state: states[state] };
    if (fact.kind === 'refund') return [{ ...asked, kind: fact.kind, waivedVnd: 0 }];
    const { waivedVnd, corrects, ofBreak } = fact;
    return [{ ...asked, kind: ofBreak ? 'break_decision' : 'decision', waivedVnd, corrects, ofBreak }];
  });

/** What second persons are, or were, asked about money that belongs to no fee. */
export const approvalsOfTransfer = ({ decisions, amountVnd }: Transfer): readonly Approval[] =>
  decisions.flatMap(({ approvalId, reason, askedBy, askedAt, state }): readonly Approval[] => {
    if (approvalId === undefined) return [];
    const asked = { approvalId, kind: 'transfer_decision' as const, amountVnd, reason, askedBy, askedAt };
    return [{ ...asked, state: states[state], waivedVnd: 0 }];
  });

/** The partition of the `list` index in which what second persons are asked lies by agency, oldest first. */
export const approvalPartition = (state: ApprovalState): string => `WORK#approval.${state}`;

/** The places in which what second persons are asked is listed: by its state, by agency, oldest first. */
export const approvalEntries = (
  agencyCode: AgencyCode,
  about: PaymentId | TransferId,
  approvals: readonly Approval[],
): Readonly<Record<string, Entry>> =>
  Object.fromEntries(
    approvals.map(({ approvalId, askedAt, state }) => [
      `approval.${approvalId}`,
      {
        document: {},
        list: { pk: approvalPartition(state), sk: `${agencyCode}#${sortable(askedAt)}#${about}#${approvalId}` },
      },
    ]),
  );
