import { type KeyObject, randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { compactDateTime } from '../../../../shared/kernel/time.ts';
import { type CallProvider, jsonOfSuccess, jsonPost } from '../../adapters/provider-call.ts';
import type { Answer, Checked, Probe, Question } from '../../ports.ts';
import { callbackOf } from './callback.ts';
import { ANSWERED, answersOf, valuesOf } from './server-answer.ts';
import { type Fields, pipedHash } from './signature.ts';

/** A terminal of VNPAY: its code and the key of its hashes. */
export interface Credentials {
  readonly tmnCode: string;
  readonly key: KeyObject;
}

/** The fields that the hash of a query covers, in their order (VNPAY querydr 2.1.0). */
const ASKED = [
  'vnp_RequestId',
  'vnp_Version',
  'vnp_Command',
  'vnp_TmnCode',
  'vnp_TxnRef',
  'vnp_TransactionDate',
  'vnp_CreateDate',
  'vnp_IpAddr',
  'vnp_OrderInfo',
] as const;

const answers = answersOf([...ANSWERED, 'vnp_PromotionCode', 'vnp_PromotionAmount']);

/** The transaction is known and is a payment, not a refund of one. */
const PAYMENT = '01';

/** Statuses that decide: paid (00), not paid (02), debited without success (04), fraud suspected (07). Refunds have others. */
const DECIDED = /^0[0247]$/;

const UNFINISHED = '01';

const unknown = (why: string): Answer => ({ kind: 'unknown', why });

/** The body of a query, signed. The transaction's date is the CreateDate that was sent with the order. */
export const queryOf = (
  { tmnCode, key }: Credentials,
  { reference, createdAt, at }: Pick<Question, 'reference' | 'createdAt' | 'at'>,
): Fields => {
  const fields = {
    vnp_RequestId: randomUUID().replaceAll('-', ''),
    vnp_Version: '2.1.0',
    vnp_Command: 'querydr',
    vnp_TmnCode: tmnCode,
    vnp_TxnRef: reference,
    vnp_TransactionDate: compactDateTime(createdAt),
    vnp_CreateDate: compactDateTime(at),
    vnp_IpAddr: '127.0.0.1',
    vnp_OrderInfo: `Truy van giao dich ${reference}`,
  };
  return { ...fields, vnp_SecureHash: pipedHash(key, valuesOf(fields, ASKED)) };
};

/** VNPAY knows no such order: once its term is over nobody can come with it any more; until then somebody may, or VNPAY is a moment behind. */
const neverStarted = ({ reference, amountVnd, at, expiresAt }: Question): Answer =>
  at < expiresAt
    ? { kind: 'unfinished' }
    : {
        kind: 'told',
        callback: { reference, providerTransactionId: '0', outcome: 'failed', code: '91', amountVnd, currency: 'VND' },
      };

/** The fields of an answer that this terminal's hash signs for this order, whose query worked (00) or found nothing (91); else why it is not believed. */
export function believed({ tmnCode, key }: Credentials, reference: string, body: unknown): Result<Fields, string> {
  const fields = answers.fieldsIn(body);
  if (!fields) return fail('malformed');
  if (!answers.isSigned(key, fields)) return fail('bad_signature');
  const code = fields.vnp_ResponseCode ?? '';
  if (code !== '00' && code !== '91') return fail(`refused.${code.slice(0, 8)}`);
  const isIts = fields.vnp_Command === 'querydr' && fields.vnp_TmnCode === tmnCode && fields.vnp_TxnRef === reference;
  return isIts ? ok(fields) : fail('another_order');
}

/** What an answer says. Response code 00 means that the query worked, no more. */
export function readAnswer(credentials: Credentials, question: Question, body: unknown): Answer {
  const answer = believed(credentials, question.reference, body);
  if (!answer.ok) return unknown(answer.failure);
  const fields = answer.value;
  if (fields.vnp_ResponseCode === '91') return neverStarted(question);
  const status = fields.vnp_TransactionStatus ?? '';
  if (status === UNFINISHED) return { kind: 'unfinished' };
  if (!DECIDED.test(status) || fields.vnp_TransactionType !== PAYMENT) return unknown(`status.${status.slice(0, 8)}`);
  const callback = callbackOf(fields);
  return callback ? { kind: 'told', callback } : unknown('malformed');
}

/** The terminal is unknown (02), or its signature is wrong (97). VNPAY signs that with a secret of which we may not know. */
const REFUSED = ['02', '97'];

/** What the answer to a question about no order proves: a good signature means one secret on both sides. */
export function readCheck({ key }: Pick<Credentials, 'key'>, body: unknown): Checked {
  const fields = answers.fieldsIn(body);
  if (!fields) return { verdict: 'unknown', code: body === undefined ? 'no_answer' : 'malformed' };
  const code = /^\d{2}$/.exec(fields.vnp_ResponseCode ?? '')?.[0] ?? 'no_code';
  if (REFUSED.includes(code)) return { verdict: 'refused', code };
  if (!answers.isSigned(key, fields)) return { verdict: 'unknown', code: 'bad_signature' };
  return { verdict: code === '91' ? 'taken' : 'unknown', code };
}

/** Asks VNPAY about an order that there is none of. */
export const checkVnpay =
  (credentials: Credentials, address: string, call: CallProvider) =>
  async ({ reference, at }: Probe): Promise<Checked> =>
    readCheck(
      credentials,
      jsonOfSuccess(await call(address, jsonPost(queryOf(credentials, { reference, createdAt: at, at })))),
    );

/** Asks VNPAY what became of an order (`querydr`). */
export const askVnpay =
  (credentials: Credentials, address: string, call: CallProvider) =>
  async (question: Question): Promise<Answer> => {
    const body = jsonOfSuccess(await call(address, jsonPost(queryOf(credentials, question))));
    return body === undefined ? unknown('no_answer') : readAnswer(credentials, question, body);
  };
