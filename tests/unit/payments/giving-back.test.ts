import { describe, expect, test } from 'vitest';
import { sqsRefunds } from '../../../functions/payments/adapters/sqs-refunds.ts';
import { toldLater } from '../../../functions/payments/handlers/money-log.ts';
import { CALL_LEASE_MS } from '../../../functions/payments/usecases/give-back.ts';
import type { RefundId } from '../../../shared/kernel/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { refundHouse } from '../../support/refund-house.ts';

const HOUR_MS = 60 * MINUTE_MS;

const asked = async (amountVnd = 150_000, reversibleMs?: number) => {
  const house = await refundHouse(1, reversibleMs);
  const { refundId } = (await house.ask(amountVnd)).body as { refundId: RefundId };
  return { ...house, refundId, state: async () => (await house.refund(refundId))?.state };
};

describe('a refund by the provider', () => {
  test('is called once, done, and told', async () => {
    const { works, server, state, known, paymentId, published, settle } = await asked();
    expect(await works()).toMatchObject([{ outcome: 'done', alarm: undefined }]);
    expect(server.sends).toHaveLength(1);
    expect(await state()).toBe('done');
    expect(await known(paymentId)).toMatchObject({ state: 'refunded', refundedVnd: 150_000 });
    await settle();
    expect(published.filter(({ type }) => type === 'payment.refunded')).toHaveLength(1);
  });

  test.each(['a call', 'an answer'])(
    'killed at every await, with %s of the table or of the provider lost, is one refund at the provider',
    async (lost) => {
      let deaths = 0;
      for (let deadly = 0; ; deadly += 1) {
        const house = await asked();
        let passed = 0;
        const dies = (name: string) => {
          if (/:/.test(name) === (lost === 'an answer') && passed++ === deadly) throw new Error('killed');
        };
        house.table.onCall = dies;
        house.server.passes = dies;
        const [first] = await house.works();
        house.table.onCall = undefined;
        house.server.passes = undefined;
        const died = first instanceof Error;
        for (let n = 0; n < 4 && (await house.state()) !== 'done'; n += 1) {
          await house.later(CALL_LEASE_MS);
          await house.works();
        }
        await house.later(CALL_LEASE_MS);
        await house.works();
        expect([house.server.sends.length, await house.state()]).toEqual([1, 'done']);
        expect((await house.known(house.paymentId)).refundedVnd).toBe(150_000);
        await house.later(DAY_MS);
        expect(house.toldRefunds).toEqual([]);
        if (!died) break;
        deaths += 1;
      }
      expect(deaths).toBeGreaterThan(3);
    },
  );

  test('that is declined is told to a person, whichever call its worker died at', async () => {
    for (let deadly = 0; ; deadly += 1) {
      const house = await asked();
      house.server.mood = 'declines';
      let passed = 0;
      house.table.onCall = () => {
        if (passed++ === deadly) throw new Error('killed');
      };
      const [first] = await house.works();
      house.table.onCall = undefined;
      for (let n = 0; n < 2; n += 1) {
        await house.later(CALL_LEASE_MS);
        await house.works();
      }
      expect(await house.state()).toBe('declined');
      expect(house.saidOfRefunds, `killed at call ${deadly}`).toContainEqual(
        expect.objectContaining({ refundId: house.refundId, outcome: 'declined', alarm: 'money_to_decide' }),
      );
      if (!(first instanceof Error)) break;
      expect(deadly).toBeLessThan(100);
    }
  });

  test('is called by nobody while somebody may be calling, and by one of fifty who come together', async () => {
    const house = await asked();
    const { paymentId, refundId } = house;
    house.server.mood = 'is_lossy';
    const all = await Promise.all(Array.from({ length: 50 }, () => house.giveBack(paymentId, refundId, 'm')));
    expect(all.filter((given) => given !== undefined)).toHaveLength(1);
    expect(house.server.sends).toHaveLength(1);
    house.server.mood = 'works';
    await house.later(CALL_LEASE_MS);
    await Promise.all(Array.from({ length: 50 }, () => house.giveBack(paymentId, refundId, 'm')));
    expect([house.server.sends.length, await house.state()]).toEqual([1, 'done']);
  });

  test('that is sent and never answered stays sent and holds its sum; after a day each question that stays open is alarmed', async () => {
    const house = await asked(100_000);
    house.server.mood = 'is_lossy';
    await house.works();
    expect(await house.state()).toBe('sent');
    expect(await house.ask(50_001, 'more')).toMatchObject({ status: 409, body: { kind: 'refund_exceeds_received' } });
    await house.later(HOUR_MS);
    expect(await house.works()).toMatchObject([{ outcome: 'unknown', alarm: undefined }]);
    await house.later(DAY_MS);
    expect(await house.works()).toMatchObject([{ outcome: 'unknown', alarm: 'refund_unanswered' }]);
    expect([house.server.sends.length, await house.state()]).toEqual([1, 'sent']);
  });

  test('of a provider that is down for a day is sent when that is back', async () => {
    const house = await asked();
    house.server.mood = 'is_down';
    await house.works();
    for (let hour = 0; hour < 24; hour += 1) {
      await house.later(HOUR_MS);
      await house.works();
      expect([await house.state(), house.server.given.size]).toEqual(['sent', 0]);
    }
    await house.later(DAY_MS);
    expect(await house.works()).toMatchObject([{ alarm: 'refund_unanswered' }]);
    house.server.mood = 'works';
    await house.later(DAY_MS);
    expect(await house.works()).toMatchObject([{ outcome: 'done' }]);
    expect([await house.state(), house.server.given.size]).toEqual(['done', 1]);
  });

  test('that is pending for days is asked about until it is done, and is never sent again', async () => {
    const house = await asked();
    house.server.mood = 'waits';
    expect(await house.works()).toMatchObject([{ outcome: 'pending' }]);
    expect(await house.state()).toBe('pending');
    for (let day = 0; day < 3; day += 1) {
      await house.later(DAY_MS);
      await house.works();
    }
    for (const refund of house.server.given.values()) refund.state = 'done';
    await house.later(DAY_MS);
    await house.works();
    expect([house.server.sends.length, await house.state()]).toEqual([1, 'done']);
  });

  test('that is declined frees its sum and is alarmed; a next one is a refund of its own', async () => {
    const house = await asked();
    house.server.mood = 'declines';
    expect(await house.works()).toMatchObject([{ outcome: 'declined', alarm: 'money_to_decide' }]);
    expect(await house.state()).toBe('declined');
    expect((await house.ask(150_000)).body).toEqual({ refundId: house.refundId, state: 'declined' });
    house.server.mood = 'works';
    expect((await house.ask(150_000, 'again')).status).toBe(202);
    await house.works();
    expect(await house.known(house.paymentId)).toMatchObject({ state: 'refunded', refundedVnd: 150_000 });
  });

  test('that was declined is alarmed by the next who comes where whoever heard it died before telling', async () => {
    const house = await asked();
    house.server.mood = 'declines';
    let told = false;
    house.table.onCall = (name) => {
      told ||= house.server.given.size > 0 && name === 'putIfAbsent:written';
      if (told && name === 'putIfVersion') throw new Error('killed');
    };
    expect(await house.works()).toEqual([new Error('killed')]);
    house.table.onCall = undefined;
    expect(await house.state()).toBe('declined');
    await house.later(CALL_LEASE_MS);
    expect(await house.works()).toMatchObject([{ outcome: 'declined', alarm: 'money_to_decide' }]);
    expect(await house.works()).toEqual([]);
  });

  test('waits for its queue no longer than until the sweep where that could not be told', async () => {
    const house = await refundHouse();
    const broken = { send: async () => Promise.reject(new Error('no queue')) };
    await toldLater(sqsRefunds(broken as never, 'https://queue')).tell({
      paymentId: house.paymentId,
      refundId: 'rfd_x',
    });
    const { refundId } = (await house.ask(150_000)).body;
    house.toldRefunds.length = 0;
    await house.later(0);
    expect(house.toldRefunds).toEqual([expect.objectContaining({ refundId })]);
  });

  test('above the limit is called once the second person agreed, by one of two who agree together', async () => {
    const house = await refundHouse();
    house.limit.vnd = 0;
    const { approvalId, refundId } = (await house.ask(150_000)).body;
    await house.later(DAY_MS);
    expect([house.toldRefunds.length, await house.giveBack(house.paymentId, refundId, 'm')]).toEqual([0, undefined]);
    const agree = (authorization: string) =>
      house.call('approve', { approvalId }, { body: { approve: true, by: 'Hoa' }, headers: { authorization } });
    const answers = await Promise.all([agree(house.keys.renewed), agree(house.keys.city)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await house.works();
    expect([house.server.sends.length, (await house.refund(refundId))?.state]).toEqual([1, 'done']);
  });

  test('fifty of which are asked for at once never reserve or give back more than came', async () => {
    const house = await refundHouse(2);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => house.ask(20_000, `k${n}`)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(14);
    for (let n = 0; n < 14; n += 1) {
      await house.works();
      await house.later(MINUTE_MS);
    }
    const given = [...house.server.given.values()].reduce((sum, { amountVnd }) => sum + amountVnd, 0);
    const { reservedVnd, receivedVnd, refundedVnd } = await house.known(house.paymentId);
    expect([given, reservedVnd, refundedVnd, receivedVnd]).toEqual([280_000, 280_000, 280_000, 300_000]);
  });
});

describe('a refund that was done and whose money came back', () => {
  const reversed = async () => {
    const house = await asked(150_000, 30 * DAY_MS);
    await house.works();
    expect(await house.state()).toBe('done');
    const [refundReference = '', given] = [...house.server.given][0] ?? [];
    const comesBack = () => {
      if (given) given.state = 'failed';
    };
    /** The provider's message that something became of it. */
    const hint = async (refund = refundReference, order = house.reference) =>
      (
        await house.webhook(
          { provider: 'giver', merchant: 'H26-giver' },
          {
            query: { refund: [refund], order: [order] },
            headers: {},
            body: Buffer.alloc(0),
            receivedAt: house.clock.now,
          },
          'r-8',
        )
      ).verdict;
    return { ...house, comesBack, hint };
  };

  test('is found by the question of a day, gives its sum free, is told to a person, and its event is withdrawn', async () => {
    const house = await reversed();
    await house.settle();
    house.comesBack();
    await house.later(2 * DAY_MS);
    expect(await house.works()).toMatchObject([{ outcome: 'failed', alarm: 'money_to_decide' }]);
    expect(await house.state()).toBe('failed');
    expect(await house.known(house.paymentId)).toMatchObject({ state: 'paid', refundedVnd: 0, reservedVnd: 0 });
    await house.settle();
    const words = house.published.filter(({ type }) => type.startsWith('payment.refunded'));
    expect(words.map(({ type }) => type)).toEqual(['payment.refunded', 'payment.refunded_withdrawn']);
    expect((await house.ask(150_000, 'again')).status).toBe(202);
  });

  test('is asked about at once where the provider says that something became of it', async () => {
    const house = await reversed();
    house.comesBack();
    expect(await house.hint()).toBe('recorded');
    await house.later(0);
    expect(await house.works()).toMatchObject([{ outcome: 'failed', alarm: 'money_to_decide' }]);
    expect(await house.state()).toBe('failed');
    expect(await house.hint('another')).toBe('unknown_reference');
    expect(await house.hint(undefined, 'another')).toBe('unknown_reference');
  });

  test('is asked about no more once it can come back no more, and is never sent again', async () => {
    const house = await reversed();
    for (let day = 0; day < 32; day += 1) {
      await house.later(DAY_MS);
      await house.works();
    }
    await house.later(DAY_MS);
    expect(house.toldRefunds).toEqual([]);
    house.server.given.clear();
    await house.hint();
    await house.later(0);
    await house.works();
    expect([house.server.sends.length, await house.state()]).toEqual([1, 'done']);
  });

  test('alarms nobody while its provider is silent about it', async () => {
    const house = await reversed();
    house.server.mood = 'is_down';
    await house.later(3 * DAY_MS);
    expect(await house.works()).toMatchObject([{ outcome: 'unknown', alarm: undefined }]);
  });
});

describe('a refund by the account of a merchant', () => {
  const items = async (house: Awaited<ReturnType<typeof asked>>) =>
    (await house.call('listRefunds', { paymentId: house.paymentId })).body.items;

  test('that is gone says that it waits for it, and goes on once it is there again', async () => {
    const house = await asked();
    const row = { pk: 'MER#giver#H26-giver', sk: 'MER' };
    const kept = house.table.peek(row.pk, row.sk);
    await house.table.delete(row.pk, row.sk);
    house.clock.now += 10 * MINUTE_MS;
    expect(await house.works()).toMatchObject([
      { outcome: 'unknown', code: 'no_merchant', alarm: 'refund_unanswered' },
    ]);
    expect(await items(house)).toMatchObject([{ state: 'reserved', waitsFor: 'merchant' }]);
    await house.table.put(kept!);
    await house.later(10 * MINUTE_MS);
    await house.works();
    const [item] = await items(house);
    expect(item).toMatchObject({ state: 'done' });
    expect(item.waitsFor).toBeUndefined();
  });

  test('that is sent days late is asked about as soon as any other', async () => {
    const house = await asked();
    house.server.mood = 'waits';
    house.toldRefunds.length = 0;
    await house.later(5 * DAY_MS);
    expect(await house.works()).toMatchObject([{ outcome: 'pending' }]);
    await house.later(MINUTE_MS);
    expect(house.toldRefunds.length).toBeGreaterThan(0);
  });

  test('that was ended goes on', async () => {
    const house = await asked();
    const row = house.table.peek('MER#giver#H26-giver', 'MER');
    await house.table.put({ ...row!, endedAt: house.clock.now });
    expect(await house.works()).toMatchObject([{ outcome: 'done' }]);
  });
});
