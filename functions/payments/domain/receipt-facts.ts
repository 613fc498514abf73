import * as z from 'zod';
import { madeId, named, type ReceiptId } from '../../../shared/kernel/ids.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';

/** One line of a receipt: what was collected of an item of the fee; where an exemption made that less, what it was and the provision. */
const ReceiptItem = () =>
  z.object({
    code: z.string(),
    name: z.string(),
    kind: oneOf(['phi', 'le_phi']),
    amountVnd: AmountVnd,
    fullAmountVnd: AmountVnd.optional(),
    exemption: z.object({ kind: z.string(), legalBasis: z.string() }).optional(),
  });

/**
 * A receipt (biên lai) was made for money that was collected, or a credit note for money of it that was given back (Decree
 * 254/2026/NĐ-CP, articles 23 and 43). Natural key: its cause, `paid` or the refund. Its number is its own in the run of its tax code, signs and
 * year; none is left out and none is given twice.
 */
export const Receipted = () =>
  z.object({
    kind: z.literal('receipt'),
    receiptId: madeId('rct'),
    receiptKind: oneOf(['receipt', 'credit_note']),
    cause: z.string().regex(/^[a-z]{3,5}(_[0-9a-z]{26})?$/),
    /** The receipt that a credit note is about. */
    creditsReceiptId: madeId('rct').optional(),
    taxCode: z.string().min(1).max(20),
    formSign: z.string().min(1).max(20),
    receiptSign: z.string().min(1).max(20),
    /** The year of Viet Nam in which it was made. */
    year: z.int().positive(),
    /** At most 8 digits. */
    number: z.int().positive().max(99_999_999),
    amountVnd: AmountVnd,
    items: z.array(ReceiptItem()).readonly(),
    /** The transactions by which the money came, or went back, by the names that people know the providers by. */
    transactions: z.array(z.object({ providerName: z.string(), transactionId: z.string() })).readonly(),
    issuedAt: InstantMs,
  });

/** A receipt was drawn, sealed and stored. Natural key: the receipt; the first file stands. */
export const ReceiptSealed = () =>
  z.object({
    kind: z.literal('receipt_sealed'),
    receiptId: named<ReceiptId>(z.string()),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    objectKey: z.string().min(1).max(300),
    objectVersionId: z.string().max(200),
  });
