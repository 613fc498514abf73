import { expect, test } from 'vitest';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { providersAt } from '../../../functions/payments/providers/registry.ts';
import { provider as vnpay } from '../../../functions/payments/providers/vnpay/client.ts';
import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import { callsOf } from '../../support/json-post.ts';
import { type ProviderHarness, paymentProviderSuite } from '../../support/payment-provider-suite.ts';
import { CREDENTIALS, FAILED, noticeFields, SUSPECTED, signedNotice } from '../../support/payments.ts';
import {
  counter,
  counterCredentials,
  counterMessage,
  counterServer,
  sealed,
} from '../../support/toy-providers/counter.ts';
import { transfer, transferCredentials, transferMessage } from '../../support/toy-providers/transfer.ts';
import { FOUND, queryAnswer } from '../../support/vnpay-query.ts';

const withField = (message: ProviderMessage, name: string, values: readonly string[]): ProviderMessage => ({
  ...message,
  query: { ...message.query, [name]: values },
});

const AT = Date.parse('2026-11-20T09:00:00+07:00');

let reply: unknown;

/** Every provider of the registry has its line here. */
const harnesses: Readonly<Record<string, ProviderHarness>> = {
  vnpay: {
    provider: vnpay(
      'live',
      callsOf(async () => reply),
    ),
    credentials: CREDENTIALS,
    otherCredentials: { ...CREDENTIALS, hashSecret: 'another secret of the merchant' },
    outcomes: ['paid', 'failed', 'suspected'],
    notice: (order, outcome, credentials) =>
      signedNotice(
        noticeFields(order, { paid: {}, failed: FAILED, suspected: SUSPECTED }[outcome]),
        (credentials as typeof CREDENTIALS).hashSecret,
      ),
    forgeries: (message) => [
      withField(message, 'vnp_Amount', ['1']),
      withField(message, 'vnp_TxnRef', ['another']),
      withField(message, 'vnp_TransactionNo', ['1']),
      withField(message, 'vnp_ResponseCode', ['24']),
      withField(message, 'vnp_TransactionStatus', ['02']),
      withField(message, 'vnp_TmnCode', ['OTHER001']),
      withField(message, 'vnp_Extra', ['1']),
      withField(message, 'vnp_Amount', [...(message.query.vnp_Amount ?? []), '1']),
    ],
    query: {
      replies: (body) => {
        reply = body;
      },
      answer: (order, outcome, credentials) => queryAnswer(order, FOUND[outcome], credentials as typeof CREDENTIALS),
      forgeries: (body) => {
        const { vnp_SecureHash: _, ...unsigned } = body as Record<string, string>;
        return [
          unsigned,
          { ...unsigned, vnp_SecureHash: '' },
          ...Object.keys(unsigned).map((name) => ({ ...(body as object), [name]: `${unsigned[name]}1` })),
          { ...(body as object), vnp_PromotionCode: 'X' },
        ];
      },
    },
    endsRetries: ({ json }) => ['00', '02'].includes((json as { RspCode: string }).RspCode),
  },
};

test('every provider of the registry is held to the port', () => {
  expect(Object.keys(harnesses).sort()).toEqual([...KnownProvider.options].sort());
});

test.each(KnownProvider.options)('%s is found by its name, with what its manifest says', async (name) => {
  const manifest = await manifestOf(name);
  expect(manifest.name).toBe(name);
  const providers = providersAt('live');
  expect((await providers(name))?.manifest).toBe(manifest);
  expect(await providers(name)).toBe(await providers(name));
  for (const { live, played } of Object.values(manifest.addresses)) {
    expect(new URL(live).protocol).toBe('https:');
    expect(played).toMatch(/^\/[A-Za-z0-9._/-]+$/);
  }
});

test('under any other name there is none', async () => {
  for (const name of ['toString', '../vnpay', 'vnpay/', '']) expect(await providersAt('live')(name)).toBeUndefined();
});

const server = counterServer();

const bodyOf = (message: ProviderMessage) => JSON.parse(Buffer.from(message.body).toString('utf8'));

const withBody = (message: ProviderMessage, body: unknown): ProviderMessage => ({
  ...message,
  body: Buffer.from(JSON.stringify(body)),
});

