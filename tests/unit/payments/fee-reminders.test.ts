import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { FOUND } from '../../support/vnpay-query.ts';

/** A fee that may be paid for so many hours. */
const withTerm = async (hours: number) => {
  const house = await readyHouse();
  const expiresAt = house.clock.now + hours * HOUR_MS;
  const { paymentId } = must(await house.fee({ expiresAt: toOffsetDateTime(expiresAt) }));
  await house.settle();
  const told = () => house.published.filter(({ type }) => type === 'payment.due_soon');
  return { house, expiresAt, paymentId, told };
};

describe('whoever owes a fee is reminded of it', () => {
  test('a day before its end and not a millisecond earlier, once however often is swept', async () => {
    const { house, expiresAt, paymentId, told } = await withTerm(72);
    await house.sweepAt(expiresAt - 24 * HOUR_MS - 1);
    expect(told()).toEqual([]);
    const swept = await Promise.all(['r', 's'].map((request) => house.sweepFees(expiresAt - 24 * HOUR_MS, request)));
    expect(swept.flatMap(({ reminded }) => reminded)).toEqual([paymentId]);
    for (const hours of [20, 10, 1]) await house.sweepAt(expiresAt - hours * HOUR_MS);
    expect(told()).toMatchObject([{ id: `${paymentId}:due_soon`, data: { paymentId, amountVnd: 150_000, expiresAt } }]);
    expect((await house.sweepAt(expiresAt)).closed).toEqual([paymentId]);
    expect(house.published.map(({ type }) => type)).toEqual(['payment.opened', 'payment.due_soon', 'payment.settled']);
  });

  test.each([
    [36, 1],
    [35, 0],
  ])('that is open for %i hours in all: %i times', async (hours, times) => {
    const { house, expiresAt, told } = await withTerm(hours);
    for (let left = 24; left > 0; left -= 6) await house.sweepAt(expiresAt - left * HOUR_MS);
    expect(told()).toHaveLength(times);
  });

  test('not once money has come, the whole or a wrong amount of it, and not once it is taken back', async () => {
    for (const change of [undefined, { vnp_Amount: '100' }]) {
      const { house, expiresAt, paymentId, told } = await withTerm(72);
      const attempt = must(await house.attempt(paymentId));
      await house.told(signedNotice(noticeFields(attempt, change)));
      await house.sweepAt(expiresAt - HOUR_MS);
      expect(told()).toEqual([]);
    }
    const { house, expiresAt, paymentId, told } = await withTerm(72);
    await house.cancel(paymentId);
    await house.sweepFees(expiresAt - HOUR_MS, 'r');
    await house.settle();
    expect(told()).toEqual([]);
  });

  test('not while it is being paid, but once that is known to have failed', async () => {
    const { house, expiresAt, paymentId, told } = await withTerm(72);
    house.clock.now = expiresAt - 24 * HOUR_MS - MINUTE_MS;
    const attempt = must(await house.attempt(paymentId));
    house.truth.set(attempt.reference, FOUND.failed);
    await house.sweepAt(expiresAt - 24 * HOUR_MS);
    expect(told()).toEqual([]);
    await house.sweepAt(attempt.expiresAt + 6 * MINUTE_MS);
    await house.sweepAt(attempt.expiresAt + 7 * MINUTE_MS);
    expect(told()).toHaveLength(1);
  });

  test('never after its end, though no sweep ran before', async () => {
    const { house, expiresAt, told } = await withTerm(72);
    await house.sweepAt(expiresAt);
    expect(told()).toEqual([]);
    expect(house.published.at(-1)).toMatchObject({ type: 'payment.settled' });
  });
});
