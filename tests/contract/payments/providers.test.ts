import { expect, test } from 'vitest';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { providersAt } from '../../../functions/payments/providers/registry.ts';
import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import { type ProviderHarness, paymentProviderSuite } from '../../support/payment-provider-suite.ts';
import {
  counter,
  counterCredentials,
  counterMessage,
  counterServer,
  sealed,
} from '../../support/toy-providers/counter.ts';
import { transfer, transferCredentials, transferMessage } from '../../support/toy-providers/transfer.ts';

const AT = Date.parse('2026-11-20T09:00:00+07:00');

/** What every provider's folder brings to the suite. */
const harnesses = await Promise.all(
  KnownProvider.options.map(async (name) => {
    const file = (await import(`./harnesses/${name}.ts`)) as { readonly harness: ProviderHarness };
    return file.harness;
  }),
);

test('every provider is held to the port', () => {
  expect(harnesses.map(({ provider }) => provider.manifest.name)).toEqual(KnownProvider.options);
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

test('each provider has a mark of its own, on whose colour white letters can be read', async () => {
  const marks = await Promise.all(KnownProvider.options.map(async (name) => (await manifestOf(name)).mark));
  for (const what of ['letters', 'colour'] as const)
    expect(new Set(marks.map((mark) => mark[what])).size).toBe(marks.length);
  for (const { letters, colour } of marks) {
    expect(letters).toMatch(/^[\p{L}\d]{1,3}$/u);
    const channels =
      /^#(..)(..)(..)$/
        .exec(colour)
        ?.slice(1)
        .map((hex) => Number.parseInt(hex, 16) / 255) ?? [];
    const [red = 1, green = 1, blue = 1] = channels.map((c) =>
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
    );
    expect(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05), colour).toBeGreaterThanOrEqual(4.5);
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

/** What the counter says of an order when it is asked. */
const counterAnswer: NonNullable<ProviderHarness['query']>['answer'] = (order, outcome, credentials) => {
  const { key } = credentials as Pick<typeof counterCredentials, 'key'>;
  const held = { code: Number(order.reference), id: 'C1', page: 'https://counter.example/pay/1', until: AT };
  const told = { transaction: 'T1', amount: order.amountVnd, state: outcome };
  return sealed({ ...held, ...(outcome === 'unfinished' ? { state: 'open' } : told) }, key);
};

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
    hint: ({ reference }, credentials) =>
      counterMessage([], credentials as typeof counterCredentials, [Number(reference)]),
    forgeries: (message) => {
      const body = bodyOf(message);
      return [
        { ...body, data: body.data.replace(/\d{5,}/, '1') },
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
      answer: counterAnswer,
      outcomes: ['paid', 'failed', 'suspected'],
      forgeries: (body, order, outcome) => {
        const { data, mac } = body as ReturnType<typeof sealed>;
        return [
          counterAnswer(order, outcome, { key: 'another key of the counter' }),
          counterAnswer({ ...order, reference: `${order.reference}1` }, outcome, counterCredentials),
          ...[{ data: `${data} `, mac }, { data, mac: '' }, { data }, { data, mac: mac.replace(/./g, '0') }],
        ];
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

for (const harness of [...harnesses, ...Object.values(toys)]) paymentProviderSuite(harness);

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
