import * as z from 'zod';
import { type CallProvider, jsonOfSuccess, jsonPost } from '../../adapters/provider-call.ts';
import type { Creation } from '../../domain/facts.ts';
import type { Order } from '../../ports.ts';
import { addressesAt } from '../addresses.ts';
import type { MakeProvider } from '../registry.ts';
import { answerNotice, readNotice, readReturn } from './callback.ts';
import { codesIn } from './codes.ts';
import { manifest } from './manifest.ts';
import { askZalopay, checkZalopay, findAtZalopay, MISCONFIGURED } from './query.ts';
import { refundingAt } from './refund.ts';
import { type Account, accountOf, dayOf, macOf } from './signature.ts';

/** An order can be paid for at least so many seconds. */
const SHORTEST_TERM_S = 300;

/** Who pays is not ZaloPay's business: it takes the name of the application as well. */
const APP_USER = 'motcua';

const termOf = ({ createdAt, expiresAt }: Order): number =>
  Math.max(SHORTEST_TERM_S, Math.ceil((expiresAt - createdAt) / 1000));

const describe = ({ locale, dossierCode }: Order): string =>
  locale === 'en' ? `Fee of dossier ${dossierCode}` : `Nộp phí, lệ phí hồ sơ ${dossierCode}`;

/** The body of `/v2/create`, signed. No `bank_code`: the payer chooses among all ways on ZaloPay's page. */
const bodyOf = ({ appId, key1 }: Account, order: Order) => {
  const { reference, amountVnd, createdAt, returnUrl, webhookUrl } = order;
  const embedData = JSON.stringify({ redirecturl: returnUrl });
  const item = '[]';
  return {
    app_id: Number(appId),
    app_trans_id: reference,
    app_user: APP_USER,
    app_time: createdAt,
    amount: amountVnd,
    expire_duration_seconds: termOf(order),
    description: describe(order),
    callback_url: webhookUrl,
    embed_data: embedData,
    item,
    bank_code: '',
    mac: macOf(key1, [appId, reference, APP_USER, amountVnd, createdAt, embedData, item]),
  };
};

const Created = z.object({ order_url: z.url({ protocol: /^https?$/ }).max(4000) });

/** ZaloPay is not working or hears no more for now: -429, -500, -503, -999. */
const OUT_OF_WORK = new Set([-429, -500, -503, -999]);

const refused = (why: 'declined' | 'unreachable' | 'misconfigured', code: string): Creation => ({
  kind: 'refused',
  why,
  code,
});

/** What came of creating an order (status codes, "Create Order"). */
export function creationIn(body: unknown, order: Order): Creation {
  const codes = codesIn(body);
  if ('silent' in codes) return refused('unreachable', codes.silent);
  const { returned, sub, code } = codes;
  const created = returned === 1 ? Created.safeParse(body) : undefined;
  if (created?.success) {
    const expiresAt = order.createdAt + termOf(order) * 1000;
    return { kind: 'created', checkout: { kind: 'redirect', url: created.data.order_url }, expiresAt };
  }
  if (returned !== 2 || OUT_OF_WORK.has(sub ?? 0)) return refused('unreachable', code);
  return refused(MISCONFIGURED.has(sub ?? 0) ? 'misconfigured' : 'declined', code);
}

const createAt =
  (account: Account, address: string, call: CallProvider) =>
  async (order: Order): Promise<Creation> =>
    creationIn(jsonOfSuccess(await call(address, jsonPost(bodyOf(account, order)))), order);

/**
 * ZaloPay v2. A call creates an order, under a name that begins with the Vietnamese day; only money is told by a callback, everything else
 * is heard of by asking. Money is given back by a call.
 */
export const provider: MakeProvider = (origin, call) => {
  const at = addressesAt(manifest, origin);
  return {
    manifest,
    reference: (token, moment) => `${dayOf(moment)}_${token}`,
    terminal(credentials) {
      const account = accountOf(manifest.credentials().parse(credentials));
      return {
        create: createAt(account, at.create, call),
        find: findAtZalopay(account, at.query, call),
        read: (message) => readNotice(account, message),
        back: (message) => readReturn(account, message),
        ask: askZalopay(account, at.query, call),
        check: checkZalopay(account, at.query, call),
        refunding: refundingAt(account, at, call),
      };
    },
    answer: answerNotice,
  };
};
