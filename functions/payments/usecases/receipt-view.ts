import { sortable, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Receipt } from '../domain/receipts.ts';
import type { NumberedReceipt } from '../receipt-ports.ts';

/** A receipt as the wire shows it; its file has an address once it is sealed. */
export const receiptView = (receipt: Receipt, downloadUrl: string | undefined) => ({
  receiptId: receipt.receiptId,
  number: receipt.number,
  formSign: receipt.formSign,
  receiptSign: receipt.receiptSign,
  kind: receipt.receiptKind,
  ...(receipt.creditsReceiptId ? { creditsReceiptId: receipt.creditsReceiptId } : {}),
  amountVnd: receipt.amountVnd,
  issuedAt: toOffsetDateTime(receipt.issuedAt),
  ...(receipt.sealed ? { sha256: receipt.sealed.sha256, downloadUrl } : {}),
});

const columns = [
  'tax_code',
  'form_sign',
  'receipt_sign',
  'number',
  'kind',
  'agency_code',
  'dossier_code',
  'amount_vnd',
  'issued_at',
  'receipt_id',
  'credits_receipt_id',
] as const;

/** A field of CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
const csvField = (value: string): string => {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

const lineOf = ({ receipt, agencyCode, dossierCode }: NumberedReceipt): readonly string[] => [
  receipt.taxCode,
  receipt.formSign,
  receipt.receiptSign,
  sortable(receipt.number, 8),
  receipt.receiptKind,
  agencyCode,
  dossierCode,
  String(receipt.amountVnd),
  toOffsetDateTime(receipt.issuedAt),
  receipt.receiptId,
  receipt.creditsReceiptId ?? '',
];

/** A day's receipts as CSV, for the tax office: one line each after the header, lines end with CR LF. */
export const receiptTable = (receipts: readonly NumberedReceipt[]): string =>
  [columns, ...receipts.map(lineOf)].map((line) => `${line.map(csvField).join(',')}\r\n`).join('');
