import { createHmac, randomUUID } from 'node:crypto';
import type { PostJson } from './json-post.ts';

/** The fields that VNPAY's hash covers, of a query and of its answer, in the order of the published formula. */
const ASKED =
  'vnp_RequestId|vnp_Version|vnp_Command|vnp_TmnCode|vnp_TxnRef|vnp_TransactionDate|vnp_CreateDate|vnp_IpAddr|vnp_OrderInfo';
const ANSWERED =
  'vnp_ResponseId|vnp_Command|vnp_ResponseCode|vnp_Message|vnp_TmnCode|vnp_TxnRef|vnp_Amount|vnp_BankCode|vnp_PayDate|vnp_TransactionNo|vnp_TransactionType|vnp_TransactionStatus|vnp_OrderInfo|vnp_PromotionCode|vnp_PromotionAmount';

type Fields = Readonly<Record<string, string>>;

interface Account {
  readonly tmnCode: string;
  readonly hashSecret: string;
}

const hashOf = (order: string, fields: Fields, secret: string): string =>
  createHmac('sha512', secret)
    .update(
      order
        .split('|')
        .map((name) => fields[name] ?? '')
        .join('|'),
    )
    .digest('hex');

/** True where a query carries the hash of the published formula. */
export const isSignedQuery = (body: Fields, { hashSecret }: Account): boolean =>
  body.vnp_SecureHash === hashOf(ASKED, body, hashSecret);

/** True where an answer carries the hash of the published formula. */
export const isAnswerSigned = (body: Fields, { hashSecret }: Account): boolean =>
  body.vnp_SecureHash === hashOf(ANSWERED, body, hashSecret);

/** A merchant's signed query about an order. */
export const signedQuery = (
  order: { readonly reference: string; readonly createDate: string },
  { tmnCode, hashSecret }: Account,
): Fields => {
  const fields = {
    vnp_RequestId: randomUUID().replaceAll('-', ''),
    vnp_Version: '2.1.0',
    vnp_Command: 'querydr',
    vnp_TmnCode: tmnCode,
    vnp_TxnRef: order.reference,
    vnp_TransactionDate: order.createDate,
    vnp_CreateDate: '20261120101500',
    vnp_IpAddr: '203.0.113.9',
    vnp_OrderInfo: 'Truy van',
  };
  return { ...fields, vnp_SecureHash: hashOf(ASKED, fields, hashSecret) };
};

/** VNPAY's signed answer to a query, by default that the order was paid; an empty field is left out. */
export const queryAnswer = (
  order: { readonly reference: string; readonly amountVnd: number },
  changes: Fields,
  { tmnCode, hashSecret }: Account,
): Fields => {
  const fields: Fields = {
    vnp_ResponseId: 'a1b2c3d4',
    vnp_Command: 'querydr',
    vnp_ResponseCode: '00',
    vnp_Message: 'QueryDR Success',
    vnp_TmnCode: tmnCode,
    vnp_TxnRef: order.reference,
    vnp_Amount: String(order.amountVnd * 100),
    vnp_BankCode: 'NCB',
    vnp_PayDate: '20261120101010',
    vnp_TransactionNo: '14226112',
    vnp_TransactionType: '01',
    vnp_TransactionStatus: '00',
    vnp_OrderInfo: 'Nop le phi ho so',
    ...changes,
  };
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  return { ...filled, vnp_SecureHash: hashOf(ANSWERED, filled, hashSecret) };
};

/** What a query may find, as changes of the answer. */
export const FOUND = {
  paid: {},
  failed: { vnp_TransactionStatus: '02', vnp_TransactionNo: '0' },
  suspected: { vnp_TransactionStatus: '07' },
  unfinished: { vnp_TransactionStatus: '01', vnp_TransactionNo: '0' },
  notFound: {
    vnp_ResponseCode: '91',
    vnp_Amount: '',
    vnp_BankCode: '',
    vnp_PayDate: '',
    vnp_TransactionNo: '',
    vnp_TransactionType: '',
    vnp_TransactionStatus: '',
    vnp_OrderInfo: '',
  },
  tooFast: { vnp_ResponseCode: '94', vnp_TransactionStatus: '' },
} satisfies Record<string, Fields>;

/** VNPAY as it is asked: what it knows of each order (none: not found; `down`: no answer), and every question that came. */
export const playedQueries = (account: Account) => {
  const truth = new Map<string, Fields | 'down'>();
  const questions: Fields[] = [];
  const post: PostJson = async (_, body) => {
    const asked = body as Fields;
    if (!isSignedQuery(asked, account)) throw new Error('a query that VNPAY would refuse');
    questions.push(asked);
    const reference = asked.vnp_TxnRef ?? '';
    const known = truth.get(reference) ?? FOUND.notFound;
    return known === 'down' ? undefined : queryAnswer({ reference, amountVnd: 150_000 }, known, account);
  };
  return { truth, questions, post };
};
