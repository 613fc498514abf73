import type { Recorded } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import { type AmountVnd, sumVnd } from '../../../shared/kernel/money.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { FactOf, PaymentFact, RefundOpening } from './facts.ts';
import { approvalIn } from './second-person.ts';

/**
 * Where a refund stands. It holds its sum (`stands`) until the second person refused it, or the provider declined it or failed; `sent` is
 * asked for and not answered.
 */
export type RefundState =
  | 'awaiting_approval'
  | 'reserved'
  | 'sent'
  | 'pending'
  | 'done'
  | 'refused'
  | 'failed'
  | 'declined';

/** Money that is given back, as the facts leave it. */
export interface Refund extends RefundOpening {
  readonly state: RefundState;
  readonly reason: string;
  readonly by: string;
  /** Who asked for it: a key's id, or a person. */
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly approvalId: ApprovalId | undefined;
  /** When its sum was free to go: at the asking, or at the second person's word; undefined before. */
  readonly reservedAt: Instant | undefined;
  /** The call that is, or was, made: what the provider calls the refund, and when it was asked first. */
  readonly sent: { readonly refundReference: string; readonly at: Instant } | undefined;
  readonly providerRefundId: string | undefined;
  /** The bank transfer by which a person gave the money back. */
  readonly transfer: { readonly bankReference: string; readonly at: Instant; readonly by: string } | undefined;
  /** When it became known that the money went. */
  readonly doneAt: Instant | undefined;
  /** The provider's word for what became of it. */
  readonly code: string | undefined;
}

/** Whether a refund holds its sum: nothing of it can be given back another time. */
export const stands = ({ state }: Pick<Refund, 'state'>): boolean =>
  state !== 'refused' && state !== 'failed' && state !== 'declined';

/** Whether a refund holds its sum and needs nobody's word any more: its money goes back, or went. */
export const isGoing = ({ state }: Pick<Refund, 'state'>): boolean =>
  stands({ state }) && state !== 'awaiting_approval';

/** Whether a refund is a call that is to be made, or of which it is not known yet what came of it. */
export const awaitsCall = ({ way, state }: Pick<Refund, 'way' | 'state'>): boolean =>
  way === 'call' && (state === 'reserved' || isUnderWay({ state }));

/** Whether the provider was asked and has not said the last. */
export const isUnderWay = ({ state }: Pick<Refund, 'state'>): boolean => state === 'sent' || state === 'pending';

/** The sum of refunds. */
export const refundSum = (refunds: readonly RefundOpening[]): AmountVnd =>
  sumVnd(refunds.map(({ amountVnd }) => amountVnd));

/** What is to go back and has not gone yet, of received and of held money; what a second person must agree to is not sure to go. */
export const returningVnd = (refunds: readonly Refund[]): AmountVnd =>
  refundSum(refunds.filter((refund) => refund.state === 'reserved' || isUnderWay(refund)));

/** What of a transaction no refund holds yet. */
export const leftOf = (
  refunds: readonly Refund[],
  { key, amountVnd }: { readonly key: string; readonly amountVnd: AmountVnd },
): AmountVnd => amountVnd - refundSum(refunds.filter((refund) => refund.transaction === key && stands(refund)));

type Opening = Recorded<FactOf<'refund' | 'decision'>>;

/** The word that counts: money that went stays gone, whatever else is said, until it came back. */
const wordOf = (told: readonly Recorded<FactOf<'refund_told'>>[]) =>
  (['reversed', 'done', 'declined', 'failed', 'pending'] as const)
    .map((outcome) => told.find(({ fact }) => fact.outcome === outcome))
    .find((word) => word !== undefined);

const toldStates = {
  reversed: 'failed',
  done: 'done',
  declined: 'declined',
  failed: 'failed',
  pending: 'pending',
} as const;

function refundOf(opening: RefundOpening, opened: Opening, facts: readonly Recorded<PaymentFact>[]): Refund {
  const isIts = ({ fact }: Recorded<{ readonly refundId: string }>) => fact.refundId === opening.refundId;
  const { reason, by, approvalId } = opened.fact;
  const { ofLine } = opening;
  const approval = approvalId && approvalIn(facts, approvalId);
  const sent = factsOf(facts, 'refund_sent').find(isIts);
  const transferred = factsOf(facts, 'refund_transferred').find(isIts);
  const told = factsOf(facts, 'refund_told').filter(isIts);
  const word = wordOf(told);
  const reservedAt = approvalId ? (approval?.fact.approve ? approval.recordedAt : undefined) : opened.recordedAt;

  const stateNow = (): RefundState => {
    if (transferred || (ofLine && reservedAt !== undefined)) return 'done';
    const said = word && toldStates[word.fact.outcome as keyof typeof toldStates];
    if (said) return said;
    if (sent) return 'sent';
    if (reservedAt !== undefined) return 'reserved';
    return approval ? 'refused' : 'awaiting_approval';
  };
  const state = stateNow();
  return {
    ...opening,
    state,
    reason,
    by,
    askedBy: opened.recordedBy,
    askedAt: opened.recordedAt,
    approvalId,
    reservedAt,
    sent: sent && { refundReference: sent.fact.refundReference, at: sent.recordedAt },
    providerRefundId:
      ofLine?.providerTransactionId ?? told.map(({ fact }) => fact.providerRefundId).find((id) => id !== undefined),
    transfer: transferred && {
      bankReference: transferred.fact.bankReference,
      at: transferred.fact.at,
      by: transferred.fact.by,
    },
    doneAt: state === 'done' ? ((transferred ?? word)?.recordedAt ?? reservedAt) : undefined,
    code: word?.fact.code,
  };
}

/** A refund as the provider's account says it, where that is believed: of another sum, or not come about at all, so that its sum is free. */
export const correctedRefund = (refund: Refund, saidVnd: AmountVnd | undefined): Refund =>
  saidVnd === 0
    ? { ...refund, state: 'failed', doneAt: undefined, code: 'statement' }
    : { ...refund, amountVnd: saidVnd ?? refund.amountVnd };

/** The refunds that facts amount to, in the order in which they were asked for. */
export const refundsOf = (facts: readonly Recorded<PaymentFact>[]): readonly Refund[] =>
  facts.flatMap((recorded) => {
    const { fact } = recorded;
    if (fact.kind === 'refund') return [refundOf(fact, { ...recorded, fact }, facts)];
    if (fact.kind !== 'decision') return [];
    return fact.refunds.map((opening) => refundOf(opening, { ...recorded, fact }, facts));
  });
