import { createHmac } from 'node:crypto';
import type { CallProvider } from '../../functions/payments/adapters/provider-call.ts';
import type { ProviderMessage } from '../../functions/payments/ports.ts';
import { messageOf } from './payments.ts';

/** MoMo's public test account. */
export const MOMO = {
  partnerCode: 'MOMO',
  accessKey: 'F8BBA842ECF85',
  secretKey: 'K951B6PE1waDMi640xX08PD3vg6EkVlz',
};

type Account = typeof MOMO;

/** Values of MoMo's messages by name. */
export type Values = Readonly<Record<string, string | number | readonly unknown[] | undefined>>;

const hmac = (text: string, { secretKey }: Account): string =>
  createHmac('sha256', secretKey).update(text).digest('hex');

/** The published formula of creating an order. */
export const createSignature = (v: Values, account: Account): string =>
  hmac(
    `accessKey=${account.accessKey}&amount=${v.amount}&extraData=${v.extraData}&ipnUrl=${v.ipnUrl}&orderId=${v.orderId}` +
      `&orderInfo=${v.orderInfo}&partnerCode=${v.partnerCode}&redirectUrl=${v.redirectUrl}&requestId=${v.requestId}&requestType=${v.requestType}`,
    account,
  );

/** The published formula of a query. */
export const querySignature = (v: Values, account: Account): string =>
  hmac(
    `accessKey=${account.accessKey}&orderId=${v.orderId}&partnerCode=${v.partnerCode}&requestId=${v.requestId}`,
    account,
  );

/** The published formula of a refund. */
export const refundSignature = (v: Values, account: Account): string =>
  hmac(
    `accessKey=${account.accessKey}&amount=${v.amount}&description=${v.description}&orderId=${v.orderId}` +
      `&partnerCode=${v.partnerCode}&requestId=${v.requestId}&transId=${v.transId}`,
    account,
  );

/** The published formula of a notice and of a return. */
export const resultSignature = (v: Values, account: Account): string =>
  hmac(
    `accessKey=${account.accessKey}&amount=${v.amount}&extraData=${v.extraData}&message=${v.message}&orderId=${v.orderId}` +
      `&orderInfo=${v.orderInfo}&orderType=${v.orderType}&partnerCode=${v.partnerCode}&payType=${v.payType}` +
      `&requestId=${v.requestId}&responseTime=${v.responseTime}&resultCode=${v.resultCode}&transId=${v.transId}`,
    account,
  );

interface Ordered {
  readonly reference: string;
  readonly amountVnd: number;
}

/** What MoMo tells of an order, by default that it was paid, signed with an account. */
export const signedResult = (order: Ordered, changes: Values = {}, account: Account = MOMO): Values => {
  const values: Values = {
    partnerCode: account.partnerCode,
    orderId: order.reference,
    requestId: order.reference,
    amount: order.amountVnd,
    orderInfo: 'Nộp lệ phí hồ sơ H26.10-261120-0007',
    orderType: 'momo_wallet',
    transId: 4225107942,
    resultCode: 0,
    message: 'Thành công.',
    payType: 'qr',
    responseTime: 1731137968770,
    extraData: '',
    ...changes,
  };
  return { ...values, signature: resultSignature(values, account) };
};

/** The notice of a body, as the gateway hands it on. */
export const noticeOf = (body: string): ProviderMessage =>
  messageOf({}, { headers: { 'content-type': 'application/json' }, body: Buffer.from(body) });

/** What MoMo answers a query, by default that the order was paid. It is not signed. */
export const queryAnswer = (order: Ordered, changes: Values = {}, account: Account = MOMO): Values => ({
  partnerCode: account.partnerCode,
  orderId: order.reference,
  requestId: '1527246504579',
  extraData: '',
  amount: order.amountVnd,
  transId: 4225107942,
  payType: 'qr',
  resultCode: 0,
  refundTrans: [],
  message: 'Thành công.',
  responseTime: 1731137999000,
  ...changes,
});

/** The refusal of a call, which names nothing of it. */
export const refusal = (resultCode: number): Values => ({
  responseTime: 1676024530704,
  message: 'Bad request.',
  resultCode,
});

/** What MoMo's server does with the next calls. */
export type Mood = 'create' | 'decline' | 'no_such_merchant' | 'nothing' | 'create_silently';

/** MoMo's server: the orders that it holds by name, with the request that created each, and all that it was asked. */
export const momoServer = (account: Account = MOMO) => {
  const orders = new Map<string, Values>();
  const server = {
    orders,
    mood: 'create' as Mood,
    /** What it answers a query, whatever it holds; with `status` where that is not 200. */
    reply: undefined as { readonly body: unknown; readonly status?: number } | undefined,
    calls: [] as { readonly url: string; readonly body: Values }[],
    call: (async (url, request) => {
      const body = JSON.parse(request.body ?? '') as Values;
      server.calls.push({ url, body });
      const [status, json] = url.endsWith('/query') ? query(body) : create(body);
      return json === undefined ? undefined : { status, bytes: Buffer.from(JSON.stringify(json)) };
    }) as CallProvider,
  };
  const created = ({ partnerCode, orderId, requestId, amount }: Values): Values => ({
    ...{ partnerCode, orderId, requestId, amount, responseTime: 1731137931500, message: 'Thành công.', resultCode: 0 },
    payUrl: `https://test-payment.momo.vn/v2/gateway/pay?t=${orderId}`,
  });
  const create = (body: Values): readonly [number, unknown] => {
    if (server.mood === 'nothing') return [0, undefined];
    if (server.mood === 'decline') return [400, refusal(22)];
    if (server.mood === 'no_such_merchant') return [400, refusal(13)];
    if (body.signature !== createSignature(body, account)) return [400, refusal(20)];
    const orderId = String(body.orderId);
    const held = orders.get(orderId);
    if (held && held.requestId !== body.requestId) return [400, refusal(41)];
    orders.set(orderId, held ?? body);
    return [200, server.mood === 'create_silently' ? undefined : created(held ?? body)];
  };
  const query = (body: Values): readonly [number, unknown] => {
    if (server.reply) return [server.reply.status ?? 200, server.reply.body];
    if (server.mood === 'nothing') return [0, undefined];
    if (body.signature !== querySignature(body, account)) return [400, refusal(20)];
    const held = orders.get(String(body.orderId));
    if (!held) return [400, refusal(42)];
    const order = { reference: String(held.orderId), amountVnd: Number(held.amount) };
    return [200, queryAnswer(order, { resultCode: 1000, transId: 0, payType: '' }, account)];
  };
  return server;
};
