import * as z from 'zod';
import { AmountVnd } from '../../../../shared/kernel/money.ts';
import { DAY_MS } from '../../../../shared/kernel/time.ts';
import { type CallProvider, jsonOfSuccess, jsonPost } from '../../adapters/provider-call.ts';
import type { Answer, Checked, Found, Order, Probe, Question } from '../../ports.ts';
import { paidCallback, TransactionId } from './callback.ts';
import { codesIn } from './codes.ts';
import { type Account, macOf } from './signature.ts';

/** How long after its creation ZaloPay can be asked about an order. */
const ASKABLE_MS = 2 * DAY_MS;

const Paid = z.object({ amount: AmountVnd, zp_trans_id: TransactionId, server_time: z.unknown().optional() });

/**
 * Where an order stands. `over`: nobody can pay it any more. `refused`: a payment of it failed, and the payer may try again while it can be
 * paid. `unsaid`: the answer is about the question, or of no order for certain.
 */
type Standing =
  | {
      readonly kind: 'paid';
      readonly transactionId: string;
      readonly amountVnd: AmountVnd;
      readonly serverTime: unknown;
    }
  | { readonly kind: 'open' }
  | { readonly kind: 'over' | 'refused' | 'absent' | 'unsaid'; readonly code: string };

/** The transaction has expired (TIME_INVALID). */
const EXPIRED = -54;

/** The application or its signature is not right: -2, -53, -402, -403. */
export const MISCONFIGURED = new Set([-2, -53, -402, -403]);

/** There is no such `app_trans_id` (ORDER_NOT_EXIST). */
const NOT_FOUND = -101;

/** Not enough money (-63), against the rules of a promotion (-332, -333), over the payer's limit of a day (-1330 to -1333) or a month (-1340 to -1343). */
const REFUSED = new Set([-63, -332, -333, -1330, -1331, -1332, -1333, -1340, -1341, -1342, -1343]);

/** What an answer of `/v2/query` says (status codes, "Query Order's Status"). It is not signed and does not name the order. */
export function standingIn(body: unknown): Standing {
  const codes = codesIn(body);
  if ('silent' in codes) return { kind: 'unsaid', code: codes.silent };
  const { returned, sub, code } = codes;
  if (returned === 1) {
    const paid = Paid.safeParse(body);
    if (!paid.success) return { kind: 'unsaid', code: 'malformed' };
    const { zp_trans_id: transactionId, amount: amountVnd, server_time: serverTime } = paid.data;
    return { kind: 'paid', transactionId, amountVnd, serverTime };
  }
  if (returned === 3) return { kind: 'open' };
  if (returned !== 2 || sub === undefined) return { kind: 'unsaid', code };
  if (sub === EXPIRED) return { kind: 'over', code };
  if (sub === NOT_FOUND) return { kind: 'absent', code };
  return { kind: REFUSED.has(sub) ? 'refused' : 'unsaid', code };
}

/** How an application looks where an order stands, by our reference. */
const lookAt =
  ({ appId, key1, key1Text }: Account, address: string, call: CallProvider) =>
  async (reference: string): Promise<Standing> => {
    const mac = macOf(key1, [appId, reference, key1Text]);
    const body = { app_id: Number(appId), app_trans_id: reference, mac };
    return standingIn(jsonOfSuccess(await call(address, jsonPost(body))));
  };

/** What a standing proves of the keys of who asked. */
const checkedBy = (standing: Standing): Checked => {
  const code = 'code' in standing ? standing.code : standing.kind;
  if (standing.kind === 'absent') return { verdict: 'taken', code };
  const isRefused = [...MISCONFIGURED].some((sub) => code === `2.${sub}`);
  return { verdict: isRefused ? 'refused' : 'unknown', code };
};

/** Asks ZaloPay about an order that there is none of; what is proven is `key1`, which signs what merchants ask. */
export const checkZalopay = (account: Account, address: string, call: CallProvider) => {
  const look = lookAt(account, address, call);
  return async ({ reference }: Probe): Promise<Checked> => checkedBy(await look(reference));
};

const unknown = (why: string): Answer => ({ kind: 'unknown', why });

const notPaid = ({ reference, amountVnd }: Question, code: string): Answer => ({
  kind: 'told',
  callback: { reference, providerTransactionId: '0', outcome: 'failed', code, amountVnd, currency: 'VND' },
});

/** What a standing decides about an order as it was opened. What is said later than ZaloPay can be asked proves no more than money. */
export function answerFrom(standing: Standing, question: Question): Answer {
  const { reference, amountVnd, createdAt, expiresAt, at } = question;
  if (standing.kind === 'paid')
    return standing.amountVnd === amountVnd
      ? {
          kind: 'told',
          callback: paidCallback(reference, standing.transactionId, standing.amountVnd, standing.serverTime),
        }
      : unknown('another_amount');
  if (standing.kind === 'unsaid') return unknown(standing.code);
  if (at > createdAt + ASKABLE_MS) return unknown('too_late');
  if (standing.kind === 'open') return { kind: 'unfinished' };
  return standing.kind === 'over' || at >= expiresAt ? notPaid(question, standing.code) : { kind: 'unfinished' };
}

/** Asks ZaloPay what became of an order. */
export const askZalopay = (account: Account, address: string, call: CallProvider) => {
  const look = lookAt(account, address, call);
  return async (question: Question): Promise<Answer> => answerFrom(await look(question.reference), question);
};

/** Looks whether ZaloPay has an order. Its page is told once, to who creates it, so that nobody can pay one that is there without us. */
export const findAtZalopay = (account: Account, address: string, call: CallProvider) => {
  const look = lookAt(account, address, call);
  return async ({ reference }: Pick<Order, 'reference'>): Promise<Found> => {
    const standing = await look(reference);
    if (standing.kind === 'unsaid') return { kind: 'unknown', why: standing.code };
    return standing.kind === 'absent'
      ? { kind: 'absent' }
      : { kind: 'refused', why: 'unreachable', code: 'created_unheard' };
  };
};
