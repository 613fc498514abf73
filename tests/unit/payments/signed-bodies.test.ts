import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { webhookHandler } from '../../../functions/payments/handlers/webhook.ts';
import type {
  Merchant,
  Merchants,
  PaymentLedger,
  PaymentProvider,
  ProviderMessage,
  UnmatchedMoney,
} from '../../../functions/payments/ports.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { handedOver } from '../../support/gateway-body.ts';

const hmac = (body: Uint8Array): string => createHmac('sha256', 'key').update(body).digest('hex');

const Notice = z.object({ orderId: z.string(), transId: z.int(), amount: z.int(), message: z.string() });

/** A provider that signs the bytes of a JSON body, as most but VNPAY do. */
const provider: PaymentProvider = {
  manifest: {
    name: 'signed',
    label: 'Signed',
    mark: { letters: 'S', colour: '#333333' },
    credentials: () => z.object({}),
    exactAmount: true,
    minAmountVnd: 1,
    maxAmountVnd: 1e9,
    attemptTermMs: 1,
  },
  reference: (token) => token,
  terminal: () => ({
    create: async () => ({ kind: 'created', checkout: { kind: 'redirect', url: 'https://signed.example' } }),
    read({ body, headers }: ProviderMessage) {
      const told = Buffer.from(headers['x-signature'] ?? '');
      const right = Buffer.from(hmac(body));
      if (told.length !== right.length || !timingSafeEqual(told, right)) return fail('bad_signature');
      const notice = Notice.safeParse(
        JSON.parse(
          Buffer.from(body)
            .toString('utf8')
            .replace(/^\ufeff/, ''),
        ),
      );
      if (!notice.success) return fail('malformed');
      const { orderId: reference, transId, amount: amountVnd } = notice.data;
      const providerTransactionId = String(transId);
      return ok([{ outcome: 'paid', reference, providerTransactionId, code: '0', amountVnd, currency: 'VND' }]);
    },
  }),
  answer: (verdict) => ({ status: verdict === 'malformed' ? 400 : 200, json: { resultCode: verdict } }),
};

const merchant: Merchant = {
  provider: 'signed',
  merchant: 'm',
  agencyCode: 'H26',
  secretId: 's',
  credentialsUpdatedAt: 0,
};

/** The webhook of the one merchant, and the money that it kept. */
const webhook = () => {
  const kept: UnmatchedMoney[] = [];
  const ledger: Pick<PaymentLedger, 'findAttempt' | 'keepUnmatched'> = {
    findAttempt: async () => undefined,
    async keepUnmatched(money) {
      kept.push(money);
      return { key: 'key', outcome: 'recorded' };
    },
  };
  const terminals = async () => [provider.terminal({})];
  const merchants: Pick<Merchants, 'find' | 'terminals' | 'freshTerminals'> = {
    find: async () => merchant,
    terminals,
    freshTerminals: terminals,
  };
  const handler = webhookHandler(
    {
      ledger: ledger as PaymentLedger,
      merchants: merchants as Merchants,
      providers: async (name) => (name === 'signed' ? provider : undefined),
      questions: {} as never,
      refundCalls: {} as never,
    },
    { now: () => 0, publicOrigin: 'https://motcua.example.vn' },
  );
  const hear = async (body: Uint8Array, signed: Uint8Array = body) => {
    const { statusCode, body: text } = await handler(
      {
        httpMethod: 'POST',
        path: '/webhooks/payments/signed/m',
        resource: '/webhooks/payments/{provider}/{merchant}',
        pathParameters: { provider: 'signed', merchant: 'm' },
        headers: { 'Content-Type': 'application/json', 'X-Signature': hmac(signed) },
        ...handedOver(body),
      } as unknown as APIGatewayProxyEvent,
      {} as Context,
    );
    return [statusCode, JSON.parse(text).resultCode];
  };
  return { kept, hear };
};

const notice = (message: string): string => JSON.stringify({ orderId: 'R1', transId: 7, amount: 50_000, message });

test.each([
  ['as it stands in most', Buffer.from(notice('Thành công.'))],
  ['with a byte order mark', Buffer.from(`\ufeff${notice('Thành công.')}`)],
  ['with marks apart from their letters', Buffer.from(notice('Thành công.'.normalize('NFD')))],
  ['with line ends and spaces of its own', Buffer.from(notice('a').replace(',', ' ,\r\n\t'))],
  ['with a replacement character that its sender wrote', Buffer.from(notice('Th\ufffdnh c\ufffdng.'))],
])('a signature over a body %s is found good, over its bytes', async (_, body) => {
  const { kept, hear } = webhook();
  expect(await hear(body)).toEqual([200, 'unknown_reference']);
  expect(kept).toMatchObject([{ reference: 'R1', amountVnd: 50_000, providerTransactionId: '7' }]);
});

test.each([
  ['broken UTF-8', Buffer.from(notice('Th\xe0nh c'), 'latin1')],
  ['half a character', Buffer.from(notice('?').replace('?', '\xed\xa0\x80'), 'latin1')],
  ['nothing but bytes', Buffer.from([0xff, 0x00, 0xc3])],
])('a body of %s is malformed in the provider’s words, however it is signed, and nothing is kept', async (_, body) => {
  const { kept, hear } = webhook();
  expect(await hear(body)).toEqual([400, 'malformed']);
  expect(kept).toEqual([]);
});

test('what a broken text was read as is not what was signed', async () => {
  const { kept, hear } = webhook();
  const replaced = Buffer.from(notice('Th\ufffdnh'));
  expect(await hear(replaced, Buffer.from(notice('Th\xe0nh'), 'latin1'))).toEqual([200, 'bad_signature']);
  expect(kept).toEqual([]);
});
