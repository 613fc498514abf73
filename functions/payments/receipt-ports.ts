import type { AgencyCode, DossierCode, PaymentId } from '../../shared/kernel/ids.ts';
import type { FactOf } from './domain/facts.ts';

/** What the receipts of an agency are numbered under. */
export interface ReceiptSigns {
  readonly taxCode: string;
  readonly formSign: string;
  readonly receiptSign: string;
}

/** How agencies make receipts. */
export interface ReceiptRules {
  /** The signs of the agency, else of the nearest above it that has some; undefined where it makes no receipts. */
  of(agencyCode: AgencyCode): Promise<ReceiptSigns | undefined>;
}

/** A receipt with the payment that it belongs to, as the day's table has it. */
export interface NumberedReceipt {
  readonly paymentId: PaymentId;
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly receipt: FactOf<'receipt'>;
}

/** The runs of receipts' numbers, one for each tax code, form sign, receipt sign and year of Viet Nam. */
export interface ReceiptNumbers {
  /**
   * Gives a receipt the next number of its run: from 1, none left out and none given twice, however many ask at once and wherever they
   * die. Asked again for the same receipt it answers what was numbered. Throws where a run is full.
   */
  number(
    receipt: Omit<NumberedReceipt, 'receipt'> & {
      readonly receipt: Omit<FactOf<'receipt'>, 'number' | 'year' | 'issuedAt'>;
    },
  ): Promise<NumberedReceipt>;
  /** The receipts made on a day of Viet Nam (`YYYY-MM-DD`) for an agency and those under it, or for all; by agency and time. A moment behind. */
  ofDay(date: string, agencyCode: AgencyCode | undefined): Promise<readonly NumberedReceipt[]>;
}

/** The files of sealed receipts. */
export interface ReceiptFiles {
  /** An address that gives exactly this version as a download under the name, for at most 300 s. */
  downloadUrl(
    file: { readonly objectKey: string; readonly objectVersionId: string },
    fileName: string,
  ): Promise<string>;
}

/** Whose personal data were erased. */
export interface Erasures {
  /** Whether a dossier's were; strongly consistent. */
  isErased(dossierCode: DossierCode): Promise<boolean>;
}
