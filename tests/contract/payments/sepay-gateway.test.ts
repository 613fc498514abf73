import { describe, expect, test } from 'vitest';
import { provider as makeSepay } from '../../../functions/payments/providers/sepay/client.ts';
import { formSignature } from '../../../functions/payments/providers/sepay/gateway.ts';
import { type ProviderHarness, paymentProviderSuite } from '../../support/payment-provider-suite.ts';
import { messageOf } from '../../support/payments.ts';
import {
  gatewayCredentials,
  gatewayNotice,
  gatewayOrder,
  sepayCredentials,
  sepayList,
  sepayListed,
  sepayMessage,
  sepayNotice,
  sepayServer,
} from '../../support/sepay.ts';

const { accountNumber, accountName, bankBin, apiKey, webhookSecret } = sepayCredentials;
const bank = { accountNumber, accountName, bankBin };
const alone = { ...bank, ...gatewayCredentials };
const { server, call } = sepayServer();
const provider = makeSepay('live', call);

const replies = (answer: unknown): void => {
  const { status = 200 } = (answer ?? {}) as { readonly status?: number };
  server.status = status;
  server.reply = answer;
};

type Told = Parameters<typeof gatewayOrder>[0];

/** A merchant that has the payment gateway alone: neither a code to scan nor a list of transfers. */
const harness: ProviderHarness = {
  provider: { ...provider, manifest: { ...provider.manifest, checkout: undefined, lists: undefined } },
  credentials: alone,
  otherCredentials: { ...alone, secretKey: 'spsk_test_another' },
  outcomes: [],
  hint: ({ reference }, credentials) => gatewayNotice(reference, (credentials as typeof alone).secretKey),
  forgeries: (message) =>
    ['', 'spsk_test_0123456789abcde', `${gatewayCredentials.secretKey}1`].map((key) => ({
      ...message,
      headers: { 'x-secret-key': key },
    })),
  query: {
    replies,
    answer: (order, outcome) =>
      gatewayOrder(order, outcome === 'paid' ? {} : { order_status: 'PENDING', transactions: [] }),
    outcomes: ['paid'],
    forgeries: (_, order: Told) => [
      gatewayOrder({ ...order, reference: `${order.reference}1` }),
      gatewayOrder(order, { order_status: null }),
      gatewayOrder(order, {}, { transaction_amount: '1e9' }),
      gatewayOrder(order, {}, { transaction_amount: '150000.50' }),
      gatewayOrder(order, {}, { id: null }),
      gatewayOrder(order, {}, { transaction_status: 'DECLINED' }),
      gatewayOrder(order, {}, { transaction_type: 'REFUND' }),
      gatewayOrder(order, { transactions: null }),
    ],
  },
  check: {
    replies,
    taken: { status: 404 },
    refused: [{ status: 401 }, { status: 403 }],
    unproven: [{ status: 200 }, { status: 429 }, { status: 500 }],
  },
  endsRetries: ({ status, json }) => status === 200 && (json as { success?: unknown }).success === true,
};

paymentProviderSuite(harness);

const order = {
  reference: provider.reference('0123456789abcdefghjkmnpqrs', 0),
  dossierCode: 'H26.10-261120-0007' as never,
  amountVnd: 150_000,
  locale: 'vi' as const,
  createdAt: 0,
  expiresAt: 86_400_000,
  payerIp: '203.0.113.7',
  returnUrl: 'https://motcua.example.vn/payments/return/sepay/H26',
  webhookUrl: 'https://motcua.example.vn/webhooks/payments/sepay/H26',
  pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
};

const question = { ...order, providerOrderId: undefined, at: 0 };

const created = async (credentials: unknown) => {
  const creation = await provider.terminal(credentials).create(order);
  if (creation.kind !== 'created') throw new Error(creation.kind);
  return creation.checkout;
};

