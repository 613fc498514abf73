import { expect, test } from 'vitest';
import { feeTimers, questionsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import type { PaymentLedger } from '../../../functions/payments/ports.ts';
import { askAfterReturn } from '../../../functions/payments/usecases/ask-after-return.ts';
import { describeReturn } from '../../../functions/payments/usecases/describe-return.ts';
import { sweepFees } from '../../../functions/payments/usecases/sweep-fees.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';

const TO = { provider: 'vnpay', merchant: 'H26-vnpay' };

/** A fee with an attempt of which a table was lost: its question is there, it is not. */
const lost = async (what: 'fee' | 'attempt') => {
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  const ledger: PaymentLedger = {
    ...house.ledger,
    payment: async () => (what === 'fee' ? undefined : { ...(await house.known(payment.paymentId)), attempts: [] }),
  };
  const { paymentId } = payment;
  const { attemptId } = attempt;
  const ports = { ledger, merchants: house.merchants, questions: questionsIn(house.table) };
  const question = () => house.table.get(`PAY#${paymentId}`, `ASK#${attemptId}`);
  const message = { ...signedNotice(noticeFields(attempt)), receivedAt: house.clock.now };
  return { house, ports, paymentId, attemptId, question, message };
};

test.each(['fee', 'attempt'] as const)('a question whose %s is lost waits for nothing any more', async (what) => {
  const { house, ports, question } = await lost(what);
  await house.settle();
  expect(await question()).toHaveProperty('timerPk');
  const sweep = sweepFees({ ...ports, timers: feeTimers(house.table), refunds: house.refundQueue });
  expect(await sweep(house.clock.now + DAY_MS, 'r')).toEqual({
    closed: [],
    reminded: [],
    settled: [],
    unanswered: [],
    failed: [],
  });
  expect(await question()).not.toHaveProperty('timerPk');
  expect(house.questions).toEqual([]);
});

test.each(['fee', 'attempt'] as const)(
  'a payer who comes back to a lost %s has nobody asked, and is told that there is none',
  async (what) => {
    const { house, ports, paymentId, attemptId, question, message } = await lost(what);
    const before = await question();
    expect(await askAfterReturn(ports)({ paymentId, attemptId }, house.clock.now, 'r')).toBeUndefined();
    expect(await question()).toEqual(before);
    expect(house.questions).toEqual([]);
    expect(await describeReturn(ports)(TO, message)).toEqual({
      ok: false,
      failure: { kind: 'not_found', what: 'attempt' },
    });
  },
);

test('a payer who comes back to an attempt whose question is lost is one of whom nobody was asked', async () => {
  const { house, ports, message } = await lost('attempt');
  const described = describeReturn({ ...ports, ledger: house.ledger, questions: { find: async () => undefined } });
  expect(await described(TO, message)).toMatchObject({ ok: true, value: { isToBeAsked: true } });
});
