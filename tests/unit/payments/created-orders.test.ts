import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../functions/payments/domain/payment.ts';
import { creationFailure, LEASE_MS } from '../../../functions/payments/usecases/create-order.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { must, pageOf, readyHouse } from '../../support/payments.ts';
import {
  counter,
  counterCredentials,
  counterMessage,
  counterServer,
  type Mood,
} from '../../support/toy-providers/counter.ts';

const SHOP = 'H26-counter';

const counterHouse = async () => {
  const server = counterServer();
  const house = await readyHouse([counter(server.post)]);
  await house.merchant(SHOP, { current: counterCredentials, previous: [] }, 'H26', 'counter');
  const { paymentId } = must(await house.fee());
  let request = 0;
  return {
    ...house,
    house,
    server,
    paymentId,
    /** One more request for a way to pay, under the same key unless told. */
    open: (token = 'b') => {
      request += 1;
      return house.attempt(paymentId, { provider: 'counter' }, token, undefined, `r-${request}`);
    },
  };
};

const kindOf = (result: Result<Attempt>) => (result.ok ? 'ok' : result.failure.kind);

describe('an order that a call creates', () => {
  test('is created after its attempt is recorded, once, and what the provider gave back is answered again', async () => {
    const { server, open, house, paymentId } = await counterHouse();
    let recordedBefore: number | undefined;
    server.slow = async () => {
      recordedBefore = (await house.known(paymentId)).attempts.length;
    };
    const attempt = must(await open());
    expect(recordedBefore).toBe(1);
    expect(attempt).toMatchObject({
      state: 'open',
      reference: expect.stringMatching(/^\d{15}$/),
      expiresAt: house.clock.now + 14 * 60_000,
      creation: { kind: 'created', providerOrderId: `C${attempt.reference}` },
    });
    expect(pageOf(attempt)).toBe(`https://counter.example/pay/${attempt.reference}`);
    house.clock.now += 60_000;
    expect(must(await open())).toEqual(attempt);
    expect((await house.known(paymentId)).attempts).toEqual([attempt]);
    expect(server.creations).toHaveLength(1);
  });

  test('asked for ten times at once is created once, and all are answered the same', async () => {
    const { server, open } = await counterHouse();
    const answers = await Promise.all(Array.from({ length: 10 }, () => open()));
    expect(new Set(answers.map((each) => JSON.stringify(must(each)))).size).toBe(1);
    expect(server.creations).toHaveLength(1);
  });

  test('that is being created is waited for under its own key, whatever other orders the fee has', async () => {
    const { server, open } = await counterHouse();
    const other = must(await open());
    const [one, same] = await Promise.all([open('c'), open('c')]);
    expect(must(one)).toEqual(must(same));
    expect(must(one).reference).not.toBe(other.reference);
    expect(server.creations).toHaveLength(2);
  });

  test('that is being created for long is not created by others, who ask again', async () => {
    const { server, open, house } = await counterHouse();
    let go = () => {};
    server.slow = () =>
      new Promise((resolve) => {
        go = resolve;
      });
    const first = open();
    await new Promise((resolve) => setTimeout(resolve, 5));
    house.clock.now += LEASE_MS - 1;
    expect(kindOf(await open())).toBe('unknown_outcome');
    server.slow = undefined;
    go();
    expect(must(await open())).toEqual(must(await first));
    expect(server.creations).toHaveLength(1);
  });

  test.each<[Mood, string, string]>([
    ['declines', 'not_allowed_now', 'declined'],
    ['is_down', 'temporarily_unavailable', 'unreachable'],
    ['knows_no_shop', 'not_configured', 'misconfigured'],
  ])('of which the provider says that it %s fails as %s; another attempt may be opened', async (mood, kind, why) => {
    const { server, open, house, paymentId } = await counterHouse();
    server.mood = mood;
    const failed = must(await open());
    expect(failed).toMatchObject({ state: 'failed', creation: { kind: 'refused', why } });
    expect(creationFailure(failed)?.kind).toBe(kind);
    server.mood = 'works';
    expect(must(await open())).toEqual(failed);
    const other = must(await open('c'));
    expect([other.state, creationFailure(other)]).toEqual(['open', undefined]);
    expect((await house.known(paymentId)).attempts.map(({ state }) => state).sort()).toEqual(['failed', 'open']);
  });

  test.each([
    ['declined', 'not_allowed_now', 'the provider declined the order (E7); open another attempt'],
    [
      'unreachable',
      'temporarily_unavailable',
      'the provider cannot be reached (E7); open another attempt, under another Idempotency-Key',
    ],
    ['misconfigured', 'not_configured', 'the provider does not accept the merchant (E7)'],
    ['sold_out', 'not_allowed_now', 'the order was not created (sold_out, E7); open another attempt'],
  ] as const)('that was %s is told with the provider’s code and what to do', async (why, kind, detail) => {
    const { open } = await counterHouse();
    const failed = { ...must(await open()), creation: { kind: 'refused' as const, why, code: 'E7' } };
    expect(creationFailure(failed)).toEqual({ kind, detail });
    expect(creationFailure({ ...failed, creation: undefined })).toBeUndefined();
  });

  test('of which nobody recorded what became of it is asked about by our own reference', async () => {
    const { server, open, house, paymentId } = await counterHouse();
    server.slow = async () => {
      throw new Error('killed');
    };
    await expect(open()).rejects.toThrow('killed');
    server.slow = undefined;
    const [attempt] = (await house.known(paymentId)).attempts;
    server.orders.set(Number(attempt?.reference), { id: 'C1', page: 'https://counter.example/pay/1', until: 1 });
    server.ends.set(Number(attempt?.reference), { transaction: 'T9', amount: 150_000, state: 'paid' });
    await house.sweepAt(house.clock.now + 3_600_000);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
    expect(server.askedBy).toEqual([]);
  });

  test('that failed is not asked about, and money that comes for it all the same counts', async () => {
    const { server, open, house, paymentId } = await counterHouse();
    server.mood = 'creates_silently';
    const { reference, amountVnd } = must(await open());
    await house.sweepAt(house.clock.now + 3_600_000);
    expect(house.published.map(({ type }) => type)).toEqual(['payment.opened']);
    const notice = { code: Number(reference), transaction: 'T1', amount: amountVnd, state: 'paid' as const };
    expect(await house.told(counterMessage([notice]), SHOP, 'counter')).toBe('recorded');
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', attempts: [{ state: 'paid' }] });
  });

  test('is not created for a fee or an attempt that ended meanwhile', async () => {
    const { server, open, house, paymentId } = await counterHouse();
    server.slow = async () => {
      throw new Error('killed');
    };
    await expect(open()).rejects.toThrow('killed');
    server.slow = undefined;
    await house.cancel(paymentId);
    house.clock.now += LEASE_MS;
    expect(must(await open())).toMatchObject({ state: 'open', creation: undefined });
    expect(server.creations).toEqual([]);
  });

  test('is not created for an attempt whose term is over, be it by a millisecond, or which its provider calls failed', async () => {
    const { server, open, house } = await counterHouse();
    server.slow = async () => {
      throw new Error('killed');
    };
    await expect(open('b')).rejects.toThrow('killed');
    await expect(open('c')).rejects.toThrow('killed');
    server.slow = undefined;
    const [first, second] = (await house.known(`pay_${'a'.padStart(26, '0')}`)).attempts;
    const code = Number(second?.reference);
    const failed = { code, transaction: '0', amount: 150_000, state: 'failed' as const };
    expect(await house.told(counterMessage([failed]), SHOP, 'counter')).toBe('recorded');
    house.clock.now += LEASE_MS;
    const ofToken = (token: string) => open(token.at(-1));
    expect(must(await ofToken(second?.attemptId ?? ''))).toMatchObject({ state: 'failed', creation: undefined });
    house.clock.now = first?.expiresAt ?? 0;
    expect(must(await ofToken(first?.attemptId ?? ''))).toMatchObject({ state: 'open', creation: undefined });
    expect(server.creations).toEqual([]);
  });

  test('is asked about by what its provider calls it, and paid by what the provider then says', async () => {
    const { server, open, house, paymentId } = await counterHouse();
    const { reference, amountVnd, expiresAt } = must(await open());
    server.ends.set(Number(reference), { transaction: 'T9', amount: amountVnd, state: 'paid' });
    await house.sweepAt(expiresAt + 3_600_000);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: amountVnd });
    expect(server.askedBy).toEqual([`C${reference}`]);
  });

  test('takes the next number where another order of the merchant has the first', async () => {
    const { reference } = must(await (await counterHouse()).open());
    const { open, house } = await counterHouse();
    await house.table.put({ pk: `REF#counter#${SHOP}#${reference}`, sk: 'REF', attempt: {} });
    const other = must(await open('c'));
    const attempt = must(await open());
    expect([reference, other.reference]).not.toContain(attempt.reference);
    const { attemptId } = attempt;
    expect(await house.ledger.findAttempt('counter', SHOP, attempt.reference)).toMatchObject({ attemptId });
  });
});

