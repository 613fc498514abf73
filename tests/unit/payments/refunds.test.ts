import { describe, expect, test } from 'vitest';
import { MERCHANT, noticeFields, vnpayHash } from '../../support/payments.ts';
import { paymentsApiRoom } from '../../support/payments-api.ts';

/** A fee of 150.000 đ that was paid so often. */
const paid = async (times = 1) => {
  const room = await paymentsApiRoom();
  const { paymentId } = (await room.open()).body;
  const attempt = (await room.call('openAttempt', { paymentId }, { body: { provider: 'vnpay' } })).body;
  for (let n = 1; n <= times; n += 1) {
    const fields = noticeFields(attempt, { vnp_TransactionNo: String(14_226_112 + n) });
    const query = Object.entries({ ...fields, vnp_SecureHash: vnpayHash(fields) });
    await room.hear(Object.fromEntries(query.map(([name, value]) => [name, [value]])), {}, MERCHANT);
    room.clock.now += 1000;
  }
  const ask = (amountVnd: number, key = 'k', authorization = room.keys.main) =>
    room.call(
      'askRefund',
      { paymentId },
      { body: { amountVnd, reason: 'Nộp thừa', by: 'Bình' }, headers: { 'idempotency-key': key, authorization } },
    );
  const decide = (decision: string, key: string) =>
    room.call(
      'decide',
      { paymentId },
      { body: { decision, reason: 'Nộp thừa', by: 'Bình' }, headers: { 'idempotency-key': key } },
    );
  const approve = (approvalId: string, authorization: string, word = true) =>
    room.call('approve', { approvalId }, { body: { approve: word, by: 'Hoa' }, headers: { authorization } });
  return { ...room, paymentId, ask, decide, approve };
};

describe('a refund', () => {
  test('is reserved once; a repeat answers it, another body is a conflict', async () => {
    const { ask, toldRefunds } = await paid();
    const first = await ask(100_000);
    expect(first).toMatchObject({ status: 202, body: { state: 'reserved' } });
    expect((await ask(100_000)).body).toEqual(first.body);
    expect(await ask(50_000)).toMatchObject({ status: 409, body: { kind: 'conflict' } });
    expect(toldRefunds).toHaveLength(1);
  });

  test('of more than is left is refused; of several transactions each is asked for by itself', async () => {
    const { ask } = await paid(2);
    expect(await ask(300_001)).toMatchObject({ status: 409, body: { kind: 'refund_exceeds_received' } });
    expect(await ask(200_000)).toMatchObject({ status: 409, body: { kind: 'refund_spans_transactions' } });
  });

  test('of a tenth, asked for fifty times at once: ten stand', async () => {
    const { ask } = await paid();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(15_000, `k${n}`)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(10);
  });

  test('above the limit waits for another key', async () => {
    const { ask, approve, limit, keys, toldRefunds } = await paid();
    limit.vnd = 100_000;
    const { approvalId } = (await ask(150_000)).body;
    expect(toldRefunds).toHaveLength(0);
    expect(await approve(approvalId, keys.main)).toMatchObject({ status: 409, body: { kind: 'same_person' } });
    expect(await approve(approvalId, keys.renewed)).toMatchObject({ status: 200, body: { state: 'approved' } });
    expect(toldRefunds).toHaveLength(1);
    expect(await approve(approvalId, keys.main, false)).toMatchObject({ body: { kind: 'already_decided' } });
  });

  test('by a call is not given back by hand', async () => {
    const { ask, call, paymentId, clock } = await paid();
    const { refundId } = (await ask(150_000)).body;
    const body = { bankReference: 'FT1', at: new Date(clock.now).toISOString(), by: 'Hoa' };
    expect(await call('recordTransfer', { paymentId, refundId }, { body })).toMatchObject({
      body: { kind: 'not_by_hand' },
    });
  });
});

describe('a decision about a fee that was paid twice', () => {
  test.each([
    ['accept', 0],
    ['write_off', 0],
    ['refund', 1],
  ])('%s takes the flags away, and the fee stays paid', async (decision, refunds) => {
    const { decide, call, paymentId } = await paid(2);
    const decided = await decide(decision, 'd1');
    expect(decided).toMatchObject({ status: 200, body: { state: 'paid', flags: [] } });
    expect(decided.body.decisions).toMatchObject([{ decision, reason: 'Nộp thừa', by: 'Bình' }]);
    expect((await call('listRefunds', { paymentId })).body.items).toHaveLength(refunds);
    expect((await decide(decision, 'd2')).status).toBe(200);
    const other = decision === 'accept' ? 'refund' : 'accept';
    expect(await decide(other, 'd3')).toMatchObject({ status: 409, body: { kind: 'already_decided' } });
  });

  test('there is none where nothing waits', async () => {
    const { decide } = await paid();
    expect(await decide('accept', 'd1')).toMatchObject({ status: 409, body: { kind: 'not_allowed_now' } });
  });
});
