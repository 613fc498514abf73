import { describe, expect, test } from 'vitest';
import type { FactOf } from '../../../functions/payments/domain/facts.ts';
import { FAILED, noticeFields, SUSPECTED, signedNotice } from '../../support/payments.ts';
import { paymentsApiRoom } from '../../support/payments-api.ts';

const FEE = 150_000;
const by = 'Trần Văn Bình';
const reason = 'Xem lại tiền đã đến';

/** A fee of 150.000 đ with one way to pay, and what happens to it. */
const opened = async () => {
  const room = await paymentsApiRoom();
  const { call, clock, keys } = room;
  const { paymentId } = (await room.open()).body as { paymentId: `pay_${string}` };
  const attempt = (await call('openAttempt', { paymentId }, { body: { provider: 'vnpay' } })).body;
  let transactions = 0;
  const later = () => {
    clock.now += 1000;
    transactions += 1;
    return String(14_226_112 + transactions);
  };
  const made = {
    ...room,
    paymentId,
    attempt,
    /** The provider tells of money for the attempt: of another amount than was asked it is held. */
    async pays(amountVnd = FEE, more: Record<string, string> = {}) {
      const fields = noticeFields({ ...attempt, amountVnd }, { vnp_TransactionNo: later(), ...more });
      await room.told(signedNotice(fields));
    },
    /** Money that named no order is matched: it counts whatever its amount. */
    async part(amountVnd: number) {
      const transaction = later();
      const fields = noticeFields({ reference: `NOBODY${transaction}`, amountVnd }, { vnp_TransactionNo: transaction });
      await room.told(signedNotice(fields));
      await room.settle();
      const headers = { authorization: keys.city };
      const open = { query: { state: ['open'] }, headers };
      const [{ transferId }] = (await call('listTransfers', {}, open)).body.items;
      const body = { paymentId, reason, by };
      expect((await call('matchTransfer', { transferId }, { body, headers })).status).toBe(200);
    },
    cancelled: () => room.cancel(paymentId),
    async closed() {
      await room.ledger.record(paymentId, { kind: 'closed', reason: 'expired' }, { recordedBy: 't', requestId: 'r' });
    },
    async decide(decision: string, key = `d${later()}`, authorization = keys.main) {
      return call(
        'decide',
        { paymentId },
        { body: { decision, reason, by }, headers: { 'idempotency-key': key, authorization } },
      );
    },
    refunds: async () => (await call('listRefunds', { paymentId })).body.items as { refundId: `rfd_${string}` }[],
    /** What becomes of every refund that is not ended: each is done by a call, or by hand. */
    async become(outcome: FactOf<'refund_told'>['outcome']) {
      later();
      const { refunds } = await room.known(paymentId);
      for (const { refundId } of refunds.filter(({ state }) => state === 'reserved')) {
        const told = { kind: 'refund_told' as const, refundId, outcome, code: '00' };
        await room.ledger.record(paymentId, told, { recordedBy: 'vnpay', requestId: 'r' });
      }
    },
    shown: async () => (await call('readPayment', { paymentId })).body,
    /** The states and flags under which it is listed. */
    async places() {
      await room.settle();
      const names = ['state', 'flag.overpaid', 'flag.duplicate', 'flag.amount_mismatch', 'flag.fraud_review'];
      const items = names.map((name) => room.table.peek(`PAY#${paymentId}`, `ENTRY#${name}`)?.listPk);
      return items.filter((pk) => pk !== undefined).map((pk) => String(pk).slice('WORK#'.length));
    },
    async moments() {
      await room.settle();
      const heads = new Map(room.published.map((milestone) => [milestone.id, milestone]));
      return [...heads.values()].filter(({ withdrawn }) => !withdrawn);
    },
  };
  return made;
};

type Fee = Awaited<ReturnType<typeof opened>>;

