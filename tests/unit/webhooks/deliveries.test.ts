import { describe, expect, test } from 'vitest';
import { ladderMs, MOST_REDELIVERIES, TRY_LEASE_MS } from '../../../functions/webhooks/domain/delivery.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { paid, webhooksHouse } from '../../support/webhooks-house.ts';

const waiting = async () => {
  const house = await webhooksHouse();
  await house.setUp();
  const heard = await house.hear(paid(), 'r');
  const [deliveryId] = heard.ok ? heard.value : [];
  if (!deliveryId) throw new Error('nothing was heard');
  return { ...house, deliveryId, state: async () => (await house.ledger.delivery(deliveryId))?.state };
};

describe('a delivery', () => {
  test('is posted once, signed, with the fields of its type', async () => {
    const house = await waiting();
    await house.work();
    expect(house.posted).toHaveLength(1);
    const [{ url, headers, body }] = house.posted as [(typeof house.posted)[0]];
    expect(url).toBe('https://h26-10.example.vn/hooks');
    expect(headers['webhook-id']).toBe(house.deliveryId);
    expect(headers['webhook-timestamp']).toBe(String(house.clock.now / 1000));
    expect(JSON.parse(body)).toEqual({
      type: 'payment.paid',
      timestamp: '2026-11-20T08:59:00+07:00',
      data: {
        paymentId: 'pay_0123456789abcdefghjkmnpqrs',
        dossierCode: 'H26.10-261120-0007',
        agencyCode: 'H26.10',
        state: 'paid',
        amountVnd: 150_000,
        receivedVnd: 150_000,
        refundedVnd: 0,
      },
    });
    expect(await house.state()).toBe('delivered');
    expect((await house.send(house.deliveryId)).ok && house.posted).toHaveLength(1);
  });

  test('climbs the ladder under the sweep, to the second, and fails after its last rung', async () => {
    const house = await waiting();
    house.answers.next = () => ({ status: 500 });
    const began = house.clock.now;
    await house.work();
    const moments = [0];
    for (const wait of ladderMs) {
      house.queued.length = 0; // the queue loses everything: the sweep finds it
      await house.fold();
      expect((await house.sweep(house.clock.now + wait - 1)).queued).toBe(0);
      house.clock.now += wait;
      expect((await house.sweep(house.clock.now)).queued).toBe(1);
      await house.work();
      moments.push(house.clock.now - began);
    }
    expect(house.posted.map(({ at }) => at - began)).toEqual(moments);
    expect(moments).toHaveLength(10);
    expect(new Set(house.posted.map(({ body }) => body)).size).toBe(1);
    expect(new Set(house.posted.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10);
    expect(await house.state()).toBe('failed');
    await house.fold();
    expect((await house.sweep(house.clock.now + 1e9)).queued).toBe(0);
  });

  test('comes back by itself after five seconds', async () => {
    const house = await waiting();
    house.answers.next = () => ({ status: 500 });
    await house.work();
    expect(await house.work()).toBe(0);
    house.answers.next = () => ({ status: 200 });
    house.clock.now += 5000;
    await house.work();
    expect(await house.state()).toBe('delivered');
  });

  test.each([
    ['a redirect', { status: 302 }],
    ['no answer', 'no_answer'],
    ['an address that is not public', 'not_public'],
    ['a refusal', { status: 404 }],
  ] as const)('is not done by %s', async (_, reply) => {
    const house = await waiting();
    house.answers.next = () => reply;
    await house.work();
    expect(await house.state()).toBe('waiting');
    const [attempt] = (await house.ledger.delivery(house.deliveryId))?.attempts ?? [];
    expect(attempt?.status).toBe(typeof reply === 'string' ? undefined : reply.status);
  });

  test('is tried by one of two who try at once', async () => {
    const house = await waiting();
    const sent = await Promise.all([house.send(house.deliveryId), house.send(house.deliveryId)]);
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
    expect(house.posted).toHaveLength(1);
  });

  test('whose sender was killed is left alone for its lease, then tried again', async () => {
    const house = await waiting();
    house.answers.next = () => Promise.reject(new Error('killed'));
    await expect(house.send(house.deliveryId)).rejects.toThrow('killed');
    house.answers.next = () => ({ status: 200 });
    house.clock.now += TRY_LEASE_MS - 1;
    await house.send(house.deliveryId);
    expect(house.posted).toHaveLength(1);
    house.clock.now += 1;
    await house.send(house.deliveryId);
    expect(house.posted).toHaveLength(2);
    expect(await house.state()).toBe('delivered');
  });

  test('of a silent receiver holds up none of another', async () => {
    const house = await webhooksHouse();
    await house.setUp(['payment.*'], 'H26.10');
    await house.setUp(['payment.*'], 'H26');
    await house.hear(paid(), 'r');
    let release = (): void => undefined;
    const silence = new Promise<'no_answer'>((resolve) => {
      release = () => resolve('no_answer');
    });
    let told = (): void => undefined;
    const other = new Promise<void>((resolve) => {
      told = resolve;
    });
    house.answers.next = ({ url }) => {
      if (url.includes('h26-10')) return silence;
      told();
      return { status: 200 };
    };
    const working = house.work();
    await other;
    release();
    await working;
    expect(house.posted).toHaveLength(2);
  });
});

describe('410', () => {
  test('ends the webhook; what still waits is given up, and a PUT begins it again with another secret', async () => {
    const house = await waiting();
    const { secret } = (await house.setUp()).body;
    house.answers.next = () => ({ status: 410 });
    await house.hear({ ...paid(), number: 2 }, 'r');
    const [first, second] = house.queued;
    await house.send(first?.delivery.deliveryId ?? 'dlv_');
    expect((await house.call('readWebhook')).body.endedAt).toBe('2026-11-20T09:00:00+07:00');
    await house.send(second?.delivery.deliveryId ?? 'dlv_');
    expect(house.posted).toHaveLength(1);
    for (const { delivery } of [first, second].filter((one) => one !== undefined))
      expect((await house.ledger.delivery(delivery.deliveryId))?.state).toBe('failed');
    await house.hear({ ...paid(), number: 3 }, 'r');
    expect(house.posted).toHaveLength(1);
    const again = await house.setUp();
    expect(again.body).not.toHaveProperty('endedAt');
    expect(again.body.secret).not.toBe(secret);
  });

  test('does not end a webhook that has another address by now', async () => {
    const house = await waiting();
    house.answers.next = async () => {
      await house.call('putWebhook', { body: { url: 'https://elsewhere.example.vn/', events: ['payment.*'] } });
      return { status: 410 };
    };
    await house.work();
    expect((await house.call('readWebhook')).body).not.toHaveProperty('endedAt');
  });
});

describe('a redelivery', () => {
  const redeliver = (house: Awaited<ReturnType<typeof waiting>>, once = 'once') =>
    house.call('redeliver', { delivery: house.deliveryId, headers: { 'idempotency-key': once } });

  test('keeps id and body, has a new timestamp, and is made once under its key', async () => {
    const house = await waiting();
    await house.work();
    house.clock.now += MINUTE_MS;
    expect((await redeliver(house)).status).toBe(202);
    expect((await redeliver(house)).body.state).toBe('waiting');
    await house.work();
    expect(house.posted).toHaveLength(2);
    const [before, after] = house.posted as [(typeof house.posted)[0], (typeof house.posted)[0]];
    expect(after.body).toBe(before.body);
    expect(after.headers['webhook-id']).toBe(before.headers['webhook-id']);
    expect(after.headers['webhook-timestamp']).not.toBe(before.headers['webhook-timestamp']);
    expect((await redeliver(house)).body.state).toBe('delivered');
    await house.work();
    expect(house.posted).toHaveLength(2);
    expect((await redeliver(house, 'another')).body.state).toBe('waiting');
  });

  test('climbs the ladder from its beginning', async () => {
    const house = await waiting();
    house.answers.next = () => ({ status: 500 });
    await house.work();
    house.clock.now += 5000;
    await house.work();
    await redeliver(house);
    await house.work();
    expect(house.posted).toHaveLength(3);
    house.clock.now += 5000;
    await house.work();
    expect(house.posted).toHaveLength(4);
  });

  test('is refused without a key, of another agency, of an unknown one, after the end and above its limit', async () => {
    const house = await waiting();
    await house.work();
    const refused = async (more: Parameters<typeof house.call>[1]) =>
      (await house.call('redeliver', { delivery: house.deliveryId, ...more })).status;
    expect(await refused({ headers: { 'idempotency-key': '' } })).toBe(400);
    expect(await refused({ headers: { authorization: house.keys.other } })).toBe(404);
    expect(await refused({ delivery: 'dlv_0123456789abcdefghjkmnpqrs' })).toBe(404);
    expect(await refused({ delivery: 'dlv' })).toBe(422);
    await house.setUp(['payment.*'], 'H26');
    expect(await refused({ agency: 'H26', headers: { authorization: house.keys.city } })).toBe(404);
    for (let n = 0; n < MOST_REDELIVERIES; n += 1) expect((await redeliver(house, `k${n}`)).status).toBe(202);
    expect((await redeliver(house, 'one more')).body).toMatchObject({ status: 409, kind: 'not_allowed_now' });
    await house.call('endWebhook');
    expect((await redeliver(house, 'k0')).status).toBe(202);
    expect((await redeliver(house, 'later')).status).toBe(409);
  });
});
