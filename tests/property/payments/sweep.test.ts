import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { cases } from '../../support/cases.ts';
import { must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { FOUND } from '../../support/vnpay-query.ts';

/** What may happen around a sweep: it is late or doubled, the stream lags, a call is lost, the provider says nothing, the callback comes after all. */
const turn = fc.record({
  minutes: fc.integer({ min: 0, max: 90 }),
  sweeps: fc.integer({ min: 0, max: 3 }),
  folds: fc.boolean(),
  isDown: fc.boolean(),
  losesCall: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  tells: fc.boolean(),
});

const ends = { paid: FOUND.paid, failed: FOUND.failed, unfinished: FOUND.unfinished, notFound: FOUND.notFound };

test('however sweeps are late, doubled, lost or killed: money is found once, a fee closes once, never early, never unasked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(turn, { maxLength: 12 }),
      fc.constantFrom(...(Object.keys(ends) as (keyof typeof ends)[])),
      fc.boolean(),
      async (turns, end, isTried) => {
        const house = await readyHouse();
        const begun = house.clock.now;
        const expiresAt = begun + 240 * MINUTE_MS;
        const { paymentId } = must(await house.fee({ expiresAt: toOffsetDateTime(expiresAt) }));
        const attempt = isTried ? must(await house.attempt(paymentId)) : undefined;
        const isPaid = end === 'paid' && attempt !== undefined;
        const closing = async () => (await house.known(paymentId)).facts.filter(({ fact }) => fact.kind === 'closed');
        for (const { minutes, sweeps, folds, isDown, losesCall, tells } of turns) {
          house.clock.now += minutes * MINUTE_MS;
          if (attempt) house.truth.set(attempt.reference, isDown ? 'down' : ends[end]);
          let calls = 0;
          house.table.onCall = () => {
            calls += 1;
            if (calls === losesCall) throw new Error('lost');
          };
          await Promise.allSettled(Array.from({ length: sweeps }, () => house.sweepFees(house.clock.now, 'r')));
          house.table.onCall = undefined;
          if (tells && isPaid) await house.told(signedNotice(noticeFields(attempt)));
          if (folds) await house.settle();
          if (house.clock.now < expiresAt) expect(await closing()).toEqual([]);
        }
        if (attempt) house.truth.set(attempt.reference, ends[end]);
        for (const later of [expiresAt, expiresAt + DAY_MS, expiresAt + 2 * DAY_MS])
          await house.sweepAt(Math.max(house.clock.now, later));

        const payment = await house.known(paymentId);
        expect([payment.state, payment.receivedVnd]).toEqual(isPaid ? ['paid', 150_000] : ['expired', 0]);
        expect(await closing()).toHaveLength(isPaid ? 0 : 1);
        expect(house.published.filter(({ type }) => type === 'payment.settled')).toHaveLength(1);
        expect(house.published.filter(({ type }) => type.endsWith('_withdrawn'))).toEqual([]);
        expect(house.table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
        // Nothing is left that each later sweep would look at for ever.
        expect(house.table.all().filter(({ timerPk }) => timerPk !== undefined)).toEqual([]);
      },
    ),
    cases(150),
  );
});
