import { derivedName } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Break } from './break-book.ts';
import { type Choice, type Giving, transactionFor } from './deciding.ts';
import type { DecidedTransaction } from './decisions.ts';
import type { FactOf, RefundOpening } from './facts.ts';
import { namesOfRefund } from './money-by-day.ts';
import type { Payment } from './payment.ts';
import { leftOf, type Refund, stands } from './refunds.ts';

/** What may be decided that changes money. */
export type MovingChoice = Exclude<Choice, 'write_off'>;

/** What a decision about a break does to the money of its fee. */
export interface BreakEffects {
  /** The sum that it moves. */
  readonly amountVnd: AmountVnd;
  readonly corrects?: FactOf<'decision'>['corrects'];
  readonly giving?: Giving;
  /** The line by which the provider told that the money went. */
  readonly wentBy?: RefundOpening['ofLine'];
}

/** What the next decision about a break is known by: 26 characters that follow from both, so that a repeat finds the first. */
export const breakDecisionToken = ({ breakId, decisions }: Pick<Break, 'breakId' | 'decisions'>): string =>
  derivedName(`${breakId}#${decisions.length + 1}`);

const refuse = (detail: string): Result<never> => fail({ kind: 'not_allowed_now', detail });

const transactionIn = ({ transactions }: Payment, of: Break): DecidedTransaction | undefined =>
  transactions.find(
    ({ provider, merchant, providerTransactionId }) =>
      provider === of.provider && merchant === of.merchant && providerTransactionId === of.providerTransactionId,
  );

const refundIn = ({ refunds }: Payment, { refundId, providerTransactionId }: Break): Refund | undefined =>
  refunds.find((refund) => refund.refundId === refundId || namesOfRefund(refund).includes(providerTransactionId));

/** The provider's sum of a transaction, 0 where it has none; what is given back of it, or is to be, must be left. */
function correctTransaction(payment: Payment, found: Break, saidVnd: AmountVnd): Result<BreakEffects> {
  const transaction = transactionIn(payment, found);
  if (!transaction) return refuse('the fee has no transaction of this number: decide at the fee, then write it off');
  const { key: what, amountVnd } = transaction;
  const heldVnd = amountVnd - leftOf(payment.refunds, transaction);
  if (saidVnd < heldVnd) return refuse('more than the provider tells of it was given back, or is to be');
  return ok({ amountVnd: Math.abs(saidVnd - amountVnd), corrects: { what, amountVnd: saidVnd } });
}

/** The provider's sum of a refund, 0 where it made none. */
function correctRefund(payment: Payment, found: Break, saidVnd: AmountVnd): Result<BreakEffects> {
  const refund = refundIn(payment, found);
  if (!refund || !stands(refund)) return refuse('the fee has no such refund: decide at the fee, then write it off');
  const transaction = payment.transactions.find(({ key }) => key === refund.transaction);
  const leftVnd = (transaction ? leftOf(payment.refunds, transaction) : 0) + refund.amountVnd;
  if (saidVnd > leftVnd) return fail({ kind: 'refund_exceeds_received', leftVnd });
  const corrects = { what: refund.refundId, amountVnd: saidVnd };
  return ok({ amountVnd: Math.abs(saidVnd - refund.amountVnd), corrects });
}

/** A refund that the provider made and nobody asked for. */
function tellRefund(payment: Payment, { amountVnd, reference, ...line }: Break): Result<BreakEffects> {
  const leftVnd = payment.receivedVnd - payment.reservedVnd;
  if (amountVnd > leftVnd) return fail({ kind: 'refund_exceeds_received', leftVnd });
  const transaction = transactionFor(payment, amountVnd, reference);
  if (!transaction) return fail({ kind: 'refund_spans_transactions' });
  const { providerTransactionId, occurredAt: at } = line;
  return ok({ amountVnd, giving: { transaction, amountVnd }, wentBy: { providerTransactionId, at } });
}

function accept(payment: Payment, found: Break): Result<BreakEffects> {
  const isRefund = found.line === 'refund';
  switch (found.differs) {
    case 'missing_in_ledger':
      return isRefund
        ? tellRefund(payment, found)
        : refuse('the money of this number is in the ledger, and another line is about it');
    case 'amount_differs':
      return (isRefund ? correctRefund : correctTransaction)(payment, found, found.amountVnd);
    case 'missing_at_provider':
    case 'refund_missing':
      return (isRefund ? correctRefund : correctTransaction)(payment, found, 0);
    default:
      return refuse('this release does not know this difference');
  }
}

/** What the provider has too much of a transaction counts, and goes back. */
function giveBack(payment: Payment, found: Break): Result<BreakEffects> {
  const excessVnd = found.amountVnd - (found.expectedVnd ?? found.amountVnd);
  if (found.differs !== 'amount_differs' || found.line === 'refund' || excessVnd <= 0)
    return refuse('the provider has nothing too much that could go back');
  const corrected = correctTransaction(payment, found, found.amountVnd);
  const transaction = transactionIn(payment, found);
  if (!corrected.ok || !transaction) return corrected;
  return ok({ ...corrected.value, giving: { transaction, amountVnd: excessVnd } });
}

/** What a decision about a break does to the money of its fee; why it means nothing where it does not. */
export const effectsOfBreak = (found: Break, choice: MovingChoice, payment: Payment): Result<BreakEffects> =>
  choice === 'accept' ? accept(payment, found) : giveBack(payment, found);
