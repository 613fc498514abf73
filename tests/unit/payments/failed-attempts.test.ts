import { describe, expect, test } from 'vitest';
import { feeTimers, questionsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { defaultEnd } from '../../../functions/payments/domain/payment.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { FAILED, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { FOUND } from '../../support/vnpay-query.ts';

const attempted = async () => {
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  const { paymentId } = payment;
  const begun = house.clock.now;
  await house.told(signedNotice(noticeFields(attempt, FAILED)));
  /** A sweep so many minutes after the attempt was opened. */
  const sweepAfter = (minutes: number) => house.sweepAt(begun + minutes * MINUTE_MS);
  const state = async () => (await house.known(paymentId)).state;
  return { house, attempt, paymentId, reference: attempt.reference, begun, sweepAfter, state };
};

describe('an attempt that failed by its callback', () => {
  test('is asked about after its term all the same: that it was paid then is found', async () => {
    const { house, paymentId, reference, sweepAfter, state } = await attempted();
    house.truth.set(reference, FOUND.paid);
    await sweepAfter(19);
    expect([house.questions.length, await state()]).toEqual([0, 'pending']);
    await sweepAfter(20);
    expect([house.questions.length, await state()]).toEqual([1, 'paid']);
    expect(await house.known(paymentId)).toMatchObject({ receivedVnd: 150_000, flags: [] });
  });

  test.each([
    ['by another code', FOUND.failed],
    ['never begun', FOUND.notFound],
  ])('and of which its provider says so still, %s, is asked about no more', async (_, found) => {
    const { house, paymentId, reference, begun, sweepAfter, state } = await attempted();
    house.truth.set(reference, found);
    await sweepAfter(20);
    await sweepAfter(60);
    expect([house.questions.length, (await house.known(paymentId)).attempts]).toMatchObject([1, [{ state: 'failed' }]]);
    expect((await house.known(paymentId)).facts.at(-1)?.fact).toMatchObject({ kind: 'failed', code: 'still_failed' });
    expect((await house.sweepAt(defaultEnd(begun))).closed).toEqual([paymentId]);
    expect(await state()).toBe('expired');
  });

  test('holds the fee open while its provider does not say', async () => {
    const { house, reference, begun, state } = await attempted();
    house.truth.set(reference, 'down');
    await house.sweepAt(defaultEnd(begun) + 3 * DAY_MS);
    expect(await state()).toBe('pending');
    house.truth.set(reference, FOUND.paid);
    await house.sweepAt(defaultEnd(begun) + 4 * DAY_MS);
    expect(await state()).toBe('paid');
  });

  test('and whose question was dropped when that was known, as earlier releases did, is asked about before its fee is closed', async () => {
    const { house, attempt, paymentId, reference, begun, state } = await attempted();
    const question = await questionsIn(house.table).find(paymentId, attempt.attemptId);
    if (question) await feeTimers(house.table).drop(question);
    expect(question).toBeDefined();
    house.truth.set(reference, FOUND.paid);
    await house.sweepAt(defaultEnd(begun));
    expect([house.questions.length, await state()]).toEqual([0, 'pending']);
    await house.sweepAt(defaultEnd(begun) + MINUTE_MS);
    expect([house.questions.length, await state()]).toEqual([1, 'paid']);
  });
});
