import { describe, expect, test } from 'vitest';
import type { PaymentFact } from '../../../functions/payments/domain/facts.ts';
import { must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';

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

const kindsOf = (facts: readonly { readonly fact: PaymentFact }[]): string[] =>
  facts.map(({ fact }) => fact.kind).sort();

describe('killed between any two calls, and repeated: nothing is lost or doubled', () => {
  test('a callback', async () => {
    let paymentId = '';
    const calls = await killedAtEveryCall(
      async (house) => {
        const made = await house.attempted();
        ({ paymentId } = made.payment);
        return () => house.told(signedNotice(noticeFields(made.attempt)));
      },
      async (house) => {
        const payment = await house.known(paymentId);
        expect(payment).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
        expect(kindsOf(payment.facts)).toEqual(['attempt', 'money_in', 'opened']);
        await house.settle();
        await house.settle();
        expect(house.published.map(({ id }) => id)).toEqual([
          `${paymentId}:opened`,
          `${paymentId}:paid`,
          `${paymentId}:settled`,
        ]);
      },
    );
    expect(calls).toBe(4);
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
