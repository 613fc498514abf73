import { describe, expect, test } from 'vitest';
import { nextQuestion } from '../../../functions/payments/domain/expiry.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { FAILED, messageOf, must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { FOUND } from '../../support/vnpay-query.ts';

const TO = { provider: 'vnpay', merchant: 'H26-vnpay' };

const attempted = async () => {
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  const { paymentId } = payment;
  const { attemptId, reference } = attempt;
  house.clock.now += MINUTE_MS;
  const returned = () => house.askAfterReturn({ paymentId, attemptId }, house.clock.now, 'r-4');
  const back = async (fields = noticeFields(attempt)) =>
    house.describeReturn(TO, { ...signedNotice(fields), receivedAt: house.clock.now });
  return { house, paymentId, attemptId, reference, attempt, returned, back };
};

describe('a payer who comes back before any callback', () => {
  test('has the provider asked at once: money found pays, as the callback would have, which is then a repeat', async () => {
    const { house, paymentId, reference, attempt, returned } = await attempted();
    house.truth.set(reference, FOUND.paid);
    expect(await returned()).toEqual({ settled: [{ verdict: 'recorded', paymentId, reference, alarm: undefined }] });
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('repeated');
    expect(house.questions).toHaveLength(1);
  });

  test('is asked about again after 2, 5 and 15 minutes, then as any other', async () => {
    const { house, reference, attempt, returned } = await attempted();
    house.truth.set(reference, FOUND.unfinished);
    const came = house.clock.now;
    await returned();
    const asked: number[] = [];
    for (let minute = 0.5; minute <= 25; minute += 0.5) {
      const before = house.questions.length;
      await house.sweepAt(came + minute * MINUTE_MS);
      if (house.questions.length > before) asked.push(minute);
    }
    const byTerm = [0, 2, 5].map((wait) => (attempt.expiresAt - came) / MINUTE_MS + 5 + wait);
    expect(asked).toEqual([2, 5, 15, ...byTerm]);
  });

  test('and reloads, or comes back often and at once: one question', async () => {
    const { house, reference, returned, back } = await attempted();
    house.truth.set(reference, FOUND.unfinished);
    expect(await back()).toMatchObject({ value: { isToBeAsked: true } });
    await Promise.all(Array.from({ length: 20 }, returned));
    for (let n = 0; n < 20; n += 1) {
      house.clock.now += 5000;
      expect(await back()).toMatchObject({ value: { isToBeAsked: false } });
      expect(await returned()).toBeUndefined();
    }
    expect(house.questions).toHaveLength(1);
  });

  test('from an attempt that failed asks nothing: that is asked after its term', async () => {
    const { house, attempt, returned, back } = await attempted();
    await house.told(signedNotice(noticeFields(attempt, FAILED)));
    expect(await back()).toMatchObject({ value: { isToBeAsked: false } });
    expect(await returned()).toBeUndefined();
    expect(house.questions).toHaveLength(0);
  });

  test('with words that are forged, or of no order of ours, asks nothing', async () => {
    const { house, attempt, back } = await attempted();
    const forged = messageOf({ ...noticeFields(attempt), vnp_SecureHash: '0'.repeat(128) });
    expect((await house.describeReturn(TO, forged)).ok).toBe(false);
    expect((await back(noticeFields({ reference: 'NOBODY1', amountVnd: 1 }))).ok).toBe(false);
    const nobody = { paymentId: `pay_${'z'.repeat(26)}`, attemptId: `att_${'z'.repeat(26)}` } as const;
    expect(await house.askAfterReturn(nobody, house.clock.now, 'r')).toBeUndefined();
    expect(house.questions).toEqual([]);
  });

  test('of two ways to pay has the one asked about that he comes from', async () => {
    const { house, paymentId, reference } = await attempted();
    const { attemptId, reference: other } = must(await house.attempt(paymentId, {}, 'c'));
    house.truth.set(other, FOUND.paid);
    expect(await house.askAfterReturn({ paymentId, attemptId }, house.clock.now, 'r-4')).toMatchObject({
      settled: [{ reference: other }],
    });
    const { attempts } = await house.known(paymentId);
    expect(attempts.map((each) => [each.reference, each.state]).sort()).toEqual(
      [
        [reference, 'open'],
        [other, 'paid'],
      ].sort(),
    );
  });

  test('after the callback asks nothing', async () => {
    const { house, attempt, returned, back } = await attempted();
    await house.told(signedNotice(noticeFields(attempt)));
    expect(await back()).toMatchObject({ value: { isToBeAsked: false } });
    expect(await returned()).toBeUndefined();
    expect(house.questions).toEqual([]);
  });

  test('killed after the question was taken: it is asked two minutes later, by the sweep', async () => {
    const { house, paymentId, reference, returned } = await attempted();
    house.truth.set(reference, FOUND.paid);
    house.slow = async () => {
      throw new Error('killed');
    };
    await expect(returned()).rejects.toThrow('killed');
    house.slow = undefined;
    await house.sweepAt(house.clock.now + 2 * MINUTE_MS);
    expect((await house.known(paymentId)).state).toBe('paid');
  });

  test('what the browser says decides nothing: told paid, and unknown to the provider, it stays unpaid', async () => {
    const { house, paymentId, reference, returned, back } = await attempted();
    house.truth.set(reference, FOUND.notFound);
    expect(await back()).toMatchObject({ value: { told: 'paid' } });
    await returned();
    expect(await house.known(paymentId)).toMatchObject({ receivedVnd: 0, attempts: [{ state: 'open' }] });
    // The provider may be behind its own page: the order's end is not told before its term is over.
    house.truth.set(reference, FOUND.paid);
    await house.sweepAt(house.clock.now + 2 * MINUTE_MS);
    expect((await house.known(paymentId)).state).toBe('paid');
  });
});

test('a question after a return comes at its waits or by the term, whichever is sooner, and always later than now', () => {
  const expiresAt = 10 * MINUTE_MS;
  const returnedAt = 12 * MINUTE_MS;
  const asked: number[] = [];
  for (let now = returnedAt; asked.length < 6; now = asked.at(-1) as number)
    asked.push(nextQuestion({ expiresAt }, now, returnedAt));
  expect(asked.map((at) => at / MINUTE_MS)).toEqual([14, 15, 17, 20, 27, 30]);
});
