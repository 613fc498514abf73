import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { provider as zalopay } from '../../../functions/payments/providers/zalopay/client.ts';
import { LEASE_MS } from '../../../functions/payments/usecases/create-order.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { callsOf } from '../../support/json-post.ts';
import { messageOf, must, pageOf, readyHouse } from '../../support/payments.ts';

const credentials = { appId: '2553', key1: 'the first key', key2: 'the second key' };

/** A callback that an order was paid. */
const paid = (reference: string, changes: object = {}): ProviderMessage => {
  const money = { app_id: 2553, app_trans_id: reference, amount: 150_000, zp_trans_id: 261120000000389 };
  const data = JSON.stringify({ ...money, ...changes });
  const mac = createHmac('sha256', credentials.key2).update(data).digest('hex');
  return messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac, type: 1 })) });
};

describe('a fee by ZaloPay', () => {
  const page = 'https://qcgateway.zalopay.vn/openinapp?order=e30=';

  /** A fee of 150,000 đ with a way to pay it, and ZaloPay's server, which says what it is told to. */
  const opened = async () => {
    const server = {
      creating: { return_code: 1, order_url: page } as unknown,
      standing: { return_code: 3 } as unknown,
      calls: [] as string[],
    };
    const post = async (url: string) => {
      server.calls.push(url.replace(/^.*\//, ''));
      const answer = url.endsWith('/create') ? server.creating : server.standing;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const house = await readyHouse([zalopay('live', callsOf(post))]);
    await house.merchant('zalopay-1', { current: credentials, previous: [] }, 'H26', 'zalopay');
    const { paymentId } = must(await house.fee());
    const open = () => house.attempt(paymentId, { provider: 'zalopay' });
    return { house, server, open, known: () => house.known(paymentId) };
  };

  test('is told once, again and with another amount: kept, answered, and held for a person', async () => {
    const { house, open, known } = await opened();
    const attempt = must(await open());
    expect(pageOf(attempt)).toBe(page);
    const told = (changes: object) => house.told(paid(attempt.reference, changes), 'zalopay-1', 'zalopay');
    expect(await told({ amount: 151_000, zp_trans_id: 1 })).toBe('mismatch');
    expect(await known()).toMatchObject({ state: 'under_review', receivedVnd: 0, heldVnd: 151_000 });
    expect(await told({})).toBe('recorded');
    expect(await told({ server_time: 2 })).toBe('repeated');
    expect(await known()).toMatchObject({ receivedVnd: 150_000, attempts: [{ state: 'paid' }] });
  });

  test('whose callback was lost is found by asking, and the callback that comes later is the same money', async () => {
    const { house, server, open, known } = await opened();
    const { reference, expiresAt } = must(await open());
    server.standing = { return_code: 1, amount: 150_000, zp_trans_id: 261120000000389 };
    await house.sweepFees(expiresAt + 5 * MINUTE_MS, 'r');
    expect(await known()).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
    expect(await house.told(paid(reference), 'zalopay-1', 'zalopay')).toBe('repeated');
  });

  test('that its payer gave up sends nothing, and is heard of by asking; money that comes after all counts', async () => {
    const { house, server, open, known } = await opened();
    const { reference, expiresAt } = must(await open());
    server.standing = { return_code: 2, sub_return_code: -217 };
    await house.sweepFees(expiresAt + 5 * MINUTE_MS, 'r');
    expect(await known()).toMatchObject({ attempts: [{ state: 'open' }] });
    server.standing = { return_code: 2, sub_return_code: -54 };
    await house.sweepFees(expiresAt + 7 * MINUTE_MS, 'r');
    expect(await known()).toMatchObject({ state: 'pending', attempts: [{ state: 'failed' }] });
    expect(await house.told(paid(reference), 'zalopay-1', 'zalopay')).toBe('recorded');
    expect(await known()).toMatchObject({ state: 'paid', attempts: [{ state: 'paid' }] });
  });

  test('without an answer is not created twice, and can be tried another way', async () => {
    const { server, open, known } = await opened();
    server.creating = undefined;
    for (const _ of [1, 2])
      expect(must(await open())).toMatchObject({
        state: 'failed',
        creation: { why: 'unreachable', code: 'no_answer' },
      });
    expect(server.calls).toEqual(['create']);
    expect((await known()).attempts).toHaveLength(1);
  });

  test.each<[string, unknown, readonly string[], object]>([
    ['has its order', { return_code: 3 }, ['create', 'query'], { kind: 'refused', code: 'created_unheard' }],
    ['has no order', { return_code: 2, sub_return_code: -101 }, ['create', 'query', 'create'], { kind: 'created' }],
  ])('whose creator died asks ZaloPay first, which %s', async (_, standing, calls, creation) => {
    const { house, server, open } = await opened();
    const { creating } = server;
    server.creating = new Error('the function ends here');
    await expect(open()).rejects.toThrow('ends here');
    server.creating = creating;
    server.standing = standing;
    house.clock.now += LEASE_MS;
    expect(must(await open())).toMatchObject({ creation });
    expect(server.calls).toEqual(calls);
  });
});
