import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { AmountVnd } from '../../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { Reference } from '../../domain/facts.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal, Verdict } from '../../ports.ts';
import { type Fields, isSigned } from './signature.ts';

const Code = z.string().regex(/^[0-9A-Za-z]{2}$/);

/** The signed fields that decide: IPN and return page carry the same. The amount is VND x 100. */
const Notice = z.object({
  vnp_TmnCode: z.string(),
  vnp_TxnRef: Reference,
  vnp_Amount: z
    .string()
    .regex(/^\d{1,14}$/)
    .transform((text) => Number(text) / 100)
    .pipe(AmountVnd),
  vnp_ResponseCode: Code,
  vnp_TransactionStatus: Code,
  vnp_TransactionNo: z
    .string()
    .regex(/^\d{1,20}$/)
    .default('0'),
});

const NOT_SIGNED = new Set(['vnp_SecureHash', 'vnp_SecureHashType']);

/** The `vnp_` parameters, each once; undefined where one is repeated or broken, since no signature can cover that. */
function fieldsOf(query: ProviderMessage['query']): Record<string, string> | undefined {
  const own = Object.entries(query).filter(([name]) => name.startsWith('vnp_'));
  const intact = own.every(
    ([name, values]) =>
      values.length === 1 && [name, ...values].every((text) => text.isWellFormed() && !text.includes('\ufffd')),
  );
  return intact ? Object.fromEntries(own.map(([name, values]) => [name, values[0] as string])) : undefined;
}

/**
 * Paid only where both codes say so. 07 (taken, fraud suspected) and status 04 (debited at the bank, not successful at VNPAY)
 * are for a person; every other pair is no money.
 */
function outcomeOf(responseCode: string, transactionStatus: string): Callback['outcome'] {
  if (responseCode === '00' && transactionStatus === '00') return 'paid';
  if (responseCode === '07' || transactionStatus === '07' || transactionStatus === '04') return 'suspected';
  return 'failed';
}

/** What believed fields say, of a notice or of the answer to a query; undefined where they say nothing. */
export function callbackOf(fields: Fields): (Callback & { readonly tmnCode: string }) | undefined {
  const parsed = Notice.safeParse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')));
  if (!parsed.success) return undefined;
  const { vnp_ResponseCode, vnp_TransactionStatus, ...notice } = parsed.data;
  return {
    tmnCode: notice.vnp_TmnCode,
    reference: notice.vnp_TxnRef,
    providerTransactionId: notice.vnp_TransactionNo,
    outcome: outcomeOf(vnp_ResponseCode, vnp_TransactionStatus),
    code: `${vnp_ResponseCode}.${vnp_TransactionStatus}`,
    amountVnd: notice.vnp_Amount,
    currency: 'VND',
  };
}

/** What an IPN or a return says, once its `vnp_SecureHash` is found to be this terminal's. Other parameters are ignored. */
export function readNotice(
  terminal: { readonly tmnCode: string; readonly key: KeyObject },
  message: ProviderMessage,
): Result<readonly Callback[], Refusal> {
  const all = fieldsOf(message.query);
  if (!all) return fail('bad_signature');
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => !NOT_SIGNED.has(name)));
  if (!isSigned(terminal.key, fields, all.vnp_SecureHash ?? '')) return fail('bad_signature');
  const notice = callbackOf(fields);
  if (!notice) return fail('malformed');
  const { tmnCode, ...callback } = notice;
  return tmnCode === terminal.tmnCode ? ok([callback]) : fail('wrong_merchant');
}

const words = {
  recorded: { RspCode: '00', Message: 'Confirm Success' },
  repeated: { RspCode: '02', Message: 'Order already confirmed' },
  unknown_reference: { RspCode: '01', Message: 'Order not found' },
  unknown_merchant: { RspCode: '01', Message: 'Merchant not found' },
  mismatch: { RspCode: '04', Message: 'Invalid amount' },
  bad_signature: { RspCode: '97', Message: 'Invalid signature' },
  malformed: { RspCode: '99', Message: 'Malformed request' },
  our_fault: { RspCode: '99', Message: 'Unknown error' },
} satisfies Record<Verdict, { RspCode: string; Message: string }>;

/** VNPAY reads the code in the body of a 200; 00 and 02 end its retries. */
export const answerNotice: PaymentProvider['answer'] = (verdict) => ({ status: 200, json: words[verdict] });
