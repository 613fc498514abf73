import type { Book } from '../../../shared/kernel/book.ts';
import type { ReceiptId } from '../../../shared/kernel/ids.ts';
import { type ReceiptFact, type ReceiptFactOf, receiptFacts } from './receipt-facts.ts';

/** A receipt as the register has it; without a file until that is sealed and stored. */
export interface RegisteredReceipt {
  readonly receiptId: ReceiptId;
  readonly ordered: Omit<ReceiptFactOf<'receipt_ordered'>, 'kind'>;
  readonly filed: Omit<ReceiptFactOf<'receipt_filed'>, 'kind'> | undefined;
}

const foldReceipt = (receiptId: ReceiptId, facts: readonly ReceiptFact[]): RegisteredReceipt | undefined => {
  const ordered = facts.find((fact) => fact.kind === 'receipt_ordered');
  const filed = facts.find((fact) => fact.kind === 'receipt_filed');
  return ordered && { receiptId, ordered, filed };
};

const milestonesOf = ({ receiptId, ordered, filed }: RegisteredReceipt) => {
  if (!filed) return [];
  const { dossierCode, agencyCode, paymentId } = ordered;
  const { sha256, objectKey, objectVersionId, filedAt: at } = filed;
  const data = { dossierCode, agencyCode, paymentId, receiptId, sha256, objectKey, objectVersionId };
  return [{ id: `receipt:${receiptId}:sealed`, type: 'receipt.sealed' as const, at, data }];
};

/** The book of sealed receipts in the results' table: `RCT#<receiptId>`. */
export const receiptBook: Book<ReceiptFact, RegisteredReceipt, ReceiptId> = {
  prefix: 'RCT',
  foldVersion: 1,
  facts: receiptFacts,
  key: ({ kind }) => (kind === 'receipt_ordered' ? 'FACT#ordered' : 'FACT#filed'),
  meaning: (fact) =>
    fact.kind === 'receipt_ordered'
      ? { kind: fact.kind, paymentId: fact.paymentId, number: fact.number }
      : { kind: fact.kind, objectKey: fact.objectKey, sha256: fact.sha256 },
  fold: (receiptId, recorded) =>
    foldReceipt(
      receiptId,
      recorded.map(({ fact }) => fact),
    ),
  project: (receipt) => ({
    document: { receiptId: receipt.receiptId, dossierCode: receipt.ordered.dossierCode },
    milestones: milestonesOf(receipt),
    entries: {},
  }),
};
