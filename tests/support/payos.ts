import { createHmac } from 'node:crypto';
import type { CallProvider } from '../../functions/payments/adapters/provider-call.ts';
import type { ProviderMessage } from '../../functions/payments/ports.ts';
import { messageOf } from './payments.ts';

/** A merchant's credentials with payOS. */
export const payosCredentials = {
  clientId: 'client',
  apiKey: 'api key',
  checksumKey: 'a checksum key of payOS, of 64 characters',
};

type Fields = Readonly<Record<string, unknown>>;

/** The published formula, written here for itself: sorted, `name=value`, joined, hex HMAC-SHA256. */
export const payosSignature = (data: Fields, checksumKey: string): string => {
  const text = (value: unknown): string => {
    if (!Array.isArray(value)) return String(value ?? '');
    const items = value.map((item: Fields) =>
      Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))),
    );
    return JSON.stringify(items);
  };
  const fields = Object.keys(data)
    .filter((name) => data[name] !== undefined)
    .sort();
  return createHmac('sha256', checksumKey)
    .update(fields.map((name) => `${name}=${text(data[name])}`).join('&'))
    .digest('hex');
};

/** Data under payOS's signature, as its answers and its notices carry it. */
export const payosSigned = (data: Fields, checksumKey = payosCredentials.checksumKey) => ({
  code: '00',
  desc: 'success',
  success: true,
  data,
  signature: payosSignature(data, checksumKey),
});

/** A message with a JSON body. */
export const payosMessage = (body: unknown): ProviderMessage =>
  messageOf({}, { body: Buffer.from(JSON.stringify(body)) });

type Ordered = { readonly reference: string; readonly amountVnd: number };

/** The fields of payOS's notice that a transfer has come. */
export const payosNotice = ({ reference, amountVnd }: Ordered, changes: Fields = {}): Record<string, unknown> => ({
  orderCode: Number(reference),
  amount: amountVnd,
  description: 'CS1A2B3C4D LP4567890',
  accountNumber: '12345678',
  reference: 'FT26324000000001',
  transactionDateTime: '2026-11-20 09:05:00',
  currency: 'VND',
  paymentLinkId: '124c33293c43417ab7879e14c8d9eb18',
  code: '00',
  desc: 'Thành công',
  counterAccountBankId: null,
  counterAccountName: 'NGUYEN VAN A',
  virtualAccountNumber: '',
  ...changes,
});

/** A transfer as payOS lists it. */
export const payosTransfer = (reference: string, amount: number) => ({
  reference,
  amount,
  accountNumber: '12345678',
  description: 'CS1A2B3C4D LP4567890',
  transactionDateTime: '2026-11-20T09:05:00+07:00',
  virtualAccountName: null,
  counterAccountName: 'NGUYEN VAN A',
});

/** The data of payOS's answer to who asks about an order, by default that nobody has paid. */
export const payosLink = (
  { reference, amountVnd }: Ordered,
  transactions: readonly ReturnType<typeof payosTransfer>[] = [],
  changes: Fields = {},
): Record<string, unknown> => {
  const amountPaid = transactions.reduce((sum, { amount }) => sum + amount, 0);
  return {
    id: '124c33293c43417ab7879e14c8d9eb18',
    orderCode: Number(reference),
    amount: amountVnd,
    amountPaid,
    amountRemaining: amountVnd - amountPaid,
    status: amountPaid >= amountVnd ? 'PAID' : amountPaid > 0 ? 'UNDERPAID' : 'PENDING',
    createdAt: '2026-11-20T09:00:00+07:00',
    transactions,
    cancellationReason: null,
    canceledAt: null,
    ...changes,
  };
};

/** payOS's refusal, which it does not sign. */
export const payosRefusal = (code: string) => ({ code, desc: 'Không được', data: null, signature: null });

/** What payOS's server does with the next calls. */
export type PayosMood = 'works' | 'declines' | 'is_down' | 'knows_no_channel' | 'creates_silently';

/** payOS's server: the orders that it holds, every call, and what it was sent. */
export const payosServer = ({ checksumKey } = payosCredentials) => {
  const orders = new Map<string, number>();
  const server = {
    orders,
    mood: 'works' as PayosMood,
    /** What it answers to who asks, whatever it holds. */
    reply: undefined as { readonly body: unknown; readonly status?: number } | undefined,
    calls: [] as { readonly method: string; readonly url: string; readonly headers: unknown }[],
    /** The order that it was last asked to create. */
    sent: {} as Readonly<Record<string, string | number>>,
    answer(method: string, url: string, text: string | undefined): unknown {
      const reference = url.split('/').at(-1) ?? '';
      if (method === 'GET') {
        const amountVnd = orders.get(reference);
        return amountVnd === undefined
          ? payosRefusal('101')
          : payosSigned(payosLink({ reference, amountVnd }), checksumKey);
      }
      if (server.mood === 'declines') return payosRefusal('20');
      if (server.mood === 'knows_no_channel') return payosRefusal('214');
      const { orderCode, amount, description, expiredAt } = JSON.parse(text ?? '') as Record<string, number>;
      if (orders.has(String(orderCode))) return payosRefusal('231');
      orders.set(String(orderCode), amount ?? 0);
      if (server.mood === 'creates_silently') return undefined;
      const paymentLinkId = '124c33293c43417ab7879e14c8d9eb18';
      const account = { bin: '970422', accountNumber: '12345678', accountName: 'UBND XA AN KHANH' };
      const page = { checkoutUrl: `https://pay.payos.vn/web/${paymentLinkId}`, qrCode: '00020101021238…6304ABCD' };
      const order = { amount, orderCode, currency: 'VND', status: 'PENDING', expiredAt, paymentLinkId };
      return payosSigned({ ...account, ...order, ...page, description: `CS1A2B3C4D ${description}` }, checksumKey);
    },
  };
  const call: CallProvider = async (url, { method, headers, body }) => {
    server.calls.push({ method, url, headers });
    if (body !== undefined) server.sent = JSON.parse(body);
    if (server.mood === 'is_down') return undefined;
    const asked = method === 'GET' ? server.reply : undefined;
    const answer = asked ? asked.body : server.answer(method, url, body);
    return answer === undefined
      ? undefined
      : { status: asked?.status ?? 200, bytes: Buffer.from(JSON.stringify(answer)) };
  };
  return { server, call };
};
