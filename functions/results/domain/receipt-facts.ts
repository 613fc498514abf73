import * as z from 'zod';
import type { FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, type DossierCode, named, type PaymentId } from '../../../shared/kernel/ids.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { Sha256 } from './facts.ts';

/** A receipt or a credit note is to be drawn and sealed, as payments announced it. Natural key: the receipt. */
const ReceiptOrdered = () =>
  z.object({
    kind: z.literal('receipt_ordered'),
    dossierCode: named<DossierCode>(z.string()),
    agencyCode: named<AgencyCode>(z.string()),
    paymentId: named<PaymentId>(z.string()),
    receiptKind: oneOf(['receipt', 'credit_note']),
    formSign: z.string(),
    receiptSign: z.string(),
    number: z.int().positive(),
    amountVnd: AmountVnd,
    issuedAt: InstantMs,
    /** As a result's: printed as a QR code, it finds the receipt and nothing else. */
    verificationCode: z.string().regex(/^[0-9a-z]{16,64}$/),
  });

/** The sealed file of a receipt is stored. Natural key: the receipt; the first that was stored stands. */
const ReceiptFiled = () =>
  z.object({
    kind: z.literal('receipt_filed'),
    level: z.string().regex(/^B-[A-Z]{1,3}$/),
    sha256: Sha256,
    bytes: z.int().positive(),
    objectKey: z.string().min(1).max(300),
    objectVersionId: z.string().max(200),
    filedAt: InstantMs,
  });

/** Everything that the register can know of a receipt. */
export const receiptFacts = factsByKind({ receipt_ordered: ReceiptOrdered, receipt_filed: ReceiptFiled });

/** Everything that the register can know of a receipt. */
export type ReceiptFact = FactIn<typeof receiptFacts>;

/** The fact of one kind. */
export type ReceiptFactOf<K extends ReceiptFact['kind']> = Extract<ReceiptFact, { kind: K }>;
