import { describe, expect, test } from 'vitest';
import { alarmOfMoney } from '../../../functions/payments/handlers/money-log.ts';
import type { Milestone } from '../../../shared/kernel/milestones.ts';
import { alarmed } from '../../support/logged.ts';
import { must, noticeFields, readyHouse, SUSPECTED, signedNotice } from '../../support/payments.ts';

const ofType = (published: readonly Milestone[], wanted: string) =>
  published.filter(({ type }) => type === wanted).map(({ data }) => data);

/** A fee of 150.000 d with two ways to pay it. */
const twoWays = async () => {
  const house = await readyHouse();
  const { paymentId } = must(await house.fee());
  const [first, second] = [
    must(await house.attempt(paymentId, {}, 'b')),
    must(await house.attempt(paymentId, {}, 'c')),
  ] as const;
  const pay = async (attempt: typeof first, transaction: string) => {
    house.clock.now += 1000;
    const verdict = await house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: transaction })));
    await house.settle();
    return verdict;
  };
  return { house, paymentId, first, second, pay };
};

describe('money that nobody owed', () => {
  test('two ways to pay one fee, both taken: the fee is paid once, the rest is a surplus and a duplicate', async () => {
    const { house, paymentId, first, second, pay } = await twoWays();
    await pay(first, '1');
    await pay(second, '2');
    expect(await house.known(paymentId)).toMatchObject({
      state: 'paid',
      flags: ['duplicate', 'overpaid'],
      receivedVnd: 300_000,
      surplusVnd: 150_000,
    });
    expect(ofType(house.published, 'payment.paid')).toMatchObject([{ amountVnd: 150_000 }]);
    expect(ofType(house.published, 'payment.surplus')).toMatchObject([
      { amountVnd: 150_000, receivedVnd: 300_000, surplusVnd: 150_000, because: 'overpaid' },
    ]);
  });

  test('each further payment is told with all that is too much by then', async () => {
    const { house, first, second, pay } = await twoWays();
    await pay(first, '1');
    await pay(second, '2');
    await pay(second, '3');
    await pay(second, '3');
    expect(ofType(house.published, 'payment.surplus')).toMatchObject([
      { surplusVnd: 150_000 },
      { surplusVnd: 300_000 },
    ]);
  });

  test('after the fee was taken back all of it is, and the fee is not called paid', async () => {
    const { house, paymentId, first, pay } = await twoWays();
    await house.cancel(paymentId);
    await pay(first, '1');
    expect(await house.known(paymentId)).toMatchObject({
      state: 'paid_after_close',
      receivedVnd: 150_000,
      surplusVnd: 150_000,
    });
    expect(ofType(house.published, 'payment.paid')).toEqual([]);
    expect(ofType(house.published, 'payment.surplus')).toMatchObject([{ because: 'cancelled', surplusVnd: 150_000 }]);
  });

  test('after its term, too', async () => {
    const { house, paymentId, first, pay } = await twoWays();
    const { expiresAt } = await house.known(paymentId);
    await house.sweepAt(expiresAt + 3 * 3_600_000);
    expect((await house.known(paymentId)).state).toBe('expired');
    await pay(first, '1');
    expect(ofType(house.published, 'payment.paid')).toEqual([]);
    expect(ofType(house.published, 'payment.surplus')).toMatchObject([{ because: 'expired', surplusVnd: 150_000 }]);
  });

  test('reaches those who watch: each once, and so does money under review; what was owed does not', async () => {
    const { house, first, second, pay } = await twoWays();
    await pay(first, '1');
    expect(await alarmed(() => alarmOfMoney(house.published))).toEqual([]);
    await pay(second, '2');
    const suspected = must(await house.attempt(must(await house.fee({}, 'x')).paymentId, {}, 'x'));
    await house.told(signedNotice(noticeFields(suspected, SUSPECTED)));
    await house.settle();
    expect(await alarmed(() => alarmOfMoney(house.published))).toMatchObject([
      { message: 'money_to_decide', eventType: 'payment.surplus' },
      { message: 'money_to_decide', eventType: 'payment.under_review' },
    ]);
  });
});
