import { describe, expect, test } from 'vitest';
import { deciding, FEE, inSituation, openedFee, type Situation } from '../../support/decided-fee.ts';
import { FAILED } from '../../support/payments.ts';

const { reason, by } = deciding;

type Sums = readonly [received: number, held: number, refunded: number];

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
  ])(
    '%s of money that is %s makes it %s; the same again changes nothing, another is refused',
    async (decision, situation, state, sums, end) => {
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
        const isPart =
          state === 'partially_paid' && !(decision === 'refund' && situation === 'paid in part after the close');
        if (other === 'write_off' && isPart) continue;
        expect(await fee.decide(other)).toMatchObject({ status: 409, body: { kind: 'already_decided' } });
      }
      await fee.become('done');
      expect((await fee.shown()).state).toBe(end);
    },
  );

  test.each<[Situation, string]>([
    ['paid in part', 'accept'],
    ['paid in part', 'refund'],
    ['paid, and suspected in another word', 'refund'],
  ])('about money that is %s cannot be %s', async (situation, decision) => {
    const fee = await inSituation(situation);
    expect(await fee.decide(decision)).toMatchObject({ status: 409, body: { kind: 'not_allowed_now' } });
  });

  test('about a fee for which nothing came, that was paid, or whose money goes back already, is none', async () => {
    const fee = await openedFee();
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

  test.each(['declined', 'failed'] as const)(
    'whose refund was %s leaves what it settled to a person again',
    async (outcome) => {
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
    },
  );

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
