import { needed } from '../../../shared/kernel/events.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { directoryReceiptRules } from '../adapters/directory-receipt-rules.ts';
import { ledgerTransfers } from '../adapters/ledger-transfers.ts';
import { receiptIds } from '../adapters/pepper-receipt-ids.ts';
import { placesIn } from '../adapters/places.ts';
import { receiptNumbersIn } from '../adapters/receipt-numbers.ts';
import { paymentsEventHeardContract } from '../contract.ts';
import { forgetPayers } from '../usecases/forget-payer.ts';
import { makeReceipt } from '../usecases/make-receipt.ts';
import { tablePorts } from './wiring.ts';

const env = readEnv(paymentsEventHeardContract);
const table = openTables();
const payments = table(env.paymentsTable);
const forget = forgetPayers({
  ...tablePorts(payments),
  places: placesIn(payments),
  transferLedger: ledgerTransfers(payments, systemClock),
});
const receipts = makeReceipt({
  ...tablePorts(payments),
  numbers: receiptNumbersIn(payments, systemClock),
  rules: directoryReceiptRules(table(env.installationTable), systemClock),
  receiptId: receiptIds(pepperReader(secretsManagerReader(systemClock), env.pepper)),
});

/** Fees that were paid and refunds that were done, of which receipts and credit notes are made, receipts that were sealed, and erasures. */
export const handler = eventQueueHandler(async ({ event, withdrawn }, requestId) => {
  const by = { recordedBy: 'system', requestId };
  if (withdrawn) return ok('withdrawn');
  if (event.type === 'dossier.personal_data_erased') {
    await forget(event.data.dossierCode, by);
    return ok('erased');
  }
  if (event.type === 'payment.paid' || event.type === 'payment.refunded')
    return receipts.ofPayment(event.data.paymentId, by);
  if (event.type !== 'receipt.sealed') return ok('not heard');
  const { receiptId, sha256, objectKey, objectVersionId } = needed(
    event,
    ...(['receiptId', 'sha256', 'objectKey', 'objectVersionId'] as const),
  );
  return receipts.sealed(event.data.paymentId, { receiptId, sha256, objectKey, objectVersionId }, by);
});
