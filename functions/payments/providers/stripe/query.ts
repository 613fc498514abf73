import * as z from 'zod';
import { type HttpReply, jsonOf } from '../../../../shared/platform/outgoing-http.ts';
import { type CallProvider, jsonOfSuccess } from '../../adapters/provider-call.ts';
import type { Answer, Callback, Checked, Probe, Question } from '../../ports.ts';
import type { Addresses } from '../addresses.ts';
import { authorized } from './authorization.ts';
import type { manifest } from './manifest.ts';
import {
  Amount,
  Currency,
  callbackOf,
  type Ending,
  EXPIRED,
  NOT_BROUGHT,
  PAID,
  paymentOf,
  Session,
  StripeId,
  sumOf,
} from './session.ts';

const unknown = (why: string): Answer => ({ kind: 'unknown', why });

const told = (callback: Callback | undefined): Answer => (callback ? { kind: 'told', callback } : unknown('malformed'));

/** A payment whose delayed way brought nothing; as long as it is none of these the money may still be under way. */
const BROUGHT_NOTHING = new Set(['requires_payment_method', 'canceled']);

/** How a session stands: ended, still to be paid, or undefined where that is not said. */
function standingOf(session: Session): Ending | 'unfinished' | undefined {
  if (session.payment_status === 'paid') return PAID;
  if (session.payment_status !== 'unpaid') return undefined;
  if (session.status === 'open') return 'unfinished';
  if (session.status === 'expired') return EXPIRED;
  const isLost = session.status === 'complete' && BROUGHT_NOTHING.has(paymentOf(session)?.status ?? '');
  return isLost ? NOT_BROUGHT : undefined;
}

/** What an answer about a session says. It is not signed: it is believed over the connection, where it names this session and this order. */
export function readSession({ reference, providerOrderId }: Question, body: unknown): Answer {
  const parsed = Session.safeParse(body);
  if (!parsed.success) return unknown('malformed');
  const session = parsed.data;
  if (session.id !== providerOrderId || session.client_reference_id !== reference || session.mode !== 'payment')
    return unknown('another_order');
  const standing = standingOf(session);
  if (standing === 'unfinished') return { kind: 'unfinished' };
  return standing ? told(callbackOf(session, standing)) : unknown('under_way');
}

const Found = z.object({
  object: z.literal('search_result'),
  has_more: z.literal(false),
  data: z.array(
    z.object({
      object: z.literal('payment_intent'),
      id: StripeId,
      status: z.string(),
      amount_received: Amount,
      currency: Currency,
      metadata: z.object({ reference: z.string() }),
    }),
  ),
});

/**
 * What a search among payments says of an order whose session nobody wrote down. Nobody was given its address either, so that once the
 * term is over a payment that is not there will not come; one that comes all the same is told by its notice.
 */
export function readSearch({ reference, amountVnd, at, expiresAt }: Question, body: unknown): Answer {
  const found = Found.safeParse(body);
  if (!found.success) return unknown('malformed');
  const payments = found.data.data;
  if (payments.some(({ metadata }) => metadata.reference !== reference)) return unknown('another_order');
  const paid = payments.find(({ status }) => status === 'succeeded');
  if (paid) {
    const { id: providerTransactionId, amount_received: amount, currency } = paid;
    return told({ ...PAID, reference, providerTransactionId, ...sumOf(amount, currency) });
  }
  if (payments.some(({ status }) => status === 'processing')) return unknown('under_way');
  if (payments.length > 0 || at < expiresAt) return { kind: 'unfinished' };
  return told({ outcome: 'failed', code: 'none', reference, providerTransactionId: '0', amountVnd, currency: 'VND' });
}

const searchFor = (address: string, reference: string): string =>
  `${address}?${new URLSearchParams({ query: `metadata["reference"]:"${reference}"`, limit: '10' })}`;

/** What an answer to a search proves of the key that asked: 401 is no key of Stripe's, 403 one that may not. */
export function readCheck(reply: HttpReply | undefined): Checked {
  if (!reply) return { verdict: 'unknown', code: 'no_answer' };
  const code = `http.${reply.status}`;
  if (reply.status === 401 || reply.status === 403) return { verdict: 'refused', code };
  const isFound = reply.status === 200 && Found.safeParse(jsonOf(reply)).success;
  return { verdict: isFound ? 'taken' : 'unknown', code };
}

/** Searches Stripe for an order that there is none of: what is proven is the API key, not the secret that signs events. */
export const checkStripe =
  (apiKey: string, addresses: Addresses<typeof manifest>, call: CallProvider) =>
  async ({ reference }: Probe): Promise<Checked> =>
    readCheck(await call(searchFor(addresses.search, reference), { method: 'GET', headers: authorized(apiKey) }));

/**
 * Asks Stripe what became of an order: by its session; where that is not known, by our reference, which lies on its payments. Sessions
 * themselves can be searched for by nothing that we choose.
 */
export const askStripe =
  (apiKey: string, addresses: Addresses<typeof manifest>, call: CallProvider) =>
  async (question: Question): Promise<Answer> => {
    const { reference, providerOrderId: id } = question;
    const url =
      id === undefined
        ? searchFor(addresses.search, reference)
        : `${addresses.sessions}/${id}?expand%5B%5D=payment_intent`;
    const body = jsonOfSuccess(await call(url, { method: 'GET', headers: authorized(apiKey) }));
    if (body === undefined) return unknown('no_answer');
    return id === undefined ? readSearch(question, body) : readSession(question, body);
  };
