import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { utf8Text } from '../../../../shared/kernel/characters.ts';
import { AmountVnd } from '../../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { Reference } from '../../domain/names.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal, Terminal, Verdict } from '../../ports.ts';
import { type Fields, fieldsOf, isSigned, type Parameter } from './signature.ts';

/** A merchant as OnePay knows it. */
export interface Shop {
  readonly merchantId: string;
  readonly key: KeyObject;
}

/** The signed fields that decide. The code is a text: `F` and `0` are as different as failed and paid. */
const Decisive = z.object({
  vpc_Merchant: z.string(),
  vpc_MerchTxnRef: Reference,
  vpc_TxnResponseCode: z.string().regex(/^[0-9A-Za-z]{1,8}$/),
  vpc_Command: z.string().default('pay'),
});

/** The transaction: its number is a number or a name (`PAY-cM95nfJWT2-77ME7Q8DiCQ`), its amount is x 100, its currency is often left out. */
const Transaction = z.object({
  vpc_TransactionNo: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .default('0'),
  vpc_Amount: z
    .string()
    .regex(/^\d{1,14}$/)
    .transform((text) => Number(text) / 100)
    .pipe(AmountVnd),
  vpc_CurrencyCode: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('VND'),
});

/** Where an order stands: undefined while nothing is decided. */
export interface Standing {
  readonly merchantId: string;
  readonly reference: string;
  readonly command: string;
  readonly code: string;
  readonly outcome: 'paid' | 'failed' | undefined;
}

/** Paid is 0 alone. Under way (100) and waiting for the bank (300) prove nothing; every other code is a payment that failed. */
function outcomeOf(code: string): Standing['outcome'] {
  if (code === '0') return 'paid';
  return code === '100' || code === '300' ? undefined : 'failed';
}

const said = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

/** Where believed fields say that an order stands, those of a notice or of the answer to a query; undefined where they do not. */
export function standingIn(fields: Fields): Standing | undefined {
  const parsed = Decisive.safeParse(said(fields));
  if (!parsed.success) return undefined;
  const { vpc_Merchant: merchantId, vpc_MerchTxnRef: reference, vpc_TxnResponseCode: code } = parsed.data;
  return { merchantId, reference, command: parsed.data.vpc_Command, code, outcome: outcomeOf(code) };
}

/** What believed fields say of money; undefined where they do not, as where money has no number. */
export function callbackIn(fields: Fields, { reference, code, outcome }: Standing): Callback | undefined {
  const parsed = Transaction.safeParse(said(fields));
  if (!parsed.success || outcome === undefined) return undefined;
  const { vpc_TransactionNo: providerTransactionId, vpc_Amount: amountVnd, vpc_CurrencyCode: currency } = parsed.data;
  if (outcome === 'paid' && providerTransactionId === '0') return undefined;
  return { reference, providerTransactionId, outcome, code, amountVnd, currency };
}

/** The parameters of a query and of a posted form, which OnePay may use either of. */
function* parametersOf({ query, body }: ProviderMessage): Iterable<Parameter> {
  for (const [name, values] of Object.entries(query)) for (const value of values) yield [name, value];
  yield* new URLSearchParams(utf8Text(body) ?? '');
}

/** The fields of a message, once its `vpc_SecureHash` is found to be this merchant's. Parameters that no hash covers are ignored. */
function readFields(
  { merchantId, key }: Shop,
  message: ProviderMessage,
): Result<{ readonly fields: Fields; readonly standing: Standing }, Refusal> {
  const fields = fieldsOf(parametersOf(message));
  if (!fields || !isSigned(key, fields)) return fail('bad_signature');
  const standing = standingIn(fields);
  if (!standing) return fail('malformed');
  return standing.merchantId === merchantId ? ok({ fields, standing }) : fail('wrong_merchant');
}

/** The notice of an IPN: none where nothing is decided yet, or where it is not about a payment (`vpc_Command` of a refund). */
export function readNotice(shop: Shop, message: ProviderMessage): Result<readonly Callback[], Refusal> {
  const read = readFields(shop, message);
  if (!read.ok) return read;
  const { fields, standing } = read.value;
  if (standing.command !== 'pay' || standing.outcome === undefined) return ok([]);
  const callback = callbackIn(fields, standing);
  return callback ? ok([callback]) : fail('malformed');
}

/** What a browser comes back from; a payment that is not decided yet, of which a notice would say nothing, is one to be asked about. */
export const readReturn =
  (shop: Shop): NonNullable<Terminal['back']> =>
  (message) => {
    const read = readFields(shop, message);
    if (!read.ok) return read;
    const { reference, outcome = 'suspected' } = read.value.standing;
    return ok({ reference, outcome });
  };

const CONFIRMED = { status: 200, text: 'responsecode=1&desc=confirm-success' };

const NOT_CONFIRMED = { status: 200, text: 'responsecode=0&desc=confirm-fail' };

const words = {
  recorded: CONFIRMED,
  repeated: CONFIRMED,
  // Both are kept for a person; the same again would bring nothing more.
  mismatch: CONFIRMED,
  unknown_reference: CONFIRMED,
  unknown_merchant: NOT_CONFIRMED,
  bad_signature: NOT_CONFIRMED,
  malformed: NOT_CONFIRMED,
  our_fault: { ...NOT_CONFIRMED, status: 503 },
} satisfies Record<Verdict, { status: number; text: string }>;

/** OnePay reads the text; `responsecode=1` of a 200 ends its three retries, which come 50 s apart. */
export const answerNotice: PaymentProvider['answer'] = (verdict) => words[verdict];
