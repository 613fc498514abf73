import { systemClock } from '../../../shared/platform/clock.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { cardErasures } from '../adapters/card-erasures.ts';
import { receiptNumbersIn } from '../adapters/receipt-numbers.ts';
import { s3ReceiptFiles } from '../adapters/s3-receipt-files.ts';
import type { ReceiptRoutePorts } from './receipt-routes.ts';

/** What showing receipts takes from the tables of payments and dossiers and from the results' bucket. */
export const receiptPorts = (
  payments: Table,
  dossiers: Table,
  resultsBucket: string,
): Omit<ReceiptRoutePorts, 'ledger'> => ({
  numbers: receiptNumbersIn(payments, systemClock),
  receiptFiles: s3ReceiptFiles(resultsBucket),
  erasures: cardErasures(dossiers),
});
