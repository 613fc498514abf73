import * as z from 'zod';
import { utf8Text } from '../../../../shared/kernel/characters.ts';
import { AmountVnd } from '../../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { exactJson } from '../../../../shared/platform/exact-json.ts';
import { Reference } from '../../domain/names.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal, Verdict } from '../../ports.ts';
import { momentOfMs, movedAt } from '../moments.ts';
import { type Account, covered, isSigned, textOf, type Values } from './signature.ts';

/**
 * What MoMo's result codes prove (developers.momo.vn/v3/docs/payment/api/result-handling/resultcode). 9000 is an authorisation, which
 * is the payment where nothing is captured later. Those that failed are final and of payments; every other one (10, 11, 99, what MoMo
 * adds one day) proves neither that money came nor that it did not.
 */
const paid = new Set(['0', '9000']);
const pending = new Set(['1000', '7000', '7002', '8000']);
const failed = new Set([
  ...['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1017', '1026'],
  ...['4001', '4002', '4100'],
]);

/** How an order stands by a result code. */
export const standingOf = (resultCode: string): 'paid' | 'failed' | 'pending' | 'unproven' => {
  if (paid.has(resultCode)) return 'paid';
  if (failed.has(resultCode)) return 'failed';
  return pending.has(resultCode) ? 'pending' : 'unproven';
};

/** The number of a payment, which money always has; of what brought none it is 0 or missing. */
const TRANSACTION = /^[1-9]\d{0,39}$/;

const Notice = z.object({
  partnerCode: z.string(),
  orderId: Reference,
  amount: z.string().regex(/^\d{1,15}$/),
  resultCode: z.string().regex(/^\d{1,9}$/),
  transId: z.string(),
  /** When MoMo told that the order was paid; it answers a question with the moment of the answer. */
  responseTime: z.string().transform(momentOfMs),
});

/** What signed fields say of an order. MoMo signs a notice and a return by the same formula. */
const noticeIn = (account: Account, given: unknown): Result<z.output<typeof Notice>, Refusal> => {
  if (typeof given !== 'object' || given === null) return fail('bad_signature');
  const values = given as Values;
  const { signature } = values;
  if (typeof signature !== 'string' || !isSigned(account, covered.notice, values, signature))
    return fail('bad_signature');
  const notice = Notice.safeParse({
    partnerCode: textOf(values.partnerCode),
    orderId: textOf(values.orderId),
    amount: textOf(values.amount),
    resultCode: textOf(values.resultCode),
    transId: textOf(values.transId),
    responseTime: textOf(values.responseTime),
  });
  if (!notice.success) return fail('malformed');
  return notice.data.partnerCode === account.partnerCode ? ok(notice.data) : fail('wrong_merchant');
};

/** What MoMo says that is decided, in a notice or asked; undefined where it speaks of money without its number. */
export const callbackOf = (
  outcome: 'paid' | 'failed',
  said: { readonly resultCode: string; readonly transId?: string | null | undefined },
  order: Pick<Callback, 'reference' | 'amountVnd'>,
): Callback | undefined => {
  const isNumbered = TRANSACTION.test(said.transId ?? '');
  if (outcome === 'paid' && !isNumbered) return undefined;
  const providerTransactionId = isNumbered ? String(said.transId) : '0';
  const { reference, amountVnd } = order;
  return { reference, amountVnd, providerTransactionId, outcome, code: said.resultCode, currency: 'VND' };
};

/** What a notice (IPN) says, once it is found to be signed; nothing where its result is not decided. Other fields are ignored. */
export const readNotice =
  (account: Account) =>
  ({ body }: ProviderMessage): Result<readonly Callback[], Refusal> => {
    const notice = noticeIn(account, exactJson(utf8Text(body) ?? ''));
    if (!notice.ok) return notice;
    const { orderId: reference, amount, resultCode } = notice.value;
    const amountVnd = AmountVnd.safeParse(Number(amount)).data;
    if (amountVnd === undefined) return fail('malformed');
    const outcome = standingOf(resultCode);
    if (outcome === 'pending' || outcome === 'unproven') return ok([]);
    const callback = callbackOf(outcome, notice.value, { reference, amountVnd });
    const moved = movedAt(outcome === 'paid' ? notice.value.responseTime : undefined);
    return callback ? ok([{ ...callback, ...moved }]) : fail('malformed');
  };

/** Parameters by name; one that is repeated stays a list, which is no value that a signature can cover. */
const parametersOf = (query: ProviderMessage['query']): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.length === 1 ? values[0] : values]));

/** What the payer's browser brings back, once it is found to be signed; an order whose result is not decided is `suspected`: it waits. */
export const readReturn =
  (account: Account) =>
  ({ query }: ProviderMessage): Result<Pick<Callback, 'reference' | 'outcome'>, Refusal> => {
    const notice = noticeIn(account, parametersOf(query));
    if (!notice.ok) return notice;
    const standing = standingOf(notice.value.resultCode);
    const outcome = standing === 'paid' || standing === 'failed' ? standing : 'suspected';
    return ok({ reference: notice.value.orderId, outcome });
  };

/** MoMo reads the status alone: 204 ends a notice, also where trying again would change nothing. */
const statuses = {
  recorded: 204,
  repeated: 204,
  mismatch: 204,
  unknown_reference: 204,
  unknown_merchant: 404,
  bad_signature: 401,
  malformed: 400,
  our_fault: 503,
} satisfies Record<Verdict, number>;

/** A verdict as MoMo hears it. */
export const answerNotice: PaymentProvider['answer'] = (verdict) => ({ status: statuses[verdict] });
