import { describe, expect, test } from 'vitest';
import { deciding, FEE, inSituation } from '../../support/decided-fee.ts';

const { reason, by } = deciding;

describe('of two persons', () => {
  test('who decide the same moment otherwise one does', async () => {
    const fee = await inSituation('paid twice');
    const answers = await Promise.all(
      ['accept', 'refund', 'accept', 'refund'].map((decision, n) => fee.decide(decision, `k${n}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    expect((await fee.shown()).decisions).toHaveLength(1);
  });

  test('who end what waits at the same moment otherwise one does; the same word again is no other', async () => {
    const fee = await inSituation('paid twice');
    fee.limit.vnd = 0;
    const { approvalId } = (await fee.decide('refund')).body;
    const end = (approve: boolean, authorization: string) =>
      fee.call('approve', { approvalId }, { body: { approve, by: 'Lê Thị Hoa' }, headers: { authorization } });
    const answers = await Promise.all([
      end(true, fee.keys.renewed),
      end(false, fee.keys.main),
      end(true, fee.keys.city),
    ]);
    const [state] = answers.filter(({ status }) => status === 200).map(({ body }) => body.state);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.kind)).toEqual(
      state === 'approved' ? ['already_decided'] : ['already_decided', 'already_decided'],
    );
    const { decisions, flags } = await fee.shown();
    expect([decisions.length, flags.length]).toEqual(state === 'approved' ? [1, 0] : [0, 2]);
  });

  test('the second is needed above the limit: until then nothing holds, and a refusal leaves it as it was', async () => {
    const fee = await inSituation('paid twice');
    fee.limit.vnd = FEE - 1;
    const asked = await fee.decide('refund', 'first');
    expect(asked).toEqual({ status: 202, body: { approvalId: expect.stringMatching(/^apr_/) } });
    const { approvalId } = asked.body;
    expect((await fee.shown()).flags).toEqual(['duplicate', 'overpaid']);
    expect(await fee.refunds()).toMatchObject([{ state: 'awaiting_approval', amountVnd: FEE }]);
    expect(await fee.decide('refund')).toEqual(asked);
    expect(await fee.decide('accept')).toMatchObject({ status: 409, body: { kind: 'already_decided' } });
    const end = (approve: boolean, authorization: string) =>
      fee.call('approve', { approvalId }, { body: { approve, by: 'Lê Thị Hoa' }, headers: { authorization } });
    expect(await end(true, fee.keys.main)).toMatchObject({ status: 409, body: { kind: 'same_person' } });
    expect(await end(false, fee.keys.main)).toMatchObject({
      status: 200,
      body: { state: 'refused', kind: 'decision' },
    });
    expect(await fee.refunds()).toMatchObject([{ state: 'refused' }]);
    expect(await fee.shown()).toMatchObject({ flags: ['duplicate', 'overpaid'], decisions: [] });
    const next = (await fee.decide('refund', 'next')).body;
    const word = { body: { approve: true, by: 'Lê Thị Hoa' }, headers: { authorization: fee.keys.renewed } };
    await fee.call('approve', { approvalId: next.approvalId }, word);
    expect((await fee.shown()).decisions).toMatchObject([{ decision: 'refund', by, approvedBy: 'Lê Thị Hoa' }]);
    expect((await fee.refunds()).at(-1)).toMatchObject({ state: 'reserved' });
    expect(fee.toldRefunds).toHaveLength(1);
  });

  test('the limit is compared with all refunds that stand, this one included', async () => {
    const fee = await inSituation('paid twice');
    fee.limit.vnd = 200_000;
    const refund = (amountVnd: number, key: string) =>
      fee.call(
        'askRefund',
        { paymentId: fee.paymentId },
        { body: { amountVnd, reason, by }, headers: { 'idempotency-key': key } },
      );
    expect((await refund(100_000, 'a')).body.state).toBe('reserved');
    expect((await refund(100_000, 'b')).body.state).toBe('reserved');
    expect((await refund(1, 'c')).body).toMatchObject({ state: 'awaiting_approval' });
  });

  test('what a second person would let be is refused where more has come since', async () => {
    const fee = await inSituation('paid in part');
    fee.limit.vnd = 0;
    const { approvalId } = (await fee.decide('write_off')).body;
    fee.limit.vnd = undefined;
    await fee.part(50_000);
    const word = { body: { approve: true, by: 'Lê Thị Hoa' }, headers: { authorization: fee.keys.renewed } };
    expect(await fee.call('approve', { approvalId }, word)).toMatchObject({
      status: 409,
      body: { kind: 'not_allowed_now' },
    });
    expect(await fee.shown()).toMatchObject({ state: 'paid', receivedVnd: FEE });
  });
});

test('money that a person matched goes back by hand, also where its provider has a call: no order of ours names it', async () => {
  const fee = await inSituation('overpaid');
  await fee.decide('refund');
  const [refund] = await fee.refunds();
  expect(fee.toldRefunds).toEqual([]);
  const body = { bankReference: 'FT1', at: new Date(fee.clock.now).toISOString(), by };
  const parameters = { paymentId: fee.paymentId, refundId: refund?.refundId ?? '' };
  const made = await fee.call('recordTransfer', parameters, { body });
  expect(made).toMatchObject({ status: 200, body: { state: 'done', amountVnd: 50_000 } });
  expect((await fee.call('recordTransfer', parameters, { body })).body).toEqual(made.body);
  const other = { ...body, bankReference: 'FT2' };
  expect((await fee.call('recordTransfer', parameters, { body: other })).status).toBe(409);
  expect(await fee.shown()).toMatchObject({ state: 'paid', flags: [], refundedVnd: 50_000 });
});
