import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Flag, Payment } from '../domain/payment.ts';
import { type PaymentState, paymentStates } from '../domain/state.ts';
import type { PaymentLedger, PaymentLists } from '../ports.ts';
import { foundFor, type WorkWanted, workPage } from './work-page.ts';

/** What is asked for: states, flags (of both: one of each; neither: all), an agency with its descendants or all of the caller's, a page. */
export interface ListPayments extends WorkWanted {
  readonly states: readonly PaymentState[] | undefined;
  readonly flags: readonly Flag[] | undefined;
  readonly after: string | undefined;
}

/** Whether a payment, as its facts say now, is one of those that are asked for: the lists are a moment behind. */
const isWanted = ({ state, flags }: Payment, wanted: ListPayments): boolean =>
  (wanted.states?.includes(state) ?? true) && (wanted.flags?.some((flag) => flags.includes(flag)) ?? true);

/** Payments of the deciding agencies that the caller acts for, by agency, oldest first; each as its facts say now. */
export const listPayments =
  ({ ledger, lists }: { readonly ledger: PaymentLedger; readonly lists: Pick<PaymentLists, 'page'> }) =>
  async (
    wanted: ListPayments,
  ): Promise<Result<{ readonly payments: readonly Payment[]; readonly after: string | undefined }>> => {
    const names = wanted.flags ?? wanted.states ?? paymentStates;
    const page = await workPage(wanted, (agencyCode, limit) =>
      names.map((name) => lists.page({ name, agencyCode, after: wanted.after, limit })),
    );
    if (!page.ok) return page;
    const payments = await foundFor(page.value.places, ({ paymentId }) => ledger.payment(paymentId));
    return ok({ payments: payments.filter((payment) => isWanted(payment, wanted)), after: page.value.after });
  };
