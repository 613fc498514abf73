import * as z from 'zod';
import { utf8Text } from '../../../../shared/kernel/characters.ts';
import { AmountVnd } from '../../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { exactJson } from '../../../../shared/platform/exact-json.ts';
import { Reference } from '../../domain/names.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal, Verdict } from '../../ports.ts';
import { momentOfMs, movedAt } from '../moments.ts';
import { type Account, isMac } from './signature.ts';

/** A name or a number: of some things one in some of ZaloPay's documents, the other in others. */
const Name = z.union([z.int().nonnegative(), z.string()]);

const TRANSACTION = /^(?!0+$)[A-Za-z0-9._-]{1,64}$/;

/** ZaloPay's number of a transaction; zero is none. */
export const TransactionId = Name.transform(String).pipe(z.string().regex(TRANSACTION));

/** Money that came for an order, as a notice and an answer to a query tell it alike. */
export const paidCallback = (
  reference: string,
  providerTransactionId: string,
  amountVnd: AmountVnd,
  serverTime: unknown,
): Callback => ({
  ...movedAt(momentOfMs(serverTime)),
  reference,
  providerTransactionId,
  outcome: 'paid',
  code: '1',
  amountVnd,
  currency: 'VND',
});

/** A callback as it is posted; undefined where it is none. What is signed is `data` alone, as the text that it is. */
function postedIn(body: Uint8Array): { readonly data: string; readonly mac: string } | undefined {
  const posted = exactJson(utf8Text(body) ?? '');
  if (typeof posted !== 'object' || posted === null) return undefined;
  const { data, mac } = posted as { readonly data?: unknown; readonly mac?: unknown };
  return typeof data === 'string' && data.isWellFormed() && typeof mac === 'string' ? { data, mac } : undefined;
}

/** A payment; sent only once the payer's money is taken. The amount is the order's: ZaloPay bears a `discount_amount`. */
const Paid = z.object({
  app_id: Name,
  app_trans_id: Reference,
  amount: AmountVnd,
  zp_trans_id: Name,
  server_time: z.unknown().optional(),
});

/** An agreement to be charged later (`type` 2 of the envelope, which is not signed), known by what only it has. */
const Agreement = z.object({ app_id: Name, binding_id: z.string(), zp_trans_id: z.undefined().optional() });

/** What a callback says, once its `mac` is found to be this application's, over `data` exactly as it came. */
export function readNotice({ appId, key2 }: Account, { body }: ProviderMessage): Result<readonly Callback[], Refusal> {
  const posted = postedIn(body);
  if (!posted || !isMac(key2, posted.data, posted.mac)) return fail('bad_signature');
  const data = exactJson(posted.data);
  const paid = Paid.safeParse(data);
  const told = paid.success ? paid : Agreement.safeParse(data);
  if (!told.success) return fail('malformed');
  if (String(told.data.app_id) !== appId) return fail('wrong_merchant');
  if (!paid.success) return ok([]);
  const { app_trans_id, zp_trans_id, amount, server_time } = paid.data;
  const transaction = String(zp_trans_id);
  return TRANSACTION.test(transaction)
    ? ok([paidCallback(app_trans_id, transaction, amount, server_time)])
    : fail('malformed');
}

/** What the checksum of a return covers, in its order. */
const RETURNED = ['appid', 'apptransid', 'pmcid', 'bankcode', 'amount', 'discountamount', 'status'] as const;

const Returned = z.object({ appid: z.string(), apptransid: Reference, status: z.string().regex(/^-?\d{1,9}$/) });

/** A parameter that is there once, and unbroken. `|` would let the same checksum cover other fields. */
const single = (values: readonly string[] = []): string | undefined =>
  values.length === 1 && values[0]?.isWellFormed() && !/[|\ufffd]/.test(values[0]) ? values[0] : undefined;

/** 1 is paid; other positive codes are steps on the way, of which the result is still to come; 2 and negative ones are failures. */
function outcomeOf(status: number): Callback['outcome'] {
  if (status === 1) return 'paid';
  return status > 2 ? 'suspected' : 'failed';
}

/** What a payer's browser brings back, once its `checksum` is found to be this application's. Other parameters are ignored. */
export function readReturn(
  { appId, key2 }: Account,
  { query }: ProviderMessage,
): Result<Pick<Callback, 'reference' | 'outcome'>, Refusal> {
  const fields = Object.fromEntries(RETURNED.map((name) => [name, single(query[name])]));
  const values = Object.values(fields);
  const checksum = single(query.checksum);
  if (values.includes(undefined) || checksum === undefined) return fail('bad_signature');
  if (!isMac(key2, values.join('|'), checksum)) return fail('bad_signature');
  const returned = Returned.safeParse(fields);
  if (!returned.success) return fail('malformed');
  const { appid, apptransid: reference, status } = returned.data;
  return appid === appId ? ok({ reference, outcome: outcomeOf(Number(status)) }) : fail('wrong_merchant');
}

const words = {
  recorded: { return_code: 1, return_message: 'success' },
  repeated: { return_code: 2, return_message: 'order already confirmed' },
  mismatch: { return_code: 2, return_message: 'invalid amount' },
  unknown_reference: { return_code: 2, return_message: 'order not found' },
  malformed: { return_code: 2, return_message: 'malformed data' },
  bad_signature: { return_code: -1, return_message: 'mac not equal' },
  unknown_merchant: { return_code: 0, return_message: 'merchant not found' },
  our_fault: { return_code: 0, return_message: 'try again' },
} satisfies Record<Verdict, { return_code: number; return_message: string }>;

/** ZaloPay reads the code in the body of a 200 and comes again, three times at most, after 0 alone. */
export const answerNotice: PaymentProvider['answer'] = (verdict) => ({ status: 200, json: words[verdict] });
