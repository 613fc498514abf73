import { type AmountVnd, sumVnd } from '../../../shared/kernel/money.ts';
import type { DecidedTransaction } from './decisions.ts';
import type { FactOf } from './facts.ts';
import { arrivalsOf } from './money.ts';
import type { Payment } from './payment.ts';
import { leftOf } from './refunds.ts';

/** What a person may decide about money that waits for it. */
export type Choice = 'accept' | 'refund' | 'write_off';

/** A sum of one transaction that is to be given back. */
export interface Giving {
  readonly transaction: DecidedTransaction;
  readonly amountVnd: AmountVnd;
}

/** What a decision does. */
export interface Effects extends Pick<FactOf<'decision'>, 'settles' | 'waivedVnd' | 'revives' | 'ends' | 'amountVnd'> {
  readonly refunds: readonly Giving[];
}

/** So many transactions are settled by one decision, whose fact must hold them; what stands beside them opens the next. */
const AT_MOST = 6;

/** Money that nobody has decided about: held or apart, received when nothing was due any more, counted in spite of a doubt, or another's. */
interface Standing {
  readonly held: readonly DecidedTransaction[];
  readonly surplus: readonly DecidedTransaction[];
  readonly doubted: readonly DecidedTransaction[];
  /** The fee had ended when it came. */
  readonly isAfterClose: boolean;
}

function standingIn(payment: Payment): Standing {
  const open = payment.transactions.filter(({ isSettled }) => !isSettled);
  const isAfterClose = payment.ended !== undefined && payment.state !== 'under_review';
  const above = arrivalsOf(payment.transactions).filter(({ afterVnd }) => isAfterClose || afterVnd > payment.dueVnd);
  const cameLate = above
    .map(({ transaction }) => transaction)
    .filter((transaction) => open.includes(transaction) && leftOf(payment.refunds, transaction) > 0);
  const isFlagged = payment.flags.includes('overpaid') || payment.flags.includes('duplicate');
  const held = open.filter(({ standing }) => standing !== 'received' && standing !== 'elsewhere').slice(0, AT_MOST);
  const surplus = isAfterClose || isFlagged ? cameLate.slice(0, AT_MOST - held.length) : [];
  return {
    held,
    surplus,
    doubted: open.filter((each) => ['received', 'elsewhere'].includes(each.standing) && each.doubts.length > 0),
    isAfterClose: isAfterClose && surplus.length > 0,
  };
}

const settling = (transactions: readonly DecidedTransaction[]): Effects['settles'] =>
  transactions.slice(0, AT_MOST).map(({ key, words }) => ({ transaction: key, words }));

const sumOfAll = (transactions: readonly DecidedTransaction[]): AmountVnd =>
  sumVnd(transactions.map(({ amountVnd }) => amountVnd));

/** What is above the fee, of the transaction that came last first. */
function surplusGivings(payment: Payment, { surplus, isAfterClose }: Standing): readonly Giving[] {
  let rest = payment.receivedVnd - payment.reservedVnd - (isAfterClose ? 0 : payment.dueVnd);
  return surplus.toReversed().flatMap((transaction) => {
    const amountVnd = Math.min(leftOf(payment.refunds, transaction), rest);
    rest -= Math.max(0, amountVnd);
    return amountVnd > 0 ? [{ transaction, amountVnd }] : [];
  });
}

/**
 * What a decision about a payment does, by the rules of each; undefined where nothing waits for one of its kind.
 * Money that is another's is never counted nor given back: that it is so is looked at, and over.
 * - `accept`: held money counts, a fee that had ended is good again, what is above the fee stays, and a doubt of money that counts is over.
 * - `refund`: held money goes back; of a fee that had ended all that came; else what is above the fee.
 * - `write_off`: of a part payment the rest need not be paid, also where the fee had ended; held money and what came after the end stays,
 *   and the fee is taken back; what is above the fee stays, and a doubt of money that counts is over.
 */
export function effectsOf(payment: Payment, choice: Choice): Effects | undefined {
  const standing = standingIn(payment);
  const { held, surplus, doubted, isAfterClose } = standing;
  const revives = payment.ended !== undefined;
  if (choice === 'write_off' && payment.state === 'partially_paid' && payment.receivedVnd > payment.reservedVnd) {
    const waivedVnd = payment.dueVnd - payment.receivedVnd;
    return { settles: settling(surplus), refunds: [], waivedVnd, revives, ends: false, amountVnd: waivedVnd };
  }
  const concerned = [...new Set([...held, ...surplus, ...(choice === 'refund' ? [] : doubted)])];
  if (concerned.length === 0) return undefined;
  const settles = settling(concerned);
  const nothing = { settles, refunds: [], waivedVnd: 0, revives: false, ends: false };
  if (choice === 'refund') {
    const whole = held.map((transaction) => ({ transaction, amountVnd: leftOf(payment.refunds, transaction) }));
    const refunds = [...whole.filter(({ amountVnd }) => amountVnd > 0), ...surplusGivings(payment, standing)];
    return { ...nothing, refunds, amountVnd: sumVnd(refunds.map(({ amountVnd }) => amountVnd)) };
  }
  const aboveVnd = isAfterClose
    ? sumOfAll(surplus)
    : Math.max(0, surplus.length > 0 ? payment.receivedVnd - payment.reservedVnd - payment.dueVnd : 0);
  const moved = { ...nothing, amountVnd: sumOfAll(held) + aboveVnd };
  if (choice === 'accept') return { ...moved, revives };
  const isEnding = payment.ended !== undefined || payment.state === 'under_review';
  const received = payment.transactions.filter(({ standing: as, isSettled }) => as === 'received' && !isSettled);
  return isEnding ? { ...moved, settles: settling([...new Set([...concerned, ...received])]), ends: true } : moved;
}

/**
 * The transaction that a refund without a decision gives back: of a reference's transactions, or of all, the newest that holds enough, what
 * came when nothing was due any more first. Undefined where none does.
 */
export function transactionFor(
  payment: Payment,
  amountVnd: AmountVnd,
  reference: string | undefined,
): DecidedTransaction | undefined {
  const owedVnd = payment.ended ? 0 : payment.dueVnd;
  const fitting = arrivalsOf(payment.transactions)
    .filter(({ transaction }) => reference === undefined || transaction.reference === reference)
    .filter(({ transaction }) => leftOf(payment.refunds, transaction) >= amountVnd)
    .toReversed();
  return (fitting.find(({ afterVnd }) => afterVnd > owedVnd) ?? fitting[0])?.transaction;
}
