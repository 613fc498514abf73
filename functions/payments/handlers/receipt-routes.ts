import * as z from 'zod';
import { namedInLog } from '../../../shared/kernel/callers.ts';
import { AgencyCode, madeId } from '../../../shared/kernel/ids.ts';
import { DateFromCaller } from '../../../shared/kernel/time.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { keptCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { moneyApiContract } from '../contract.ts';
import { fileNameOf, type Receipt } from '../domain/receipts.ts';
import type { PaymentLedger } from '../ports.ts';
import type { Erasures, ReceiptFiles, ReceiptNumbers } from '../receipt-ports.ts';
import { listDaysReceipts, listPaymentReceipts } from '../usecases/list-receipts.ts';
import { receiptTable, receiptView } from '../usecases/receipt-view.ts';

/** What the routes need of their surroundings. */
export interface ReceiptRoutePorts {
  readonly ledger: PaymentLedger;
  readonly numbers: ReceiptNumbers;
  readonly receiptFiles: ReceiptFiles;
  readonly erasures: Erasures;
}

type Routes = Pick<RouteHandlers<(typeof moneyApiContract)['routes']>, 'readReceipts' | 'listReceipts'>;

const DayQuery = z.object({ agency: AgencyCode.optional(), date: DateFromCaller });

/** The receipts of a fee, and the day's table for the tax office. */
export const receiptRoutes = (ports: ReceiptRoutePorts): Routes => {
  const shown = async (receipt: Receipt) => {
    const { sealed } = receipt;
    return receiptView(receipt, sealed && (await ports.receiptFiles.downloadUrl(sealed, fileNameOf(receipt))));
  };
  return {
    readReceipts: taking([keptCode('paymentId', madeId('pay'))], async (request, answer, paymentId) => {
      const { caller, requestId } = request;
      const read = await listPaymentReceipts(ports)(paymentId, caller);
      if (!read.ok) return answer(read);
      logEvent('payment_read', { requestId, ...namedInLog(caller), aggregate: paymentId });
      return { status: 200, json: { items: await Promise.all(read.value.map(shown)) } };
    }),
    listReceipts: taking([queryOf(DayQuery)], async ({ caller, requestId }, answer, { agency: agencyCode, date }) => {
      const listed = await listDaysReceipts(ports)({ caller, date, agencyCode });
      if (!listed.ok) return answer(listed);
      logEvent('receipts_listed', { requestId, ...namedInLog(caller), count: listed.value.length });
      const headers = { 'Content-Type': 'text/csv; charset=utf-8; header=present' };
      return { status: 200, text: receiptTable(listed.value), headers };
    }),
  };
};