describe('the form that a payer’s browser posts', () => {
  test.each([
    ['m3D+IP7FwlPOQxjSTQy7xZcFiId1GHlQI26suu/PjIU=', []],
    ['gQwYDZLcbNiCsFnavBK0CsZABdZFRG0VpBxc8N7QGnk=', [['payment_method', 'CARD']]],
  ] as const)('is signed as the official SDK signs it (sepay-pg-node 1.0.0): %s', (signature, more) => {
    const fields = [
      ['merchant', 'SP-TEST-AB12345'],
      ['currency', 'VND'],
      ['order_amount', '150000'],
      ['operation', 'PURCHASE'],
      ...more,
      ['order_description', 'Nop le phi ho so H26.10-261120-0007'],
      ['order_invoice_number', 'MCWREFERENCE'],
      ['success_url', 'https://motcua.example.vn/ok?a=1&b=2'],
      ['error_url', 'https://motcua.example.vn/error'],
      ['cancel_url', 'https://motcua.example.vn/cancel'],
    ] as const;
    expect(formSignature(gatewayCredentials, fields)).toBe(signature);
  });

  test('goes to SePay’s own address, signed over its fields in their order, under an address of ours that opens by GET', async () => {
    const { kind, url, form } = await created(alone);
    expect([kind, url, form?.action]).toEqual(['redirect', order.pageUrl, 'https://pay.sepay.vn/v1/checkout/init']);
    const fields = (form?.fields ?? []).map(({ name, value }) => [name, value] as const);
    const [name, signature] = fields.at(-1) ?? [];
    expect([name, signature]).toEqual(['signature', formSignature(gatewayCredentials, fields.slice(0, -1))]);
    expect(Object.fromEntries(fields)).toMatchObject({
      merchant: 'SP-TEST-AB12345',
      order_amount: '150000',
      currency: 'VND',
      operation: 'PURCHASE',
      order_invoice_number: order.reference,
    });
    expect(fields.map(([each]) => each)).not.toContain('payment_method');
  });

  test.each([
    ['webhookSecret', { webhookSecret }],
    ['apiKey', { apiKey }],
  ])(
    'takes cards alone beside a code whose transfers are told by %s, so that no transfer is told twice',
    async (_, keys) => {
      const checkout = await created({ ...alone, ...keys });
      expect(checkout).toMatchObject({ kind: 'qr', memo: order.reference, url: order.pageUrl });
      expect(checkout.form?.fields).toContainEqual({ name: 'payment_method', value: 'CARD' });
    },
  );

  test('is not there for a merchant without the gateway', async () => {
    const checkout = await created({ ...bank, apiKey });
    expect([checkout.kind, checkout.url, checkout.form]).toEqual(['qr', undefined, undefined]);
  });

  test('leads back with a proof of ours, which stands for no other order and no other outcome', async () => {
    const fields = new Map((await created(alone)).form?.fields.map(({ name, value }) => [name, value]));
    const back = (address = '', changes: object = {}) => {
      const query = Object.fromEntries([...new URL(address).searchParams].map(([name, value]) => [name, [value]]));
      return provider.terminal(alone).back?.({ ...messageOf({}), query: { ...query, ...changes } });
    };
    for (const [name, outcome] of [
      ['success_url', 'paid'],
      ['error_url', 'failed'],
      ['cancel_url', 'failed'],
    ] as const)
      expect(back(fields.get(name))).toEqual({ ok: true, value: { reference: order.reference, outcome } });
    for (const changes of [
      { reference: ['MCW'] },
      { outcome: ['failed'] },
      { proof: [] },
      { proof: ['0'.repeat(64)] },
      { outcome: ['paid', 'paid'] },
    ])
      expect(back(fields.get('success_url'), changes)).toEqual({ ok: false, failure: 'bad_signature' });
  });
});

test('merchantId and secretKey are set up together', () => {
  for (const name of ['merchantId', 'secretKey'] as const) {
    const { [name]: _, ...half } = { ...alone, apiKey };
    const parsed = provider.manifest.credentials().safeParse(half);
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['secretKey']]);
  }
  expect(provider.manifest.credentials().safeParse(alone).success).toBe(true);
});

