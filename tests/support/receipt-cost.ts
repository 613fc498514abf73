import { paymentBooks } from '../../functions/payments/adapters/books.ts';
import { ledgerPayments } from '../../functions/payments/adapters/ledger-payments.ts';
import { ledgerReceipts } from '../../functions/results/adapters/ledger-receipts.ts';
import { receiptBook } from '../../functions/results/domain/receipt-book.ts';
import { drawReceipt } from '../../functions/results/domain/receipt-paper.ts';
import type { ReceiptFiles } from '../../functions/results/ports.ts';
import { sealReceipt } from '../../functions/results/usecases/seal-receipt.ts';
import type { EventOf } from '../../shared/kernel/events.ts';
import type { Announcement } from '../../shared/kernel/milestones.ts';
import type { FoldedBook } from '../../shared/platform/ledger/aggregate.ts';
import { ledgerOver } from '../../shared/platform/ledger/ledger.ts';
import { consumeStream } from '../../shared/platform/stream-handler.ts';
import { type Meter, metered, newMeter } from './chain/meter.ts';
import type { MemoryTable } from './memory-table.ts';
import { panelFonts } from './pades/images.ts';
import { imagesOf, must, noticeFields, readyHouse, signedNotice } from './payments.ts';
import { receiptMaker } from './receipts.ts';
import { NOON, resultsHouse } from './results-house.ts';

const by = { recordedBy: 'system', requestId: 'r' };

/** Works a table's stream off from a change on, and gives what was told. */
const folded = async (capability: string, table: MemoryTable, from: number, books: readonly FoldedBook[]) => {
  const told: Announcement[] = [];
  const bus = { publish: async (_: string, milestones: readonly Announcement[]) => void told.push(...milestones) };
  for (let at = from; at < table.changes.length; at += 1) {
    const records = table.changes.slice(at, at + 1).map(imagesOf);
    await consumeStream(records, { capability, books, bus, refoldQueue: { async send() {} } });
  }
  return told;
};

const unitsOf = (lines: Meter['writes']): number => [...lines.values()].reduce((sum, { units }) => sum + units, 0);

/** What the receipt of one fee that is paid takes of the tables, from the hearing of it to the head that has its sealed file. */
export const costOfOneReceipt = async () => {
  const meter = newMeter();
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  const { paymentId } = payment;
  await house.told(signedNotice(noticeFields(attempt)));
  await house.settle();
  const now = () => house.clock.now;
  const table = metered('payments', house.table, meter);
  const receipts = receiptMaker({ ...house, table, ledger: ledgerPayments(table, now) });
  let from = house.table.changes.length;
  must(await receipts.ofPayment(paymentId, by));
  const [made] = await folded('payments', house.table, from, paymentBooks(table, now));

  const rooms = resultsHouse();
  const results = metered('results', rooms.table, meter);
  const receiptFiles: ReceiptFiles = {
    keyOf: (receiptId) => `receipts/${receiptId}.pdf`,
    store: async () => ({ objectVersionId: 'v1' }),
    stored: async () => undefined,
  };
  const seal = sealReceipt({
    ...rooms.ports,
    ...{ receiptFiles, receipts: ledgerReceipts(results, () => NOON) },
    draw: (paper) => drawReceipt(panelFonts, paper),
    publicOrigin: 'https://motcua.example.vn',
  });
  must(await seal(made as unknown as EventOf<'receipt.made'>, NOON, by));
  const [sealed] = await folded('results', rooms.table, 0, [ledgerOver(receiptBook, results, () => NOON)]);
  from = house.table.changes.length;
  const { receiptId, sha256, objectKey, objectVersionId } = (sealed as unknown as EventOf<'receipt.sealed'>).data;
  must(await receipts.sealed(paymentId, { receiptId, sha256, objectKey, objectVersionId }, by));
  await folded('payments', house.table, from, paymentBooks(table, now));
  return { writeUnits: unitsOf(meter.writes), readUnits: unitsOf(meter.reads), meter };
};
