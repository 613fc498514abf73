import type { Book, Entry } from '../../../shared/kernel/book.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { approvalsOf } from './approvals.ts';
import { closesAt } from './expiry.ts';
import { keyOf, meaningOf, type PaymentFact, paymentFacts } from './facts.ts';
import { milestonesOf } from './milestones.ts';
import { type Flag, foldPayment, type Payment } from './payment.ts';
import type { PaymentState } from './state.ts';
import type { WorkName } from './work-query.ts';

/** The partition of the `list` index in which the payments of a state, with a flag or with an approval lie by agency, oldest first. */
export const workPartition = (name: WorkName): string => `WORK#${name}`;

/**
 * Where a payment is listed and awaited: by its dossier, oldest first; for those who work on payments under its state, where it also
 * waits for the end of its term if that closes it; under each of its flags, and under each of its approvals by that one's state.
 */
const entriesOf = (payment: Payment): Readonly<Record<string, Entry>> => {
  const { paymentId, dossierCode, agencyCode, openedAt, state, flags } = payment;
  const listed = (pk: string, sk: string): Entry => ({ document: {}, list: { pk, sk } });
  const work = (name: PaymentState | Flag) =>
    listed(workPartition(name), `${agencyCode}#${sortable(openedAt)}#${paymentId}`);
  const term = closesAt(payment);
  return {
    dossier: listed(`DOS#${dossierCode}`, `${sortable(openedAt)}#${paymentId}`),
    state: {
      ...work(state),
      ...(term === undefined ? {} : { timer: timerKey('WALL', sortable(term), paymentId) }),
    },
    ...Object.fromEntries(flags.map((flag) => [`flag.${flag}`, work(flag)])),
    ...Object.fromEntries(
      approvalsOf(payment).map(({ approvalId, askedAt, state: as }) => [
        `approval.${approvalId}`,
        listed(workPartition(`approval.${as}`), `${agencyCode}#${sortable(askedAt)}#${paymentId}#${approvalId}`),
      ]),
    ),
  };
};

/** The book of payments: `PAY#<paymentId>`. */
export const paymentBook: Book<PaymentFact, Payment, PaymentId> = {
  prefix: 'PAY',
  foldVersion: 6,
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
  // How an order is paid is read from its fee; one that is refused ends its attempt.
  isSilent: (fact) => fact.kind === 'ordered' && fact.creation.kind === 'created',
};
