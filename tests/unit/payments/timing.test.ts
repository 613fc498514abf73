import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { noticeFields, pageOf, readyHouse, signedNotice } from '../../support/payments.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';
import { FOUND } from '../../support/vnpay-query.ts';

const TO = { provider: 'vnpay', merchant: 'H26-vnpay' };

describe('a notice that VNPAY sends again', () => {
  test.each([1, 2, 5, 10])(
    '%i times, five minutes apart, is one fact; each is answered so that the retries end',
    async (times) => {
      const house = await readyHouse();
      const { payment, attempt } = await house.attempted();
      const verdicts = [];
      for (let n = 0; n < times; n += 1) {
        verdicts.push(await house.told(signedNotice(noticeFields(attempt))));
        house.clock.now += 5 * MINUTE_MS;
      }
      await house.settle();
      expect(verdicts).toEqual(['recorded', ...Array.from({ length: times - 1 }, () => 'repeated')]);
      const { facts, receivedVnd } = await house.known(payment.paymentId);
      expect(facts.filter(({ fact }) => fact.kind === 'money_in')).toHaveLength(1);
      expect(receivedVnd).toBe(150_000);
      expect(house.published.filter(({ type }) => type === 'payment.paid')).toHaveLength(1);
    },
  );

  test('comes with the payer’s browser and the answer to our question at once: one fact, paid once', async () => {
    const house = await readyHouse();
    const { payment, attempt } = await house.attempted();
    const { paymentId } = payment;
    const { attemptId, reference } = attempt;
    house.truth.set(reference, FOUND.paid);
    house.clock.now += MINUTE_MS;
    const message = signedNotice(noticeFields(attempt));
    const ask = () => house.askAfterReturn({ paymentId, attemptId }, house.clock.now, 'r-4');
    const [told, again, back, asked] = await Promise.all([
      house.told(message),
      house.told(message),
      house.describeReturn(TO, { ...message, receivedAt: house.clock.now }),
      ask(),
    ]);
    await house.settle();
    const bySelf = asked && 'settled' in asked ? asked.settled.map(({ verdict }) => verdict) : [];
    expect([told, again, ...bySelf].filter((verdict) => verdict === 'recorded')).toHaveLength(1);
    expect(back).toMatchObject({ ok: true });
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(house.published.filter(({ type }) => type === 'payment.paid')).toHaveLength(1);
  });
});

test.each([
  ['the night to a leap day', '2028-02-28 23:55', '20280228235500', '20280229001000'],
  ['the night after a leap day', '2028-02-29 23:55', '20280229235500', '20280301001000'],
  ['the night in which the year of UTC is another', '2027-01-01 06:55', '20270101065500', '20270101071000'],
])(
  'an order of %s is dated in Viet Nam, and asked about by the date that was sent',
  async (_, at, created, expires) => {
    const house = await readyHouse();
    house.clock.now = inVietNam(at);
    const { payment, attempt } = await house.attempted();
    const sent = new URL(pageOf(attempt)).searchParams;
    expect([sent.get('vnp_CreateDate'), sent.get('vnp_ExpireDate')]).toEqual([created, expires]);
    house.truth.set(attempt.reference, FOUND.paid);
    await house.sweepAt(attempt.expiresAt + 6 * MINUTE_MS);
    expect(house.questions).toMatchObject([{ vnp_TransactionDate: created }]);
    expect(await house.known(payment.paymentId)).toMatchObject({ state: 'paid' });
  },
);
