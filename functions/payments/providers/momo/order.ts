import * as z from 'zod';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';
import { type CallProvider, jsonPost } from '../../adapters/provider-call.ts';
import type { Creation } from '../../domain/facts.ts';
import type { Found, Order } from '../../ports.ts';
import type { LookUp } from './query.ts';
import { type Reply, readReply } from './reply.ts';
import { type Account, covered, signatureOf } from './signature.ts';

const infoOf = ({ dossierCode, locale }: Order): string =>
  locale === 'en' ? `Fee of dossier ${dossierCode}` : `Nộp lệ phí hồ sơ ${dossierCode}`;

/**
 * The body that creates an order, signed. The request has the order's own name, so that MoMo answers a repetition as it did the first
 * time and creates nothing more. No value holds `&` or `=`: MoMo signs values as they are.
 */
const bodyOf = (account: Account, order: Order) => {
  const { reference, amountVnd, createdAt, expiresAt, locale, returnUrl, webhookUrl } = order;
  const fields = {
    partnerCode: account.partnerCode,
    requestId: reference,
    orderId: reference,
    orderInfo: infoOf(order),
    redirectUrl: returnUrl,
    ipnUrl: webhookUrl,
    requestType: 'captureWallet',
    extraData: '',
  };
  const signature = signatureOf(account, covered.create, { ...fields, amount: String(amountVnd) });
  const orderExpireTime = Math.max(1, Math.ceil((expiresAt - createdAt) / MINUTE_MS));
  return { ...fields, amount: amountVnd, orderExpireTime, autoCapture: true, lang: locale, signature };
};

/** The account or the form of the request is not what MoMo expects (11, 12, 13, 20): somebody has to set it right. */
const misconfigured = new Set(['11', '12', '13', '20']);

/** MoMo is under maintenance, does not know, or is at work on an equal request: whether there is an order is not known. */
const undecided = new Set(['10', '98', '99', '7000', '7002']);

const whyOf = (resultCode: string): 'misconfigured' | 'unreachable' | 'declined' => {
  if (misconfigured.has(resultCode)) return 'misconfigured';
  return undecided.has(resultCode) ? 'unreachable' : 'declined';
};

const refused = (why: ReturnType<typeof whyOf>, code: string): Creation => ({ kind: 'refused', why, code });

const PageUrl = z.url({ protocol: /^https?$/ });

/** What came of creating an order: the page to pay on, where the reply is about this order. */
const creationOf = (reply: Reply, { reference, amountVnd }: Order): Creation => {
  if (reply.resultCode !== '0') return refused(whyOf(reply.resultCode), reply.resultCode);
  if (reply.orderId !== reference || reply.amount !== String(amountVnd)) return refused('declined', 'another_order');
  const url = PageUrl.safeParse(reply.payUrl);
  return url.success
    ? { kind: 'created', checkout: { kind: 'redirect', url: url.data } }
    : refused('declined', 'no_address');
};

/** Creates orders at MoMo's address for that. */
export const createAt =
  (account: Account, address: string, call: CallProvider) =>
  async (order: Order): Promise<Creation> => {
    const reply = readReply(await call(address, jsonPost(bodyOf(account, order))));
    return 'silent' in reply ? refused('unreachable', reply.silent) : creationOf(reply, order);
  };

/** Looks whether an order is there. A query does not tell its page: that the same request to create it, sent again, is answered with. */
export const findOrder =
  (lookUp: LookUp, create: (order: Order) => Promise<Creation>) =>
  async (order: Order): Promise<Found> => {
    const held = await lookUp(order.reference);
    if (held.kind !== 'held') return held;
    const again = await create(order);
    return again.kind === 'refused' && again.why === 'unreachable' ? { kind: 'unknown', why: again.code } : again;
  };