/** What makes a fee wait for a person, as it stands before anybody decided. */
const situations = {
  'suspected by its provider': async (fee: Fee) => fee.pays(FEE, SUSPECTED),
  'held for a wrong amount': async (fee: Fee) => fee.pays(100_000),
  'held beside a part': async (fee: Fee) => {
    await fee.part(100_000);
    await fee.pays(20_000);
  },
  'held after the end': async (fee: Fee) => {
    await fee.closed();
    await fee.pays(100_000);
  },
  'held beside a paid fee': async (fee: Fee) => {
    await fee.pays();
    await fee.pays(149_999);
  },
  'paid after the close': async (fee: Fee) => {
    await fee.closed();
    await fee.pays();
  },
  'paid twice after it was taken back': async (fee: Fee) => {
    await fee.cancelled();
    await fee.pays();
    await fee.pays();
  },
  'paid in part': async (fee: Fee) => fee.part(100_000),
  'paid in part after the close': async (fee: Fee) => {
    await fee.closed();
    await fee.part(100_000);
  },
  overpaid: async (fee: Fee) => fee.part(200_000),
  'paid twice': async (fee: Fee) => {
    await fee.pays();
    await fee.pays();
  },
  'paid, and suspected in another word': async (fee: Fee) => {
    await fee.pays(FEE, { ...SUSPECTED, vnp_TransactionNo: '7' });
    await fee.pays(FEE, { vnp_TransactionNo: '7' });
  },
};

type Situation = keyof typeof situations;
type Sums = readonly [received: number, held: number, refunded: number];

const inSituation = async (situation: Situation) => {
  const fee = await opened();
  await situations[situation](fee);
  return fee;
};

const NONE: readonly string[] = [];

describe('before a person decided', () => {
  test.each<[Situation, string, readonly string[], Sums]>([
    ['suspected by its provider', 'under_review', ['fraud_review'], [0, FEE, 0]],
    ['held for a wrong amount', 'under_review', ['amount_mismatch'], [0, 100_000, 0]],
    ['held beside a part', 'under_review', ['amount_mismatch'], [100_000, 20_000, 0]],
    ['held after the end', 'under_review', ['amount_mismatch'], [0, 100_000, 0]],
    ['held beside a paid fee', 'paid', ['amount_mismatch'], [FEE, 149_999, 0]],
    ['paid after the close', 'paid_after_close', NONE, [FEE, 0, 0]],
    ['paid twice after it was taken back', 'paid_after_close', ['duplicate', 'overpaid'], [2 * FEE, 0, 0]],
    ['paid in part', 'partially_paid', NONE, [100_000, 0, 0]],
    ['paid in part after the close', 'partially_paid', NONE, [100_000, 0, 0]],
    ['overpaid', 'paid', ['overpaid'], [200_000, 0, 0]],
    ['paid twice', 'paid', ['duplicate', 'overpaid'], [2 * FEE, 0, 0]],
    ['paid, and suspected in another word', 'paid', ['fraud_review'], [FEE, 0, 0]],
  ])('money that is %s stands as %s %j', async (situation, state, flags, sums) => {
    const fee = await inSituation(situation);
    const shown = await fee.shown();
    expect([shown.state, shown.flags, [shown.receivedVnd, shown.heldVnd, shown.refundedVnd]]).toEqual([
      state,
      flags,
      sums,
    ]);
    expect((await fee.places()).sort()).toEqual([...flags, state].sort());
    expect(shown.decisions).toEqual([]);
  });
});

