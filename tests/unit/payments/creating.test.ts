import { expect, test } from 'vitest';
import type { PaymentLedger } from '../../../functions/payments/ports.ts';
import { createOrder } from '../../../functions/payments/usecases/create-order.ts';
import { must, readyHouse } from '../../support/payments.ts';
import { counter, counterCredentials, counterServer } from '../../support/toy-providers/counter.ts';

const by = { recordedBy: 'test', requestId: 'r-9' };
const returnUrl = (provider: string, merchant: string) => `https://motcua.example.vn/return/${provider}/${merchant}`;
const webhookUrl = (provider: string, merchant: string) => `https://motcua.example.vn/webhooks/${provider}/${merchant}`;

/** An attempt that is recorded and whose order nobody has created, with the orders that its provider is then asked for. */
const recorded = async () => {
  const server = counterServer();
  const orders: unknown[] = [];
  const provider = counter(server.post);
  const told: typeof provider = {
    ...provider,
    terminal(credentials) {
      const terminal = provider.terminal(credentials);
      return {
        ...terminal,
        create: (order) => {
          orders.push(order);
          return terminal.create(order);
        },
      };
    },
  };
  const house = await readyHouse([told]);
  await house.merchant('shop', { current: counterCredentials, previous: [] }, 'H26', 'counter');
  const { paymentId, dossierCode } = must(await house.fee());
  server.slow = async () => {
    throw new Error('killed');
  };
  await expect(house.attempt(paymentId, { provider: 'counter', locale: 'en' })).rejects.toThrow('killed');
  server.slow = undefined;
  orders.length = 0;
  const [attempt] = (await house.known(paymentId)).attempts;
  if (!attempt) throw new Error('no attempt');
  let pauses = 0;
  const ports = {
    ...house,
    returnUrl,
    webhookUrl,
    pageUrl: async (of: { readonly dossierCode: string }, reference: string) =>
      `https://motcua.example.vn/${of.dossierCode}/${reference}`,
    pause: async () => {
      pauses += 1;
    },
  };
  const asked = { payment: { paymentId, dossierCode }, attempt, payerIp: '203.0.113.7', now: house.clock.now, by };
  return { house, server, orders, attempt, ports, asked, pauses: () => pauses };
};

test('a provider is asked for an order with all that it needs, in the language that was asked for', async () => {
  const { attempt, ports, asked, orders } = await recorded();
  must(await createOrder(ports)({ ...asked, isFirst: true }));
  expect(orders).toEqual([
    {
      reference: attempt.reference,
      dossierCode: 'H26.10-261120-0007',
      amountVnd: 150_000,
      locale: 'en',
      createdAt: attempt.createdAt,
      expiresAt: attempt.expiresAt,
      payerIp: '203.0.113.7',
      returnUrl: 'https://motcua.example.vn/return/counter/shop',
      webhookUrl: 'https://motcua.example.vn/webhooks/counter/shop',
      pageUrl: `https://motcua.example.vn/H26.10-261120-0007/${attempt.reference}`,
    },
  ]);
});

test('whoever records an order reads nothing again, and answers what is then read', async () => {
  const { house, ports, asked } = await recorded();
  let reads = 0;
  const ledger: PaymentLedger = {
    ...house.ledger,
    payment: (paymentId) => {
      reads += 1;
      return house.ledger.payment(paymentId);
    },
  };
  const created = must(await createOrder({ ...ports, ledger })({ ...asked, isFirst: true }));
  expect(reads).toBe(0);
  expect((await house.known(asked.payment.paymentId)).attempts).toEqual([created]);
});

test('an order that another request is creating is waited for eight seconds, half a second at a time', async () => {
  const { ports, asked, orders, pauses } = await recorded();
  expect(await createOrder(ports)({ ...asked, isFirst: false })).toEqual({
    ok: false,
    failure: { kind: 'unknown_outcome', detail: 'the order is being created; ask again' },
  });
  expect([orders, pauses()]).toEqual([[], 16]);
});

test.each(['merchant', 'credentials'])(
  'without its %s no order is created, and the caller is told why',
  async (lost) => {
    const { house, ports, asked, orders } = await recorded();
    const merchants =
      lost === 'merchant'
        ? { ...house.merchants, findNow: async () => undefined }
        : { ...house.merchants, terminals: async () => [] };
    expect(await createOrder({ ...ports, merchants })({ ...asked, isFirst: true })).toEqual({
      ok: false,
      failure: { kind: 'not_configured', detail: 'the merchant has no credentials' },
    });
    expect(orders).toEqual([]);
  },
);
