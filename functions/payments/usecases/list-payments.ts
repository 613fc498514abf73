import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Flag, Payment } from '../domain/payment.ts';
import { type PaymentState, paymentStates } from '../domain/state.ts';
import type { ListedPayment, PaymentLedger, PaymentLists } from '../ports.ts';

/** What is asked for: states, flags (of both: one of each; neither: all), an agency with its descendants or all of the caller's, a page. */
export interface ListPayments {
  readonly caller: Caller;
  readonly states: readonly PaymentState[] | undefined;
  readonly flags: readonly Flag[] | undefined;
  readonly agencyCode: AgencyCode | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** So many payments are folded at the same time. */
const AT_ONCE = 25;

/** Whether a payment, as its facts say now, is one of those that are asked for: the lists are a moment behind. */
const isWanted = ({ state, flags }: Payment, wanted: ListPayments): boolean =>
  (wanted.states?.includes(state) ?? true) && (wanted.flags?.some((flag) => flags.includes(flag)) ?? true);

/** The places of several lists as one, in the order of their keys; a payment with two flags has one place. */
const merged = (pages: readonly (readonly ListedPayment[])[]): readonly ListedPayment[] =>
  [...new Map(pages.flat().map((listed) => [listed.key, listed])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));

async function folded(ledger: PaymentLedger, listed: readonly ListedPayment[]): Promise<readonly Payment[]> {
  const payments: Payment[] = [];
  for (let start = 0; start < listed.length; start += AT_ONCE) {
    const some = listed.slice(start, start + AT_ONCE).map(({ paymentId }) => ledger.payment(paymentId));
    payments.push(...(await Promise.all(some)).filter((payment) => payment !== undefined));
  }
  return payments;
}

/** Payments of the deciding agencies that the caller acts for, by agency, oldest first; each as its facts say now. */
export const listPayments =
  ({ ledger, lists }: { readonly ledger: PaymentLedger; readonly lists: PaymentLists }) =>
  async (
    wanted: ListPayments,
  ): Promise<Result<{ readonly payments: readonly Payment[]; readonly after: string | undefined }>> => {
    const { caller, agencyCode, after, limit } = wanted;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const names = wanted.flags ?? wanted.states ?? paymentStates;
    const pages = names.flatMap((name) =>
      scopes.map((scope) => lists.page({ name, agencyCode: scope, after, limit: limit + 1 })),
    );
    const listed = merged(await Promise.all(pages));
    const page = listed.slice(0, limit);
    const payments = (await folded(ledger, page)).filter((payment) => isWanted(payment, wanted));
    return ok({ payments, after: listed.length > limit ? page.at(-1)?.key : undefined });
  };
