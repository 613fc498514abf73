import type { KeyObject } from 'node:crypto';
import { AmountVnd } from '../../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { parseCompactDateTime } from '../../../../shared/kernel/time.ts';
import { Reference } from '../../domain/names.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal, Verdict } from '../../ports.ts';
import { type Fields, isSigned } from './signature.ts';

const CODE = /^[0-9A-Za-z]{2}$/;

const TRANSACTION = /^\d{1,20}$/;

/** VND x 100, as VNPAY writes an amount. */
const amountIn = (text = ''): AmountVnd | undefined =>
  /^\d{1,14}$/.test(text) ? AmountVnd.safeParse(Number(text) / 100).data : undefined;

const isIntact = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd');

/** The `vnp_` parameters and the hash over them, each once; undefined where one is repeated or broken, since no signature can cover that. */
function signedIn(query: ProviderMessage['query']): { readonly fields: Fields; readonly hash: string } | undefined {
  const fields: Record<string, string> = {};
  let hash = '';
  for (const name of Object.keys(query)) {
    if (!name.startsWith('vnp_')) continue;
    const values = query[name] ?? [];
    const value = values[0];
    if (value === undefined || values.length > 1 || !isIntact(name) || !isIntact(value)) return undefined;
    if (name === 'vnp_SecureHash') hash = value;
    else if (name !== 'vnp_SecureHashType') fields[name] = value;
  }
  return { fields, hash };
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

/** What believed fields say, those of a notice, a return or the answer to a query alike; undefined where they say nothing. An empty field is none. */
export function callbackOf(fields: Fields): Callback | undefined {
  const { vnp_TmnCode: tmnCode = '', vnp_ResponseCode: code = '', vnp_TransactionStatus: status = '' } = fields;
  const providerTransactionId = fields.vnp_TransactionNo || '0';
  const { data: reference } = Reference.safeParse(fields.vnp_TxnRef);
  const amountVnd = amountIn(fields.vnp_Amount);
  if (tmnCode === '' || reference === undefined || amountVnd === undefined) return undefined;
  if (!CODE.test(code) || !CODE.test(status) || !TRANSACTION.test(providerTransactionId)) return undefined;
  const outcome = outcomeOf(code, status);
  const said: Callback = {
    reference,
    providerTransactionId,
    outcome,
    code: `${code}.${status}`,
    amountVnd,
    currency: 'VND',
  };
  const occurredAt = outcome === 'failed' ? undefined : parseCompactDateTime(fields.vnp_PayDate ?? '');
  return occurredAt === undefined ? said : { ...said, occurredAt };
}

/** What an IPN or a return says, once its `vnp_SecureHash` is found to be this terminal's. Other parameters are ignored. */
export function readNotice(
  terminal: { readonly tmnCode: string; readonly key: KeyObject },
  message: ProviderMessage,
): Result<readonly Callback[], Refusal> {
  const signed = signedIn(message.query);
  if (!signed || !isSigned(terminal.key, signed.fields, signed.hash)) return fail('bad_signature');
  const callback = callbackOf(signed.fields);
  if (!callback) return fail('malformed');
  return signed.fields.vnp_TmnCode === terminal.tmnCode ? ok([callback]) : fail('wrong_merchant');
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