/** Providers of other shapes, made up for the tests: the port holds for more than the one that is there. */
const toys: Readonly<Record<string, ProviderHarness>> = {
  counter: {
    provider: counter(server.post),
    credentials: counterCredentials,
    otherCredentials: { ...counterCredentials, key: 'another key' },
    outcomes: ['paid', 'failed', 'suspected'],
    creation: {
      answers: (how) => {
        server.reply = undefined;
        server.mood = (
          {
            create: 'works',
            decline: 'declines',
            no_such_merchant: 'knows_no_shop',
            nothing: 'is_down',
            create_silently: 'creates_silently',
          } as const
        )[how];
      },
      held: () => server.orders.size,
    },
    notice: ({ reference, amountVnd }, state, credentials) =>
      counterMessage(
        [{ code: Number(reference), transaction: 'T1', amount: amountVnd, state }],
        credentials as typeof counterCredentials,
      ),
    notices: (orders, credentials) =>
      counterMessage(
        orders.map(({ reference, amountVnd }, n) => ({
          code: Number(reference),
          transaction: `T${n}`,
          amount: amountVnd,
          state: 'paid' as const,
        })),
        credentials as typeof counterCredentials,
      ),
    nothing: (credentials) => counterMessage([], credentials as typeof counterCredentials),
    forgeries: (message) => {
      const body = bodyOf(message);
      return [
        { ...body, data: body.data.replace('150000', '1') },
        { ...body, data: `${body.data} ` },
        { ...body, mac: '0'.repeat(64) },
        { data: body.data },
      ].map((forged) => withBody(message, forged));
    },
    query: {
      replies: (body) => {
        server.mood = 'works';
        server.reply = { body };
      },
      answer: ({ reference, amountVnd }, outcome, credentials) => {
        const { key } = credentials as typeof counterCredentials;
        const order = { code: Number(reference), id: 'C1', page: 'https://counter.example/pay/1', until: AT };
        const told = { transaction: 'T1', amount: amountVnd, state: outcome };
        return sealed({ ...order, ...(outcome === 'unfinished' ? { state: 'open' } : told) }, key);
      },
      forgeries: (body) => {
        const { data, mac } = body as ReturnType<typeof sealed>;
        return [{ data: `${data} `, mac }, { data, mac: '' }, { data }, { data, mac: mac.replace(/./g, '0') }];
      },
    },
    endsRetries: ({ status }) => status === 200,
  },
  transfer: {
    provider: transfer,
    credentials: transferCredentials,
    otherCredentials: { ...transferCredentials, key: 'another key' },
    outcomes: ['paid'],
    notice: ({ reference, amountVnd }, _, credentials) =>
      transferMessage(
        [{ id: 'FT1', amount: amountVnd, content: `MBVCB 1234 ${reference} chuyen tien` }],
        credentials as typeof transferCredentials,
      ),
    notices: (orders, credentials) =>
      transferMessage(
        orders.map(({ reference, amountVnd }, n) => ({ id: `FT${n}`, amount: amountVnd, content: reference })),
        credentials as typeof transferCredentials,
      ),
    nothing: (credentials) =>
      transferMessage(
        [
          { id: 'FT1', amount: 1, content: 'tra luong', direction: 'out' },
          { id: 'FT2', amount: 1, content: 'cua nguoi khac', account: '99' },
        ],
        credentials as typeof transferCredentials,
      ),
    forgeries: (message) => {
      const [only] = bodyOf(message);
      return [
        ...['id', 'amount', 'content', 'account'].map((name) => withBody(message, [{ ...only, [name]: '1' }])),
        { ...message, headers: {} },
      ];
    },
    endsRetries: ({ status }) => status === 200,
  },
};

for (const harness of Object.values({ ...harnesses, ...toys })) paymentProviderSuite(harness);

test.each<[string, string, (memo: string) => string]>([
  ['between the words of a bank', 'found', (memo) => `IBFT 9704 ${memo} TU NGUYEN VAN A`],
  [
    'in small letters, split and with signs between',
    'found',
    (memo) => `${memo.slice(0, 5)} - ${memo.slice(5)}`.toLowerCase(),
  ],
  ['twice', 'found', (memo) => `${memo} ${memo}`],
  ['with a letter wrong', 'not found', (memo) => memo.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ['not at all', 'not found', () => 'nop tien'],
  ['beside another', 'not found', (memo) => `${memo} ${transfer.reference('z'.repeat(26), AT)}`],
])('a transfer whose words have the memo %s is of an order: %s', (_, found, contentOf) => {
  const memo = transfer.reference('0123456789abcdefghjkmnpqrs', AT);
  const told = transfer
    .terminal(transferCredentials)
    .read(transferMessage([{ id: 'FT1', amount: 1000, content: contentOf(memo) }]));
  expect(told).toMatchObject({
    ok: true,
    value: [{ reference: found === 'found' ? memo : undefined, amountVnd: 1000 }],
  });
});
