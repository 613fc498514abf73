import * as z from 'zod';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant, InstantMs } from '../../../../shared/kernel/time.ts';
import { memosIn } from '../../domain/memo.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal } from '../../ports.ts';
import { statusOf } from '../status-answer.ts';
import { isAuthentic, type Keys } from './signature.ts';

/** SePay's number of a transaction, the same in a webhook and in a list. */
export const TransactionId = z
  .union([z.int().nonnegative(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^[A-Za-z0-9._-]{1,100}$/));

/** A moment as SePay writes it, in Vietnamese time. */
export const Moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((text): Instant => Date.parse(`${text.replace(' ', 'T')}+07:00`))
  .pipe(InstantMs);

const Notice = z.object({
  id: TransactionId,
  accountNumber: z.string(),
  /** A virtual account of the account. */
  subAccount: z.string().nullish(),
  /** What SePay takes for the payment code, by a rule that the merchant may set. */
  code: z.string().nullish(),
  content: z.string().nullish(),
  transferType: z.enum(['in', 'out']),
  transferAmount: z.int().positive(),
  transactionDate: Moment.optional().catch(undefined),
});

/** A transfer that has come to the account. */
export interface Transfer {
  readonly id: string;
  readonly amountVnd: number;
  readonly occurredAt: Instant | undefined;
  /** What the payer wrote, and what SePay takes for the payment code in it: in either its memo may stand. */
  readonly content: string | null | undefined;
  readonly code: string | null | undefined;
}

/** What a transfer says, whether it was told or asked for: of its order where its texts name one, and one only. */
export function callbackOf({ id, amountVnd, content, code, occurredAt }: Transfer): Callback {
  const [memo, ...others] = new Set([content, code].flatMap((text) => memosIn(text ?? '')));
  const reference = others.length === 0 ? memo : undefined;
  const said = { reference, content: content ?? undefined, ...(occurredAt === undefined ? {} : { occurredAt }) };
  return { ...said, providerTransactionId: id, outcome: 'paid', code: 'in', amountVnd, currency: 'VND' };
}

/** What the body of a message of SePay says; undefined where it is no JSON. */
export const jsonIn = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};

/** What a webhook says: a transfer that has come to the merchant's account; nothing where money left it. */
export function readNotice(
  keys: Keys & { readonly accountNumber: string },
  message: ProviderMessage,
): Result<readonly Callback[], Refusal> {
  if (!isAuthentic(message, keys)) return fail('bad_signature');
  const notice = Notice.safeParse(jsonIn(message.body));
  if (!notice.success) return fail('malformed');
  const { id, accountNumber, subAccount, code, content, transferType, transferAmount: amountVnd } = notice.data;
  const { transactionDate: occurredAt } = notice.data;
  if (![accountNumber, subAccount].includes(keys.accountNumber)) return fail('wrong_merchant');
  return ok(transferType === 'in' ? [callbackOf({ id, amountVnd, content, code, occurredAt })] : []);
}

/** SePay reads the status and `success`: 2xx with true ends it, for money without an order too, since that is kept for a person. */
export const answerNotice: PaymentProvider['answer'] = (verdict) => {
  const status = statusOf(verdict);
  return { status, json: { success: status === 200 } };
};
