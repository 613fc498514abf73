import { createHash, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { utf8Text } from '../../../../shared/kernel/characters.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal } from '../../ports.ts';
import { momentOfText, movedAt } from '../moments.ts';
import { statusOf } from '../status-answer.ts';
import { openSigned, parseExactly } from './signature.ts';

/** payOS's code of success. */
export const SUCCESS = '00';

/** What a bank calls a transfer. One that no key may hold is told by its SHA-256. */
const BankReference = z
  .string()
  .min(1)
  .transform((text) => (/^[A-Za-z0-9._-]{1,100}$/.test(text) ? text : createHash('sha256').update(text).digest('hex')));

/** A transfer that has come for an order. */
export const Transfer = z.object({
  reference: BankReference,
  amount: z.int().positive(),
  transactionDateTime: z.unknown().optional().transform(momentOfText),
});

/** A transfer that has come for an order. */
export type Transfer = z.infer<typeof Transfer>;

const Notice = z.object({
  ...Transfer.shape,
  orderCode: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** What a transfer says, whether it was told or asked for. */
export const callbackOf = (
  orderCode: number,
  { reference, amount, transactionDateTime }: Transfer,
  currency = 'VND',
): Callback => ({
  ...movedAt(transactionDateTime),
  reference: String(orderCode),
  providerTransactionId: reference,
  outcome: 'paid',
  code: SUCCESS,
  amountVnd: amount,
  currency,
});

/** The sample that payOS sends when a webhook is registered. It never had money; our orders have 16 digits. */
const isSample = ({ orderCode, description }: Readonly<Record<string, unknown>>): boolean =>
  orderCode === 123 && (description === 'VQRIO123' || description === 'Ma giao dich thu nghiem');

/**
 * What a notice says, once its signature is found to be this terminal's: a transfer that has come. The sample of a registration, and a
 * notice of anything but success, say nothing.
 */
export function readNotice(key: KeyObject, { body }: ProviderMessage): Result<readonly Callback[], Refusal> {
  const data = openSigned(key, parseExactly(utf8Text(body)));
  if (!data) return fail('bad_signature');
  if (typeof data.code !== 'string') return fail('malformed');
  if (data.code !== SUCCESS || isSample(data)) return ok([]);
  const notice = Notice.safeParse(data);
  if (!notice.success) return fail('malformed');
  return ok([callbackOf(notice.data.orderCode, notice.data, notice.data.currency)]);
}

/** payOS reads the status: 2xx ends it, for orders that are not ours too, since it registers a webhook by such a one. */
export const answerNotice: PaymentProvider['answer'] = (verdict) => {
  const status = statusOf(verdict);
  return { status, json: { success: status === 200 } };
};
