import { utf8Text } from '../../../../shared/kernel/characters.ts';
import type { HttpReply } from '../../../../shared/platform/outgoing-http.ts';
import type { CallProvider, ProviderRequest } from '../../adapters/provider-call.ts';
import type { Answer, Question } from '../../ports.ts';
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

/** Asks OnePay what became of an order (`queryDR`). */
export const askOnePay =
  (shop: AskingShop, address: string, call: CallProvider) =>
  async (question: Question): Promise<Answer> => {
    const reply = await call(address, questionOf(shop, question.reference));
    if (!reply) return unknown('no_answer');
    if (reply.status !== 200) return unknown(`http.${reply.status}`);
    const fields = answeredBy(reply);
    return fields ? readAnswer(shop, question, fields) : unknown('malformed');
  };
