import type { RefundId } from '../../shared/kernel/ids.ts';
import { paymentsApiRoom } from './payments-api.ts';
import { giver } from './toy-providers/giver.ts';

const by = { recordedBy: 'giver', requestId: 'r-1' };

/** A fee of 150.000 đ that was paid so often at a provider which gives money back when it is called, and those who work on it. */
export const refundHouse = async (times = 1, reversibleMs?: number) => {
  const { provider, server } = giver(reversibleMs);
  const room = await paymentsApiRoom([provider]);
  await room.merchant('H26-giver', { current: {}, previous: [] }, 'H26', 'giver');
  const { paymentId } = (await room.open()).body as { paymentId: `pay_${string}` };
  const { reference } = (await room.call('openAttempt', { paymentId }, { body: { provider: 'giver' } })).body;
  for (let n = 1; n <= times; n += 1) {
    const money = { provider: 'giver', merchant: 'H26-giver', reference, providerTransactionId: `t${n}`, code: '00' };
    const told = { ...money, amountVnd: 150_000, currency: 'VND', outcome: 'paid' as const };
    await room.ledger.record(paymentId, { kind: 'money_in', ...told }, by);
    room.clock.now += 1000;
  }
  return {
    ...room,
    server,
    reference,
    paymentId,
    ask: (amountVnd: number, key = 'k', authorization = room.keys.main) =>
      room.call(
        'askRefund',
        { paymentId },
        { body: { amountVnd, reason: 'Nộp thừa', by: 'Bình' }, headers: { 'idempotency-key': key, authorization } },
      ),
    refund: async (refundId: RefundId) =>
      (await room.known(paymentId)).refunds.find((each) => each.refundId === refundId),
    /** What the worker does about the refunds that its queue was told of; of which it died the error. */
    async works() {
      const refunds = new Set(room.toldRefunds.splice(0).map(({ refundId }) => refundId));
      const done = await Promise.allSettled([...refunds].map((refundId) => room.giveBack(paymentId, refundId, 'm-1')));
      return done
        .map((one) => (one.status === 'fulfilled' ? one.value : one.reason))
        .filter((one) => one !== undefined);
    },
    /** Time passes, and the sweep tells the queue what has come due. */
    async later(ms: number) {
      room.clock.now += ms;
      await room.sweepFees(room.clock.now, 'r-3');
    },
  };
};
