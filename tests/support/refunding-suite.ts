import { describe, expect, test } from 'vitest';
import type { RefundAnswer, Refunding, RefundOrder } from '../../functions/payments/refund-ports.ts';
import type { KnownProvider } from '../../shared/kernel/payment-providers.ts';
import { bothSides, type Through } from './both-sides.ts';
import { must } from './payments.ts';
import { NOW } from './sandbox-house.ts';

const TOKEN = 'zyxwvtsrqpnmkjhgfedcba9876';
const OTHER = 'bcdfghjkmnpqrstvwxyz012345';

/** A provider's two sides with an order of 150.000 đ that was paid, and what is given back of it. */
const paidOrder = async (name: KnownProvider) => {
  let through: Through = (call) => call();
  const sides = await bothSides(name, (call) => through(call));
  const { house, terminal, order, created } = sides;
  await house.call('POST', `/sandbox/${name}/orders/${order.reference}/outcome`, { json: { outcome: 'pay' } });
  const [notice] = house.sent;
  if (!notice) throw new Error('nobody was told of the payment');
  const message =
    'query' in notice
      ? { query: Object.fromEntries([...new URLSearchParams(notice.query)].map(([key, value]) => [key, [value]])) }
      : { headers: lowerCased(notice.headers), body: Buffer.from(notice.body) };
  const told = { query: {}, headers: {}, body: new Uint8Array(), receivedAt: NOW, ...message };
  const [callback] = must(terminal.read(told));
  const refunding = terminal.refunding as Refunding;
  return {
    refunding,
    /** What passes between the two sides from now on. */
    lets(way: Through) {
      through = way;
    },
    async choose(outcome: string) {
      house.now += 1000;
      const address = `/sandbox/${name}/refunds/${order.reference}/outcome`;
      expect(await house.call('POST', address, { json: { outcome } })).toMatchObject({ status: 200 });
      house.now += 1000;
    },
    refund: (amountVnd: number, token = TOKEN, more: Partial<RefundOrder> = {}): RefundOrder => ({
      refundReference: refunding.reference(token, NOW),
      dossierCode: order.dossierCode,
      reference: order.reference,
      orderedAt: order.createdAt,
      providerOrderId: created.providerOrderId,
      providerTransactionId: callback?.providerTransactionId ?? '',
      receivedVnd: order.amountVnd,
      amountVnd,
      beforeVnd: 0,
      earlierRefundIds: [],
      reservedAt: NOW,
      providerRefundId: undefined,
      at: house.now,
      ...more,
    }),
  };
};

const lowerCased = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));

const idOf = (answer: RefundAnswer | { readonly kind: 'absent' }): string | undefined =>
  'providerRefundId' in answer ? answer.providerRefundId : undefined;

/** What the port promises of a provider that gives money back when it is called, with the provider as the sandbox plays it. */
export const refundingSuite = (name: KnownProvider): void => {
  describe(`${name} gives money back`, () => {
    test('all of it, at once', async () => {
      const { refunding, refund } = await paidOrder(name);
      const order = refund(150_000);
      expect(await refunding.ask(order)).toEqual({ kind: 'absent' });
      const sent = await refunding.send(order);
      expect(sent.kind).toBe('done');
      expect(await refunding.ask({ ...order, providerRefundId: idOf(sent) })).toMatchObject({ kind: 'done' });
    });

    test('in two parts, each once, and never more than came', async () => {
      const { refunding, refund } = await paidOrder(name);
      const first = refund(100_000);
      const sent = await refunding.send(first);
      expect(sent.kind).toBe('done');
      const before = { beforeVnd: 100_000, earlierRefundIds: [idOf(sent) ?? ''].filter((id) => id !== '') };
      const second = refund(50_000, OTHER, before);
      expect(await refunding.ask(second)).toEqual({ kind: 'absent' });
      expect((await refunding.send(second)).kind).toBe('done');
      const third = refund(1000, 'c'.repeat(26), { ...before, beforeVnd: 150_000 });
      expect((await refunding.send(third)).kind).toBe('declined');
    });

    test('later: it is pending until it is done', async () => {
      const { refunding, refund, choose } = await paidOrder(name);
      await choose('pending');
      const sent = await refunding.send(refund(150_000));
      expect(sent.kind).toBe('pending');
      const order = refund(150_000, TOKEN, { providerRefundId: idOf(sent) });
      expect((await refunding.ask(order)).kind).toBe('pending');
      await choose('done');
      expect((await refunding.ask(order)).kind).toBe('done');
    });

    test('not: it declines, or fails after it was pending', async () => {
      const { refunding, refund, choose } = await paidOrder(name);
      await choose('declined');
      expect(['declined', 'failed']).toContain((await refunding.send(refund(150_000))).kind);
      const late = await paidOrder(name);
      await late.choose('pending');
      const sent = await late.refunding.send(late.refund(150_000));
      await late.choose('declined');
      const asked = await late.refunding.ask(late.refund(150_000, TOKEN, { providerRefundId: idOf(sent) }));
      expect(['declined', 'failed']).toContain(asked.kind);
    });

    test('once where it was down before', async () => {
      const { refunding, refund, choose } = await paidOrder(name);
      await choose('down');
      expect((await refunding.send(refund(150_000))).kind).toBe('unknown');
      expect((await refunding.ask(refund(150_000))).kind).toBe('unknown');
      await choose('done');
      expect((await refunding.ask(refund(150_000))).kind).toBe('absent');
      expect((await refunding.send(refund(150_000))).kind).toBe('done');
    });

    test('and is asked after an answer that was lost', async () => {
      const { refunding, refund, lets } = await paidOrder(name);
      lets(async (call) => {
        await call();
        return undefined;
      });
      expect((await refunding.send(refund(150_000))).kind).toBe('unknown');
      lets((call) => call());
      expect((await refunding.ask(refund(150_000))).kind).toBe('done');
    });

    test.each<[string, Through]>([
      ['nothing', async () => undefined],
      ['an error of its server', async () => ({ status: 500, bytes: Buffer.from('{}') })],
      ['a page', async () => ({ status: 200, bytes: Buffer.from('<html></html>') })],
      ['an empty object', async () => ({ status: 200, bytes: Buffer.from('{}') })],
    ])('of %s nothing is believed', async (_, way) => {
      const { refunding, refund, lets } = await paidOrder(name);
      lets(way);
      expect((await refunding.send(refund(150_000))).kind).toBe('unknown');
      expect((await refunding.ask(refund(150_000))).kind).toBe('unknown');
    });
  });
};