test('where other orders of the merchant have every number that may be tried, none is opened and it may be asked for again', async () => {
  const tried: string[] = [];
  const reference = (token: string) => {
    tried.push(token);
    return '1';
  };
  const house = await readyHouse([{ ...counter(counterServer().post), reference }]);
  await house.merchant(SHOP, { current: counterCredentials, previous: [] }, 'H26', 'counter');
  await house.table.put({ pk: `REF#counter#${SHOP}#1`, sk: 'REF', attempt: {} });
  const { paymentId } = must(await house.fee());
  expect(await house.attempt(paymentId, { provider: 'counter' })).toEqual({
    ok: false,
    failure: { kind: 'temporarily_unavailable', detail: 'no reference was free' },
  });
  expect([tried.length, new Set(tried).size]).toEqual([3, 3]);
  for (const token of tried) expect(token).toMatch(/^[0-9a-z]{26}$/);
  expect((await house.known(paymentId)).attempts).toEqual([]);
});

/** A request that dies at its n-th call of the table or of the provider; undefined once it makes fewer. */
const killedAt = async (deadly: number, mood: Mood) => {
  const made = await counterHouse();
  let call = 0;
  const step = async (): Promise<void> => {
    if (call++ === deadly) throw new Error('killed');
  };
  made.server.mood = mood;
  made.table.onCall = step;
  made.server.slow = step;
  const died = await made.open().then(
    () => false,
    () => true,
  );
  made.table.onCall = undefined;
  made.server.slow = undefined;
  made.server.mood = 'works';
  return { ...made, died };
};

