import { randomUUID } from 'node:crypto';
import { type CallProvider, jsonPost } from '../../adapters/provider-call.ts';
import type { Answer, Checked, Probe, Question } from '../../ports.ts';
import { callbackOf, standingOf } from './callback.ts';
import { type Reply, readReply } from './reply.ts';
import { type Account, covered, signatureOf } from './signature.ts';

/** There is no order of that name. */
const ABSENT = '42';

type Unknown = { readonly kind: 'unknown'; readonly why: string };

/** What MoMo holds under our reference; or a code for why that is not known. */
export type Held = { readonly kind: 'absent' } | { readonly kind: 'held'; readonly reply: Reply } | Unknown;

/** Looks an order up by our reference. */
export type LookUp = (reference: string) => Promise<Held>;

const unknown = (why: string): Unknown => ({ kind: 'unknown', why });

/** What a reply says of an order. It is not signed: one that names another order says nothing. A refusal may name none. */
const heldOf = (reply: Reply, orderId: string, partnerCode: string): Held => {
  const names = (name: 'orderId' | 'partnerCode', ours: string): boolean => (reply[name] ?? ours) === ours;
  if (!names('orderId', orderId) || !names('partnerCode', partnerCode)) return unknown('another_order');
  if (reply.resultCode === ABSENT) return { kind: 'absent' };
  if (standingOf(reply.resultCode) === 'unproven') return unknown(`code.${reply.resultCode}`);
  return reply.orderId && reply.partnerCode ? { kind: 'held', reply } : unknown('no_order');
};

/** Looks orders up at MoMo's address of queries. */
export const lookUpAt =
  (account: Account, address: string, call: CallProvider): LookUp =>
  async (orderId) => {
    const { partnerCode } = account;
    const asked = { partnerCode, requestId: randomUUID(), orderId };
    const signature = signatureOf(account, covered.query, asked);
    const reply = readReply(await call(address, jsonPost({ ...asked, lang: 'vi', signature })));
    return 'silent' in reply ? unknown(reply.silent) : heldOf(reply, orderId, partnerCode);
  };

/**
 * Access is denied (11), the merchant cannot be authenticated (13), or the request is malformed (20), which of a request in this form is
 * its signature.
 */
const REFUSED = ['11', '13', '20'].map((code) => `code.${code}`);

/** Asks MoMo about an order that there is none of. */
export const checkMomo =
  (lookUp: LookUp) =>
  async ({ reference }: Probe): Promise<Checked> => {
    const held = await lookUp(reference);
    if (held.kind === 'absent') return { verdict: 'taken', code: `code.${ABSENT}` };
    const code = held.kind === 'unknown' ? held.why : 'another_order';
    return { verdict: REFUSED.includes(code) ? 'refused' : 'unknown', code };
  };

/** MoMo knows no such order: once its term is over nobody can come with it any more; until then its creation may be under way. */
const neverCreated = ({ reference, amountVnd, at, expiresAt }: Question): Answer => {
  if (at < expiresAt) return { kind: 'unfinished' };
  const none = { reference, providerTransactionId: '0', outcome: 'failed', code: ABSENT } as const;
  return { kind: 'told', callback: { ...none, amountVnd, currency: 'VND' } };
};

/** What became of an order that MoMo holds. Money that is not what was asked is not believed without a signature. */
const toldOf = (reply: Reply, { reference, amountVnd }: Question): Answer => {
  const outcome = standingOf(reply.resultCode);
  if (outcome === 'pending' || outcome === 'unproven') return { kind: 'unfinished' };
  if (outcome === 'paid' && reply.amount !== String(amountVnd)) return unknown('another_amount');
  const callback = callbackOf(outcome, reply, { reference, amountVnd });
  return callback ? { kind: 'told', callback } : unknown('no_transaction');
};

/** Asks MoMo what became of an order. */
export const askMomo =
  (lookUp: LookUp) =>
  async (question: Question): Promise<Answer> => {
    const held = await lookUp(question.reference);
    if (held.kind === 'unknown') return held;
    return held.kind === 'absent' ? neverCreated(question) : toldOf(held.reply, question);
  };
