import * as z from 'zod';
import { type ApprovalId, type BreakId, madeId, named, type RefundId } from '../../../shared/kernel/ids.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { Code, Reference } from './names.ts';

/** A transaction as its payment names it: `Transaction.key`. */
const TransactionKey = () => z.string().max(400);

/**
 * Money that is to be given back of one transaction: by a call where its provider has one for that; by a person, who makes a bank
 * transfer, where it has none.
 */
export const RefundOpening = () =>
  z.object({
    refundId: madeId('rfd'),
    transaction: TransactionKey(),
    amountVnd: AmountVnd,
    way: oneOf(['call', 'hand']),
    /** The line of a statement by which the provider told that the money went, and when: nothing is left to do. */
    ofLine: z.object({ providerTransactionId: z.string(), at: InstantMs }).optional(),
  });

/** Who wishes something for which reason; two persons where `approvalId` names what the other one is asked. */
const wish = () => ({
  reason: z.string(),
  by: z.string(),
  approvalId: madeId('apr').optional(),
});

/**
 * Money is to be given back, and is reserved from now on. Natural key: the refund. What is done with a payment's money is done one deed
 * after another, whose places are numbered (`deedKey`): so never more is reserved than came, however many ask at once.
 */
export const RefundReserved = () => z.object({ kind: z.literal('refund'), ...RefundOpening().shape, ...wish() });

/**
 * The call that asks the provider for a refund is about to be made: whoever records this makes it. `refundReference` is what the provider
 * calls the refund. Natural key: the refund.
 */
export const RefundSent = () =>
  z.object({ kind: z.literal('refund_sent'), refundId: named<RefundId>(z.string()), refundReference: Reference });

/**
 * What the provider says of a refund: it is under way; it is done; it does not do it (`declined`), or could not (`failed`): no money moved
 * then; it was done and the money came back to us (`reversed`). Natural key: the refund, the outcome and its code.
 */
export const RefundTold = () =>
  z.object({
    kind: z.literal('refund_told'),
    refundId: named<RefundId>(z.string()),
    outcome: oneOf(['pending', 'done', 'declined', 'failed', 'reversed']),
    code: Code(),
    providerRefundId: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/)
      .optional(),
  });

/** A person made the bank transfer of a refund, at a moment. Natural key: the refund. */
export const RefundTransferred = () =>
  z.object({
    kind: z.literal('refund_transferred'),
    refundId: named<RefundId>(z.string()),
    bankReference: z.string(),
    at: InstantMs,
    by: z.string(),
  });

/** A difference between the ledger and the account of a day, the statement that has it, and which of the decisions about it this is. */
const OfBreak = () =>
  z.object({
    breakId: named<BreakId>(z.string()),
    provider: z.string(),
    merchant: z.string(),
    date: z.string(),
    number: z.int().positive(),
  });

/**
 * A person decided what becomes of money that waited for it, or of the rest of a fee. Natural key: its number among the decisions about
 * the payment. `settles` are the transactions that it is about, each with how many words of it were known: what comes later is not
 * settled. `refunds` is the money that it gives back; `waivedVnd` what need not be paid any more; `revives` a fee that had ended;
 * `ends` it as taken back. `amountVnd` is the sum that it moves. `ofBreak` names the difference with a statement that it is about, and
 * `corrects` the transaction or the refund of which the provider's sum counts since then: 0 where it did not come about.
 */
export const Decision = () =>
  z.object({
    kind: z.literal('decision'),
    number: z.int().positive(),
    token: z.string(),
    decision: oneOf(['accept', 'refund', 'write_off']),
    settles: z.array(z.object({ transaction: TransactionKey(), words: z.int().positive() })).readonly(),
    refunds: z.array(RefundOpening()).readonly(),
    waivedVnd: AmountVnd,
    revives: z.boolean(),
    ends: z.boolean(),
    amountVnd: AmountVnd,
    ofBreak: OfBreak().optional(),
    corrects: z.object({ what: TransactionKey(), amountVnd: AmountVnd }).optional(),
    ...wish(),
  });

/** The second person agreed, or did not. Natural key: what was asked; the first word stands. */
export const Approval = () =>
  z.object({
    kind: z.literal('approval'),
    approvalId: named<ApprovalId>(z.string()),
    approve: z.boolean(),
    reason: z.string().optional(),
    by: z.string(),
  });