describe('a decision', () => {
  test.each<[string, Situation, string, Sums, string]>([
    ['accept', 'suspected by its provider', 'paid', [FEE, 0, 0], 'paid'],
    ['accept', 'held for a wrong amount', 'partially_paid', [100_000, 0, 0], 'partially_paid'],
    ['accept', 'held beside a part', 'partially_paid', [120_000, 0, 0], 'partially_paid'],
    ['accept', 'held after the end', 'partially_paid', [100_000, 0, 0], 'partially_paid'],
    ['accept', 'held beside a paid fee', 'paid', [299_999, 0, 0], 'paid'],
    ['accept', 'paid after the close', 'paid', [FEE, 0, 0], 'paid'],
    ['accept', 'paid twice after it was taken back', 'paid', [2 * FEE, 0, 0], 'paid'],
    ['accept', 'paid in part after the close', 'partially_paid', [100_000, 0, 0], 'partially_paid'],
    ['accept', 'overpaid', 'paid', [200_000, 0, 0], 'paid'],
    ['accept', 'paid twice', 'paid', [2 * FEE, 0, 0], 'paid'],
    ['accept', 'paid, and suspected in another word', 'paid', [FEE, 0, 0], 'paid'],
    ['refund', 'suspected by its provider', 'pending', [0, 0, 0], 'pending'],
    ['refund', 'held for a wrong amount', 'pending', [0, 0, 0], 'pending'],
    ['refund', 'held beside a part', 'partially_paid', [100_000, 0, 0], 'partially_paid'],
    ['refund', 'held after the end', 'expired', [0, 0, 0], 'expired'],
    ['refund', 'held beside a paid fee', 'paid', [FEE, 0, 0], 'paid'],
    ['refund', 'paid after the close', 'paid_after_close', [FEE, 0, 0], 'refunded'],
    ['refund', 'paid twice after it was taken back', 'paid_after_close', [2 * FEE, 0, 0], 'refunded'],
    ['refund', 'paid in part after the close', 'partially_paid', [100_000, 0, 0], 'refunded'],
    ['refund', 'overpaid', 'paid', [200_000, 0, 0], 'paid'],
    ['refund', 'paid twice', 'paid', [2 * FEE, 0, 0], 'paid'],
    ['write_off', 'suspected by its provider', 'cancelled', [FEE, 0, 0], 'cancelled'],
    ['write_off', 'held for a wrong amount', 'cancelled', [100_000, 0, 0], 'cancelled'],
    ['write_off', 'held beside a part', 'cancelled', [120_000, 0, 0], 'cancelled'],
    ['write_off', 'held after the end', 'cancelled', [100_000, 0, 0], 'cancelled'],
    ['write_off', 'held beside a paid fee', 'paid', [299_999, 0, 0], 'paid'],
    ['write_off', 'paid after the close', 'cancelled', [FEE, 0, 0], 'cancelled'],
    ['write_off', 'paid twice after it was taken back', 'cancelled', [2 * FEE, 0, 0], 'cancelled'],
    ['write_off', 'paid in part', 'paid', [100_000, 0, 0], 'paid'],
    ['write_off', 'paid in part after the close', 'paid', [100_000, 0, 0], 'paid'],
    ['write_off', 'overpaid', 'paid', [200_000, 0, 0], 'paid'],
    ['write_off', 'paid twice', 'paid', [2 * FEE, 0, 0], 'paid'],
    ['write_off', 'paid, and suspected in another word', 'paid', [FEE, 0, 0], 'paid'],
  ])('%s of money that is %s makes it %s; the same again changes nothing, another is refused', async (decision, situation, state, sums, end) => {
    const fee = await inSituation(situation);
    const decided = await fee.decide(decision, 'first');
    expect([decided.status, decided.body]).toEqual([200, expect.objectContaining({ state, flags: [] })]);
    const { receivedVnd, heldVnd, refundedVnd, decisions } = decided.body;
    expect([receivedVnd, heldVnd, refundedVnd]).toEqual(sums);
    expect(decisions).toEqual([{ decision, reason, by, at: expect.any(String) }]);
    expect(await fee.places()).toEqual([state]);

    expect((await fee.decide(decision, 'first')).body).toEqual(decided.body);
    expect(await fee.decide(decision)).toEqual({ status: 200, body: decided.body });
    for (const other of ['accept', 'refund', 'write_off'].filter((each) => each !== decision)) {
      // A part that was accepted, or that stays when held money goes back, still lacks its rest.
      const isPart = state === 'partially_paid' && !(decision === 'refund' && situation === 'paid in part after the close');
      if (other === 'write_off' && isPart) continue;
      expect(await fee.decide(other)).toMatchObject({ status: 409, body: { kind: 'already_decided' } });
    }
    await fee.become('done');
    expect((await fee.shown()).state).toBe(end);
  });

  test.each<[Situation, string]>([
    ['paid in part', 'accept'],
    ['paid in part', 'refund'],
    ['paid, and suspected in another word', 'refund'],
  ])('about money that is %s cannot be %s', async (situation, decision) => {
    const fee = await inSituation(situation);
    expect(await fee.decide(decision)).toMatchObject({ status: 409, body: { kind: 'not_allowed_now' } });
  });

  test('about a fee for which nothing came, that was paid, or whose money goes back already, is none', async () => {
    const fee = await opened();
    const none = async () => {
      for (const decision of ['accept', 'refund', 'write_off'])
        expect(await fee.decide(decision)).toMatchObject({ status: 409, body: { kind: 'not_allowed_now' } });
    };
    await none();
    await fee.pays(FEE, FAILED);
    await none();
    await fee.pays();
    await none();
    const late = await inSituation('paid after the close');
    const asked = { body: { amountVnd: FEE, reason, by }, headers: { 'idempotency-key': 'all' } };
    expect((await late.call('askRefund', { paymentId: late.paymentId }, asked)).status).toBe(202);
    for (const decision of ['accept', 'refund', 'write_off'])
      expect(await late.decide(decision)).toMatchObject({ status: 409, body: { kind: 'not_allowed_now' } });
  });

  test('gives back what is above the fee: of a transfer its surplus, of a second payment all of that', async () => {
    for (const [situation, amountVnd] of [
      ['overpaid', 50_000],
      ['paid twice', FEE],
      ['held beside a paid fee', 149_999],
    ] as const) {
      const fee = await inSituation(situation);
      await fee.decide('refund');
      expect(await fee.refunds()).toMatchObject([{ amountVnd, state: 'reserved' }]);
      await fee.become('done');
      const refundedVnd = situation === 'held beside a paid fee' ? 0 : amountVnd;
      expect(await fee.shown()).toMatchObject({ state: 'paid', flags: [], refundedVnd, heldVnd: 0 });
    }
  });

  test('that gives back what stands after the end gives back each transaction, once', async () => {
    const fee = await inSituation('paid twice after it was taken back');
    await fee.decide('refund');
    expect(await fee.refunds()).toMatchObject([{ amountVnd: FEE }, { amountVnd: FEE }]);
    await fee.become('done');
    expect(await fee.shown()).toMatchObject({ state: 'refunded', receivedVnd: 2 * FEE, refundedVnd: 2 * FEE });
    expect(await fee.decide('accept')).toMatchObject({ status: 409, body: { kind: 'already_decided' } });
  });

  test.each(['declined', 'failed'] as const)('whose refund was %s leaves what it settled to a person again', async (outcome) => {
    for (const situation of ['paid twice', 'held for a wrong amount', 'paid after the close', 'overpaid'] as const) {
      const fee = await inSituation(situation);
      const before = await fee.shown();
      const places = await fee.places();
      await fee.decide('refund');
      await fee.become(outcome);
      const { decisions, facts, ...after } = await fee.shown();
      expect([after.state, after.flags, after.heldVnd]).toEqual([before.state, before.flags, before.heldVnd]);
      expect((await fee.places()).sort()).toEqual([...places].sort());
      expect(decisions).toHaveLength(1);
      expect(facts.length).toBeGreaterThan(before.facts.length);
      const again = await fee.decide('accept');
      expect(again).toMatchObject({ status: 200, body: { flags: [], heldVnd: 0 } });
      expect(again.body.decisions).toHaveLength(2);
    }
  });

  test('settles what stood then: what comes later opens the next', async () => {
    const fee = await inSituation('paid twice');
    await fee.decide('accept');
    await fee.pays();
    expect(await fee.shown()).toMatchObject({ state: 'paid', flags: ['duplicate', 'overpaid'], receivedVnd: 3 * FEE });
    const second = await fee.decide('refund');
    expect(second).toMatchObject({ status: 200, body: { flags: [], decisions: [{ decision: 'accept' }, {}] } });
    expect(await fee.refunds()).toMatchObject([{ amountVnd: FEE }]);
    await fee.pays(1);
    expect(await fee.shown()).toMatchObject({ state: 'paid', flags: ['amount_mismatch'], heldVnd: 1 });
    expect((await fee.decide('write_off')).body.decisions).toHaveLength(3);
  });

  test('to keep what came after the end, or what was held, opens the next where further money comes', async () => {
    for (const situation of ['paid after the close', 'suspected by its provider'] as const) {
      const fee = await inSituation(situation);
      expect((await fee.decide('write_off')).body.state).toBe('cancelled');
      await fee.pays();
      expect((await fee.shown()).state).toBe('paid_after_close');
      await fee.decide('refund');
      expect(await fee.refunds()).toMatchObject([{ amountVnd: FEE }]);
    }
  });

  test('that a part is enough lets nobody pay the rest, and says so once', async () => {
    const fee = await inSituation('paid in part');
    expect((await fee.decide('write_off')).body).toMatchObject({ state: 'paid', amountVnd: FEE, receivedVnd: 100_000 });
    const attempt = { body: { provider: 'vnpay' }, headers: { 'idempotency-key': 'next' } };
    expect(await fee.call('openAttempt', { paymentId: fee.paymentId }, attempt)).toMatchObject({
      status: 409,
      body: { kind: 'not_allowed_now' },
    });
    const moments = await fee.moments();
    expect(moments.filter(({ type }) => /paid|settled/.test(type))).toMatchObject([
      { type: 'payment.partially_paid', data: { receivedVnd: 100_000 } },
      { type: 'payment.paid', data: { receivedVnd: 100_000 } },
      { type: 'payment.settled', data: { outcome: 'written_off', receivedVnd: 100_000 } },
    ]);
    await fee.pays(50_000);
    await fee.part(50_000);
    expect((await fee.shown()).flags).toContain('overpaid');
  });

  test('is told: money that was made good is paid, what is given back is refunded, what is kept is settled', async () => {
    const told = async (situation: Situation, decision: string) => {
      const fee = await inSituation(situation);
      await fee.decide(decision);
      await fee.become('done');
      const moments = await fee.moments();
      return moments
        .filter(({ type }) => /\.(paid|settled|refunded)$/.test(type))
        .map(({ type, data }) => [type, (data as { outcome?: string }).outcome].filter(Boolean).join(' '))
        .sort();
    };
    expect(await told('suspected by its provider', 'accept')).toEqual(['payment.paid', 'payment.settled paid']);
    expect(await told('suspected by its provider', 'write_off')).toEqual(['payment.settled written_off']);
    expect(await told('suspected by its provider', 'refund')).toEqual(['payment.refunded']);
    expect(await told('paid after the close', 'accept')).toEqual(['payment.paid', 'payment.settled closed']);
    expect(await told('paid after the close', 'refund')).toEqual(['payment.refunded', 'payment.settled closed']);
    expect(await told('paid after the close', 'write_off')).toEqual(['payment.settled closed']);
    expect(await told('paid twice', 'refund')).toEqual(['payment.paid', 'payment.refunded', 'payment.settled paid']);
  });
});

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
    const answers = await Promise.all([end(true, fee.keys.renewed), end(false, fee.keys.main), end(true, fee.keys.city)]);
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
    expect(await end(false, fee.keys.main)).toMatchObject({ status: 200, body: { state: 'refused', kind: 'decision' } });
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

