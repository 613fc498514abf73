import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { type Caller, partIn, refusalOf as refusalToCaller } from '../../../shared/kernel/callers.ts';
import type { DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { AmountVnd, sumVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { type Instant, OffsetDateTime } from '../../../shared/kernel/time.ts';
import { Exemption, FeeItem } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import type { Dossiers, PaymentLedger, Places } from '../ports.ts';

/** A fee's items must leave room in a fact of 8 KB. */
const MAX_ITEMS_BYTES = 6000;

const totalOf = (items: readonly { readonly amountVnd: number }[]): number =>
  sumVnd(items.map(({ amountVnd }) => amountVnd));

const fits = (items: readonly unknown[]): boolean =>
  new TextEncoder().encode(JSON.stringify(items)).length <= MAX_ITEMS_BYTES;

/** Checks of the whole come after those of its parts, so that a caller is told of one fault once. */
const whole = (message: string) => ({
  message,
  when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0,
});

/** An item as the back office asks for it: a full amount above what is taken and the exemption that makes it less need each other. */
const ItemInput = FeeItem.extend({
  code: Line(64),
  name: Line(300),
  exemption: Exemption.extend({ legalBasis: Line(300) })
    .strict()
    .optional(),
})
  .strict()
  .refine(({ fullAmountVnd, exemption }) => fullAmountVnd === undefined || exemption, {
    path: ['exemption'],
    message: 'expected beside fullAmountVnd',
  })
  .refine(({ fullAmountVnd, exemption }) => fullAmountVnd !== undefined || !exemption, {
    path: ['fullAmountVnd'],
    message: 'expected beside exemption',
  })
  .refine(({ amountVnd, fullAmountVnd = Number.POSITIVE_INFINITY }) => fullAmountVnd > amountVnd, {
    path: ['fullAmountVnd'],
    message: 'expected more than amountVnd',
  });

/** A fee as the back office asks for it; one of 0 is paid when it is opened. */
export const FeeInput = z.strictObject({
  items: z
    .array(ItemInput)
    .min(1)
    .max(50)
    .refine((items) => AmountVnd.safeParse(totalOf(items)).success, whole('the amounts come to too much'))
    .refine(fits, whole(`expected at most ${MAX_ITEMS_BYTES} bytes in all`)),
  expiresAt: OffsetDateTime.optional(),
  blocksProcessing: z.boolean().default(true),
});

/** A fee may be opened while the dossier is submitted, accepted, in processing, or waits for a supplement or a payment. */
const OPEN_STATUSES: readonly number[] = [1, 2, 4, 5, 6];

const FEES = 'FEES';

/** Where the fees of a dossier have their places, each before it is opened. */
export const feesOf = (dossierCode: DossierCode): string => `${FEES}#${dossierCode}`;

/** So many fees are opened for one dossier, whatever became of them: it hears two things of each, and must stay far below what one aggregate may hold. */
export const MAX_FEES = 30;

/** A request to open a fee. `paymentId` is made from the caller's idempotency key, so that a repeat finds the first. */
export interface OpenPayment {
  readonly paymentId: PaymentId;
  readonly dossierCode: DossierCode;
  readonly fee: z.output<typeof FeeInput>;
  readonly caller: Caller;
  readonly now: Instant;
  readonly by: RecordedBy;
}

function refusalOf(status: number, { fee, now }: OpenPayment): Result<never> | undefined {
  if (!OPEN_STATUSES.includes(status))
    return fail({ kind: 'not_allowed_now', detail: `a fee cannot be opened at status ${status}` });
  if (fee.expiresAt !== undefined && fee.expiresAt <= now)
    return fail({ kind: 'invalid_input', fields: [{ path: 'expiresAt', message: 'expected a moment to come' }] });
  return undefined;
}

async function fullFor(places: Places, { dossierCode, paymentId }: OpenPayment): Promise<Result<never> | undefined> {
  if (await places.take(feesOf(dossierCode), paymentId, MAX_FEES)) return undefined;
  return fail({ kind: 'not_allowed_now', detail: `${MAX_FEES} fees were opened for this dossier` });
}

/** What opening a fee needs of its surroundings. */
export interface OpenPaymentPorts {
  readonly ledger: PaymentLedger;
  readonly dossiers: Dossiers;
  readonly places: Places;
}

/**
 * Opens a fee for a dossier, once: a repeat answers the payment as it is now, another body under the same key is a conflict. A dossier has
 * at most `MAX_FEES`.
 */
export const openPayment =
  ({ ledger, dossiers, places }: OpenPaymentPorts) =>
  async (request: OpenPayment): Promise<Result<Payment>> => {
    const { paymentId, dossierCode, fee, caller, by } = request;
    const [dossier, status] = await Promise.all([dossiers.read(dossierCode), dossiers.status(dossierCode)]);
    if (!dossier) return fail({ kind: 'not_found', what: 'dossier' });
    const forbidden = refusalToCaller(partIn(caller, dossier), 'decide', 'dossier');
    if (forbidden) return fail(forbidden);
    const refusal = refusalOf(status, request) ?? (await fullFor(places, request));
    // What was opened while it was allowed is still answered.
    if (refusal && !(await ledger.payment(paymentId))) return refusal;
    const { agencyCode, receivingAgencyCode } = dossier;
    const fact = { kind: 'opened' as const, dossierCode, agencyCode, receivingAgencyCode, ...fee };
    if ((await ledger.record(paymentId, fact, by)) === 'conflict') return fail({ kind: 'conflict', key: paymentId });
    // Whoever hears of an erasure finds the fees that were opened by then.
    if (dossier.applicant === undefined) await ledger.erase(paymentId, by);
    const payment = await ledger.payment(paymentId);
    return payment ? ok(payment) : fail({ kind: 'not_found', what: 'payment' });
  };