describe('killed between any two calls', () => {
  test('the order is created once: who comes later asks first, and one of many alone', async () => {
    let deaths = 0;
    for (let deadly = 0; ; deadly += 1) {
      const { died, open, house, server, paymentId } = await killedAt(deadly, 'works');
      if (!died) break;
      deaths += 1;
      house.clock.now += LEASE_MS;
      const many = await Promise.all(Array.from({ length: 5 }, () => open()));
      const kept = new Set(many.map((each) => JSON.stringify(must(each))));
      expect(kept.size).toBe(1);
      expect(server.orders.size).toBe(1);
      expect(server.creations).toHaveLength(1);
      const { attempts } = await house.known(paymentId);
      expect(attempts).toMatchObject([{ state: 'open', creation: { kind: 'created' } }]);
      expect(must(await open())).toEqual(attempts[0]);
    }
    expect(deaths).toBeGreaterThan(8);
  });

  test('with an order of which its provider does not tell, nobody creates another', async () => {
    for (let deadly = 0; ; deadly += 1) {
      const { died, open, house, server, paymentId } = await killedAt(deadly, 'works');
      if (!died) break;
      const [attempt] = (await house.known(paymentId)).attempts;
      if (!attempt || attempt.creation) continue;
      server.mood = 'is_down';
      house.clock.now += LEASE_MS;
      expect(await open()).toMatchObject({
        failure: { kind: 'unknown_outcome', detail: expect.stringContaining('(no_answer)') },
      });
      server.mood = 'works';
      expect(kindOf(await open())).toBe('unknown_outcome');
      house.clock.now += LEASE_MS;
      expect(pageOf(must(await open()))).toMatch(/^https:\/\/counter\.example\/pay\//);
      expect(server.orders.size).toBe(1);
    }
    expect.hasAssertions();
  });
});
