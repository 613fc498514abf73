import type { Book, Entry } from '../../../shared/kernel/book.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { approvalEntries, approvalsOf } from './approvals.ts';
import { closesAt, remindsAt } from './expiry.ts';
import { keyOf, meaningOf, type PaymentFact, paymentFacts, withoutEvidence } from './facts.ts';
import { milestonesOf } from './milestones.ts';
import { dayEntries, moneyOfPayment } from './money-by-day.ts';
import { type Flag, foldPayment, type Payment } from './payment.ts';
import type { PaymentState } from './state.ts';
import type { WorkName } from './work-query.ts';

/** The partition of the `list` index in which the payments of a state or with a flag lie by agency, oldest first. */
export const workPartition = (name: WorkName): string => `WORK#${name}`;

/** The states in which a fee waits for its money. */
export const awaitingStates = ['created', 'pending', 'partially_paid'] as const satisfies readonly PaymentState[];

/** What is still to come of a fee that waits for its money; nothing of any other. */
const dueVnd = ({ state, amountVnd, receivedVnd }: Payment): number =>
  awaitingStates.some((awaiting) => awaiting === state) ? amountVnd - receivedVnd : 0;

/**
 * Where a payment is listed and awaited: by its dossier, oldest first; for those who work on payments under its state, where it also
 * waits for its reminder and then for the end of its term if that closes it; under each of its flags, under each of its approvals by that one's state, and by the
 * day of its money.
 */
const entriesOf = (payment: Payment): Readonly<Record<string, Entry>> => {
  const { paymentId, dossierCode, agencyCode, openedAt, state, flags } = payment;
  const listed = (pk: string, sk: string): Entry => ({ document: {}, list: { pk, sk } });
  const work = (name: PaymentState | Flag) =>
    listed(workPartition(name), `${agencyCode}#${sortable(openedAt)}#${paymentId}`);
  const term = remindsAt(payment) ?? closesAt(payment);
  const due = dueVnd(payment);
  return {
    dossier: listed(`DOS#${dossierCode}`, `${sortable(openedAt)}#${paymentId}`),
    state: {
      ...work(state),
      document: due > 0 ? { dueVnd: due } : {},
      ...(term === undefined ? {} : { timer: timerKey('WALL', sortable(term), paymentId) }),
    },
    ...Object.fromEntries(flags.map((flag) => [`flag.${flag}`, work(flag)])),
    ...approvalEntries(agencyCode, paymentId, approvalsOf(payment)),
    ...dayEntries(moneyOfPayment(payment)),
  };
};

/** The book of payments: `PAY#<paymentId>`. */
export const paymentBook: Book<PaymentFact, Payment, PaymentId> = {
  prefix: 'PAY',
  foldVersion: 10,
  facts: paymentFacts,
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
    entries: entriesOf(payment),
  }),
  withoutPersonalData: (fact) => (fact.kind === 'money_in' || fact.kind === 'failed' ? withoutEvidence(fact) : fact),
  keepsLate: true,
  // How an order is paid is read from its fee; one that is refused ends its attempt.
  isSilent: (fact) => fact.kind === 'ordered' && fact.creation.kind === 'created',
};
