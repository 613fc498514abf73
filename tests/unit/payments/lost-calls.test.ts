import { describe, expect, test } from 'vitest';
import type { PaymentFact } from '../../../functions/payments/domain/facts.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { FOUND } from '../../support/vnpay-query.ts';

type House = Awaited<ReturnType<typeof readyHouse>>;

/** Runs an action that dies at the n-th call of the table, for every n that it makes, and then repeats it. */
const killedAtEveryCall = async (
  prepare: (house: House) => Promise<() => Promise<unknown>>,
  check: (house: House) => Promise<void>,
): Promise<number> => {
  for (let deadly = 0; ; deadly += 1) {
    const house = await readyHouse();
    const act = await prepare(house);
    let call = 0;
    house.table.onCall = () => {
      if (call++ === deadly) throw new Error('killed');
    };
    const died = await act().then(
      () => false,
      () => true,
    );
    house.table.onCall = undefined;
    await act();
    await check(house);
    if (!died) return deadly;
  }
};

/** A sweep five minutes after the last, that dies where one of its fees did. */
const sweepOf = (house: House) => async (): Promise<void> => {
  house.clock.now += 5 * 60_000;
  const { failed } = await house.sweepFees(house.clock.now, 'r');
  if (failed.length > 0) throw failed[0]?.error;
};

const kindsOf = (facts: readonly { readonly fact: PaymentFact }[]): string[] =>
  facts.map(({ fact }) => fact.kind).sort();

describe('killed between any two calls, and repeated: nothing is lost or doubled', () => {
  test('a callback', async () => {
    let paymentId: PaymentId = 'pay_';
    const calls = await killedAtEveryCall(
      async (house) => {
        const made = await house.attempted();
        ({ paymentId } = made.payment);
        return () => house.told(signedNotice(noticeFields(made.attempt)));
      },
      async (house) => {
        const payment = await house.known(paymentId);
        expect(payment).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
        expect(kindsOf(payment.facts)).toEqual(['attempt', 'money_in', 'opened', 'ordered']);
        await house.settle();
        await house.settle();
        expect(house.published.map(({ id }) => id)).toEqual([
          `${paymentId}:opened`,
          `${paymentId}:paid`,
          `${paymentId}:settled`,
          `${paymentId}:counted`,
        ]);
      },
    );
    expect(calls).toBe(3);
  });

  test('the opening of a fee', async () => {
    await killedAtEveryCall(
      async (house) => () => house.fee(),
      async (house) => {
        const payment = must(await house.fee());
        expect(kindsOf(payment.facts)).toEqual(['opened']);
      },
    );
  });

  test('the opening of an attempt: fact and reference are there together', async () => {
    await killedAtEveryCall(
      async (house) => {
        const { paymentId } = must(await house.fee());
        return () => house.attempt(paymentId);
      },
      async (house) => {
        const { attempts } = await house.known(`pay_${'a'.padStart(26, '0')}`);
        expect(attempts).toHaveLength(1);
        expect(house.table.all().filter(({ pk }) => pk.startsWith('REF#'))).toHaveLength(1);
        expect(await house.told(signedNotice(noticeFields(attempts[0]!)))).toBe('recorded');
      },
    );
  });

  test('a sweep that finds money', async () => {
    let paymentId: PaymentId = 'pay_';
    await killedAtEveryCall(
      async (house) => {
        const made = await house.attempted();
        ({ paymentId } = made.payment);
        house.truth.set(made.attempt.reference, FOUND.paid);
        house.clock.now = made.attempt.expiresAt;
        return sweepOf(house);
      },
      async (house) => {
        expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
        await house.settle();
        expect(house.published.map(({ type }) => type)).toEqual([
          'payment.opened',
          'payment.counted',
          'payment.paid',
          'payment.settled',
        ]);
      },
    );
  });

  test('a sweep that hears of no money and closes the fee', async () => {
    const paymentId = `pay_${'a'.padStart(26, '0')}` as const;
    const calls = await killedAtEveryCall(
      async (house) => {
        must(await house.fee({ expiresAt: toOffsetDateTime(house.clock.now + 60_000) }));
        const attempt = must(await house.attempt(paymentId));
        house.truth.set(attempt.reference, FOUND.failed);
        house.clock.now = attempt.expiresAt;
        return sweepOf(house);
      },
      async (house) => {
        // Killed between the two facts, the closing is left to the head's own timer.
        await house.sweepAt(house.clock.now + 60_000);
        const payment = await house.known(paymentId);
        expect([payment.state, kindsOf(payment.facts)]).toEqual([
          'expired',
          ['attempt', 'closed', 'failed', 'opened', 'ordered'],
        ]);
        expect(house.published.map(({ type }) => type)).toEqual(['payment.opened', 'payment.settled']);
      },
    );
    expect(calls).toBeGreaterThan(12);
  });

  test('a cancelling', async () => {
    await killedAtEveryCall(
      async (house) => {
        const { paymentId } = must(await house.fee());
        return () => house.cancel(paymentId);
      },
      async (house) => {
        const payment = await house.known(`pay_${'a'.padStart(26, '0')}`);
        expect(payment.state).toBe('cancelled');
        expect(kindsOf(payment.facts)).toEqual(['cancelled', 'opened']);
      },
    );
  });
});
