import * as z from 'zod';
import { type CallProvider, jsonOfSuccess, jsonPost } from '../../adapters/provider-call.ts';
import type { RefundAnswer, Refunding, RefundOrder } from '../../refund-ports.ts';
import { confirmedRefusal } from '../confirmed-refusal.ts';
import { TransactionId } from './callback.ts';
import { codesIn } from './codes.ts';
import { type Account, dayOf, macOf } from './signature.ts';

/** How a refund is called, by which ZaloPay knows it: the Vietnamese day, the application, and what only this refund has. */
const nameOf = ({ appId }: Account, token: string, day: string): string => `${day}_${appId}_${token}`;

const describe = ({ dossierCode }: RefundOrder): string => `Hoàn phí, lệ phí hồ sơ ${dossierCode}`;

/** The body of `/v2/refund`, signed. Its timestamp may be a quarter of an hour old. */
const refundOf = ({ appId, key1 }: Account, order: RefundOrder) => {
  const { refundReference, providerTransactionId, amountVnd, at } = order;
  const description = describe(order);
  return {
    app_id: Number(appId),
    m_refund_id: refundReference,
    zp_trans_id: providerTransactionId,
    amount: amountVnd,
    timestamp: at,
    description,
    mac: macOf(key1, [appId, providerTransactionId, amountVnd, description, at]),
  };
};

/** The body of `/v2/query_refund`, signed. */
const questionOf = ({ appId, key1 }: Account, { refundReference, at }: RefundOrder) => ({
  app_id: Number(appId),
  m_refund_id: refundReference,
  timestamp: at,
  mac: macOf(key1, [appId, refundReference, at]),
});

const Numbered = z.object({ refund_id: TransactionId });

/**
 * It is not done, for certain: not of this kind of payment (-4, -9, -32), too late (-13), not so much (-14), or not by such a name: of no
 * form (-24), of another day (-25), of another application (-26).
 */
const REFUSED = new Set([-4, -9, -13, -14, -24, -25, -26, -32]);

/** There is no such transaction where a refund is asked for, and no such refund where it is asked about. */
const NOT_FOUND = -101;

/** ZaloPay took the refund and could not do it. */
const FAILED = 0;

const unknown = (why: string): RefundAnswer => ({ kind: 'unknown', why });

/** What an answer says, which is about the request that it answers: it names no refund and is not signed. */
function saidBy<T>(body: unknown, failures: (sub: number | undefined, code: string) => T): RefundAnswer | T {
  const codes = codesIn(body);
  if ('silent' in codes) return unknown(codes.silent);
  const { returned, sub, code } = codes;
  const providerRefundId = Numbered.safeParse(body).data?.refund_id;
  if (returned === 1) return { kind: 'done', code, providerRefundId };
  if (returned === 3) return { kind: 'pending', code, providerRefundId };
  if (returned !== 2) return unknown(code);
  return sub !== undefined && REFUSED.has(sub) ? { kind: 'declined', code } : failures(sub, code);
}

/** What ZaloPay says when it is asked for a refund. A name that it knows already (-23) proves nothing: it is asked about. */
const sent = (body: unknown): RefundAnswer =>
  saidBy<RefundAnswer>(body, (sub, code) => (sub === NOT_FOUND ? { kind: 'declined', code } : unknown(code)));

/** What ZaloPay says when it is asked about a refund. One of which it never heard may be sent: a name is taken once. */
const asked = (body: unknown) =>
  saidBy<RefundAnswer | { readonly kind: 'absent' }>(body, (sub, code) => {
    if (sub === NOT_FOUND) return { kind: 'absent' };
    return sub === FAILED ? { kind: 'failed', code } : unknown(code);
  });

/** How ZaloPay gives money back (`/v2/refund`, `/v2/query_refund`), under a name that begins with the Vietnamese day. */
export const refundingAt = (
  account: Account,
  at: Readonly<Record<'refund' | 'refundQuery', string>>,
  call: CallProvider,
): Refunding => {
  const ask = async (order: RefundOrder) =>
    asked(jsonOfSuccess(await call(at.refundQuery, jsonPost(questionOf(account, order)))));
  return {
    reference: (token, moment) => nameOf(account, token, dayOf(moment)),
    async send(order) {
      const said = sent(jsonOfSuccess(await call(at.refund, jsonPost(refundOf(account, order)))));
      return said.kind === 'declined' ? confirmedRefusal(said, () => ask(order)) : said;
    },
    ask,
  };
};
