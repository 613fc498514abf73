import type { Book, ClockItem } from '../../../shared/kernel/book.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { closesAt } from './expiry.ts';
import { keyOf, meaningOf, PaymentFact } from './facts.ts';
import { milestonesOf } from './milestones.ts';
import { type Flag, foldPayment, type Payment } from './payment.ts';
import type { PaymentState } from './state.ts';

/** The head waits for the end of the fee's term, where that closes it. */
const termOf = (payment: Payment) => {
  const at = closesAt(payment);
  return at === undefined ? {} : { timer: timerKey('WALL', sortable(at), payment.paymentId) };
};

/** The partition of the `list` index in which the payments of a state, or with a flag, lie by agency, oldest first. */
export const workPartition = (name: PaymentState | Flag): string => `WORK#${name}`;

/** Where a payment is listed for those who work on it: under its state, and under each of its flags, which it keeps. */
const workOf = ({ paymentId, agencyCode, openedAt, state, flags }: Payment): readonly ClockItem[] => {
  const entry = (name: string, list: PaymentState | Flag): ClockItem => ({
    name,
    document: {},
    list: { pk: workPartition(list), sk: `${agencyCode}#${sortable(openedAt)}#${paymentId}` },
  });
  return [entry('state', state), ...flags.map((flag) => entry(`flag.${flag}`, flag))];
};

/** The book of payments: heads are listed by dossier, oldest first. */
export const paymentBook: Book<PaymentFact, Payment> = {
  capability: 'payments',
  prefix: 'PAY',
  foldVersion: 4,
  schema: PaymentFact,
  key: keyOf,
  meaning: meaningOf,
  fold: foldPayment,
  project: (payment) => ({
    document: {
      dossierCode: payment.dossierCode,
      agencyCode: payment.agencyCode,
      state: payment.state,
      flags: payment.flags,
      amountVnd: payment.amountVnd,
      receivedVnd: payment.receivedVnd,
      heldVnd: payment.heldVnd,
      refundedVnd: payment.refundedVnd,
      blocksProcessing: payment.blocksProcessing,
      expiresAt: payment.expiresAt,
    },
    milestones: milestonesOf(payment),
    list: { pk: `DOS#${payment.dossierCode}`, sk: `${sortable(payment.openedAt)}#${payment.paymentId}` },
    ...termOf(payment),
    clocks: workOf(payment),
  }),
};