describe('a merchant with bank webhooks and the gateway', () => {
  const terminal = provider.terminal({ ...alone, apiKey, webhookSecret });

  test('believes a transfer that the webhook tells, and only hears a hint from the gateway', () => {
    const transfer = sepayMessage(sepayNotice({ content: order.reference }));
    expect(terminal.read(transfer)).toMatchObject({
      ok: true,
      value: [{ reference: order.reference, outcome: 'paid' }],
    });
    expect(terminal.hints?.(transfer)).toEqual({ ok: true, value: [] });
    for (const type of ['ORDER_PAID', 'TRANSACTION_VOID']) {
      const notice = gatewayNotice(order.reference, gatewayCredentials.secretKey, type);
      expect(terminal.read(notice)).toEqual({ ok: true, value: [] });
      expect(terminal.hints?.(notice)).toEqual({ ok: true, value: [order.reference] });
    }
    expect(terminal.read(gatewayNotice({ $ne: 1 }))).toEqual({ ok: false, failure: 'malformed' });
    expect(terminal.read(gatewayNotice(order.reference, apiKey))).toEqual({ ok: false, failure: 'bad_signature' });
    const { read } = provider.terminal({ ...bank, apiKey });
    expect(read(gatewayNotice(order.reference))).toEqual({ ok: false, failure: 'bad_signature' });
  });

  /** Answers each side of SePay by its own. */
  const asked = (bankSays: unknown, gatewaySays: unknown) => {
    const made = makeSepay('live', async (url) => {
      const said = url.startsWith('https://pgapi.sepay.vn/v1/order/detail/') ? gatewaySays : bankSays;
      if (said === undefined) return undefined;
      const { status = 200 } = said as { readonly status?: number };
      return { status, bytes: Buffer.from(JSON.stringify(said)) };
    });
    return made.terminal({ ...alone, apiKey });
  };

  const told = sepayList(sepayListed({ transaction_content: order.reference }));
  const nothing = sepayList();
  const paid = gatewayOrder(order);
  const absent = { status: 404 };

  test.each([
    [
      'both, told',
      told,
      paid,
      { kind: 'told', callback: { providerTransactionId: '92704' }, further: [{ providerTransactionId: 'PG-1' }] },
    ],
    ['the bank alone, told', told, undefined, { kind: 'told', callback: { providerTransactionId: '92704' } }],
    ['the gateway alone, told', nothing, paid, { kind: 'told', callback: { providerTransactionId: 'PG-1' } }],
    ['neither, unfinished', nothing, absent, { kind: 'unfinished' }],
    ['neither, and one does not say, unknown', nothing, { status: 500 }, { kind: 'unknown', why: 'http.500' }],
    ['neither, and the other does not say, unknown', undefined, absent, { kind: 'unknown', why: 'no_answer' }],
  ])('asked about an order that was paid to %s', async (_, bankSays, gatewaySays, answer) => {
    expect(await asked(bankSays, gatewaySays).ask?.(question)).toMatchObject(answer);
  });

  test.each([
    ['taken', nothing, absent],
    ['refused', nothing, { status: 401 }],
    ['refused', { status: 401 }, undefined],
    ['unknown', nothing, undefined],
  ])('has credentials that are %s', async (verdict, bankSays, gatewaySays) => {
    expect(await asked(bankSays, gatewaySays).check?.({ reference: order.reference, at: 0 })).toMatchObject({
      verdict,
    });
  });
});

test('an order is asked about by its reference, with the merchant’s number and key', async () => {
  server.asked.length = 0;
  replies(gatewayOrder(order));
  await provider.terminal(alone).ask?.(question);
  expect(server.asked.map(({ url, authorization }) => [url.href, authorization])).toEqual([
    [
      `https://pgapi.sepay.vn/v1/order/detail/${order.reference}`,
      `Basic ${Buffer.from('SP-TEST-AB12345:spsk_test_0123456789abcdef').toString('base64')}`,
    ],
  ]);
});
