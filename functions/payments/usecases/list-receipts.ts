import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Receipt } from '../domain/receipts.ts';
import type { PaymentLedger } from '../ports.ts';
import type { NumberedReceipt, ReceiptNumbers } from '../receipt-ports.ts';
import { readPayment } from './read-payment.ts';

/** The receipts of a payment, in the order in which they were made. */
export const listPaymentReceipts =
  (ports: { readonly ledger: PaymentLedger }) =>
  async (paymentId: PaymentId, caller: Caller): Promise<Result<readonly Receipt[]>> => {
    const payment = await readPayment(ports)(paymentId, caller);
    return payment.ok ? ok(payment.value.receipts) : payment;
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
