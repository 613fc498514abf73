import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Receipt } from '../domain/receipts.ts';
import type { PaymentLedger } from '../ports.ts';
import type { Erasures, NumberedReceipt, ReceiptNumbers } from '../receipt-ports.ts';
import { readPayment } from './read-payment.ts';

/**
 * The receipts of a payment, in the order in which they were made. They name the payer and outlive the erasing of a dossier's personal data:
 * after it only operators see them, others `personal_data_erased`.
 */
export const listPaymentReceipts =
  (ports: { readonly ledger: PaymentLedger; readonly erasures: Erasures }) =>
  async (paymentId: PaymentId, caller: Caller): Promise<Result<readonly Receipt[]>> => {
    const payment = await readPayment(ports)(paymentId, caller);
    if (!payment.ok) return payment;
    const { receipts, dossierCode } = payment.value;
    const isKept = receipts.length > 0 && caller.permission !== 'operator';
    if (isKept && (await ports.erasures.isErased(dossierCode))) return fail({ kind: 'personal_data_erased' });
    return ok(receipts);
  };

/** The receipts that the caller's agencies made on a day of Viet Nam, of one agency with those under it or of all; by run and number. */
export const listDaysReceipts =
  ({ numbers }: { readonly numbers: ReceiptNumbers }) =>
  async (day: {
    readonly caller: Caller;
    readonly date: string;
    readonly agencyCode: AgencyCode | undefined;
  }): Promise<Result<readonly NumberedReceipt[]>> => {
    const { caller, date, agencyCode } = day;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const found = (await Promise.all(scopes.map((scope) => numbers.ofDay(date, scope)))).flat();
    return ok(found.sort((a, b) => runOf(a).localeCompare(runOf(b)) || a.receipt.number - b.receipt.number));
  };

const runOf = ({ receipt }: NumberedReceipt): string =>
  [receipt.taxCode, receipt.formSign, receipt.receiptSign, receipt.year].join('#');
