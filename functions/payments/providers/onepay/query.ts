import { utf8Text } from '../../../../shared/kernel/characters.ts';
import type { HttpReply } from '../../../../shared/platform/outgoing-http.ts';
import type { CallProvider, ProviderRequest } from '../../adapters/provider-call.ts';
import type { Answer, Checked, Probe, Question } from '../../ports.ts';
import { callbackIn, type Shop, standingIn } from './callback.ts';
import { type Fields, fieldsOf, isSigned, secureHash } from './signature.ts';

/** The access code belongs to the question alone: no notice carries it. */
export interface AskingShop extends Shop {
  readonly accessCode: string;
}

/**
 * The account that OnePay's guide gives for `queryDR`; a merchant's credentials name no other, and are proven by the access code and the
 * hash. Where OnePay takes it not, its answer is unknown.
 */
const ASKER = { vpc_User: 'op01', vpc_Password: 'op123456' };

const unknown = (why: string): Answer => ({ kind: 'unknown', why });

/** A `queryDR` about an order, as the form that is posted. */
const questionOf = ({ merchantId, accessCode, key }: AskingShop, reference: string): ProviderRequest => {
  const fields = {
    vpc_Command: 'queryDR',
    vpc_Version: '2',
    vpc_MerchTxnRef: reference,
    vpc_Merchant: merchantId,
    vpc_AccessCode: accessCode,
    ...ASKER,
  };
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, vpc_SecureHash: secureHash(key, fields) }).toString(),
  };
};

/** The fields of an answer, which is written as a query, with or without its question mark. */
const answeredBy = (reply: HttpReply): Fields | undefined => {
  const text = utf8Text(reply.bytes);
  return text === undefined ? undefined : fieldsOf(new URLSearchParams(text.trim()));
};

/** The commands under which a payment is told. */
const OF_PAYMENTS = new Set(['pay', 'queryDR']);

const isOfAnother = (merchantId: string, { reference }: Question, fields: Fields): boolean =>
  (fields.vpc_Merchant ?? merchantId) !== merchantId || (fields.vpc_MerchTxnRef ?? reference) !== reference;

/** What a transaction says that OnePay has under the reference. It names its order and its merchant. */
function toldBy(fields: Fields): Answer {
  const standing = standingIn(fields);
  if (!standing || !OF_PAYMENTS.has(standing.command)) return unknown('malformed');
  if (standing.outcome === undefined) return { kind: 'unfinished' };
  const callback = callbackIn(fields, standing);
  return callback ? { kind: 'told', callback } : unknown('malformed');
}

/**
 * What an answer says. Only what this merchant's hash signs for this order is believed, that there is no transaction too: a payer who
 * has not begun is one who has not finished, since the address of an order has no end.
 */
export function readAnswer({ merchantId, key }: Shop, question: Question, fields: Fields): Answer {
  if (!fields.vpc_SecureHash) return unknown('unsigned');
  if (!isSigned(key, fields)) return unknown('bad_signature');
  if (isOfAnother(merchantId, question, fields)) return unknown('another_order');
  if (fields.vpc_DRExists === 'N') return { kind: 'unfinished' };
  return fields.vpc_DRExists === 'Y' ? toldBy(fields) : unknown('refused');
}

/** A field of the question is invalid (255), which its message names. */
const INVALID = '255';

/** The merchant does not exist (3), or its access code is wrong (4). */
const REFUSED = ['3', '4'];

/**
 * What the answer to a question about no order proves. One that bears another hash than ours shows that the two sides do not share the
 * key, where it says nothing but that the question was refused; a transaction under a hash that is not ours proves nothing.
 */
export function readCheck({ key }: Pick<AskingShop, 'key'>, fields: Fields): Checked {
  const said = fields.vpc_TxnResponseCode ?? 'no_code';
  const code = /^[A-Za-z0-9_]{1,20}$/.test(said) ? said : 'malformed';
  if (REFUSED.includes(code)) return { verdict: 'refused', code };
  if (isSigned(key, fields))
    return fields.vpc_DRExists === 'N' ? { verdict: 'taken', code: 'N' } : { verdict: 'unknown', code };
  const isKeyRefused = code === INVALID && /secure_?hash/i.test(fields.vpc_Message ?? '');
  return isKeyRefused ? { verdict: 'refused', code } : { verdict: 'unknown', code: 'bad_signature' };
}

/** What OnePay answered a question about an order; or a code for why that cannot be read. */
async function answerTo(
  shop: AskingShop,
  reference: string,
  address: string,
  call: CallProvider,
): Promise<{ readonly fields: Fields } | { readonly why: string }> {
  const reply = await call(address, questionOf(shop, reference));
  if (!reply) return { why: 'no_answer' };
  if (reply.status !== 200) return { why: `http.${reply.status}` };
  const fields = answeredBy(reply);
  return fields ? { fields } : { why: 'malformed' };
}

/** Asks OnePay about an order that there is none of. */
export const checkOnePay =
  (shop: AskingShop, address: string, call: CallProvider) =>
  async ({ reference }: Probe): Promise<Checked> => {
    const answer = await answerTo(shop, reference, address, call);
    return 'why' in answer ? { verdict: 'unknown', code: answer.why } : readCheck(shop, answer.fields);
  };

/** Asks OnePay what became of an order (`queryDR`). */
export const askOnePay =
  (shop: AskingShop, address: string, call: CallProvider) =>
  async (question: Question): Promise<Answer> => {
    const answer = await answerTo(shop, question.reference, address, call);
    return 'why' in answer ? unknown(answer.why) : readAnswer(shop, question, answer.fields);
  };
