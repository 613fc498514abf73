import { describe, expect, test } from 'vitest';
import { feeTimers } from '../../../functions/payments/adapters/fee-timers.ts';
import { nextQuestion } from '../../../functions/payments/domain/expiry.ts';
import { defaultEnd } from '../../../functions/payments/domain/payment.ts';
import type { Merchant, Merchants } from '../../../functions/payments/ports.ts';
import { sweepFees } from '../../../functions/payments/usecases/sweep-fees.ts';
import { DAY_MS, MINUTE_MS, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { must, noticeFields, readyHouse, SUSPECTED, signedNotice } from '../../support/payments.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';
import { FOUND } from '../../support/vnpay-query.ts';

const attempted = async () => {
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  const { paymentId } = payment;
  const { reference } = attempt;
  const begun = house.clock.now;
  /** A sweep so many minutes after the attempt was opened. */
  const sweepAfter = (minutes: number) => house.sweepAt(begun + minutes * MINUTE_MS);
  const state = async () => (await house.known(paymentId)).state;
  const kinds = async () => (await house.known(paymentId)).facts.map(({ fact }) => fact.kind).sort();
  return { house, payment, attempt, paymentId, reference, begun, sweepAfter, state, kinds };
};

const typesOf = (published: readonly { readonly type: string }[]) => published.map(({ type }) => type);

describe('an attempt whose callback did not come', () => {
  test('is asked about five minutes after its term and not before; money found pays, as the callback would have', async () => {
    const { house, paymentId, reference, attempt, sweepAfter, state } = await attempted();
    house.truth.set(reference, FOUND.paid);
    await sweepAfter(19);
    await house.sweepAt(attempt.expiresAt + 5 * MINUTE_MS - 1);
    expect([house.questions.length, await state()]).toEqual([0, 'pending']);
    const { settled } = await sweepAfter(20);
    expect(settled).toEqual([{ verdict: 'recorded', paymentId, reference, alarm: undefined }]);
    const paid = await house.known(paymentId);
    expect(paid).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(paid.facts.find(({ fact }) => fact.kind === 'money_in')).toMatchObject({
      recordedBy: 'vnpay',
      requestId: 'r-3',
    });
    expect(house.questions).toMatchObject([{ vnp_TxnRef: reference, vnp_TransactionDate: '20261120090000' }]);
    expect(typesOf(house.published)).toEqual(['payment.opened', 'payment.counted', 'payment.paid', 'payment.settled']);
  });

  test('and whose IPN comes late after all: it is a repeat, nothing is doubled', async () => {
    const { house, paymentId, reference, attempt, sweepAfter, kinds } = await attempted();
    house.truth.set(reference, FOUND.paid);
    await sweepAfter(20);
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('repeated');
    expect(await kinds()).toEqual(['attempt', 'money_in', 'opened', 'ordered']);
    await sweepAfter(60);
    expect(house.questions).toHaveLength(1);
    expect(await house.known(paymentId)).toMatchObject({ receivedVnd: 150_000, flags: [] });
    expect(house.table.all().filter(({ pk, timerPk }) => timerPk !== undefined || pk.startsWith('CONFLICT#'))).toEqual(
      [],
    );
  });

  test.each([
    ['declined', FOUND.failed, '00.02'],
    ['never begun', FOUND.notFound, '91'],
  ])('%s at the provider: it has failed, and money that comes later still counts', async (_, found, code) => {
    const { house, paymentId, reference, attempt, sweepAfter } = await attempted();
    house.truth.set(reference, found);
    await sweepAfter(20);
    const failed = await house.known(paymentId);
    expect([failed.state, failed.attempts]).toMatchObject(['pending', [{ state: 'failed' }]]);
    expect(failed.facts.at(-1)?.fact).toMatchObject({ kind: 'failed', code, amountVnd: 150_000 });
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('recorded');
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', attempts: [{ state: 'paid' }] });
  });

  test('suspected at the provider goes to a person and is asked about no more', async () => {
    const { house, reference, sweepAfter, state } = await attempted();
    house.truth.set(reference, FOUND.suspected);
    const { settled } = await sweepAfter(20);
    expect(settled).toMatchObject([{ alarm: 'money_to_decide' }]);
    expect(await state()).toBe('under_review');
    await sweepAfter(60);
    expect(house.questions).toHaveLength(1);
  });

  test('of another amount than was asked is held, with an alarm', async () => {
    const { house, reference, sweepAfter, paymentId } = await attempted();
    house.truth.set(reference, { vnp_Amount: '100' });
    expect((await sweepAfter(20)).settled).toMatchObject([{ verdict: 'mismatch', alarm: 'money_to_decide' }]);
    expect(await house.known(paymentId)).toMatchObject({ state: 'under_review', receivedVnd: 0, heldVnd: 1 });
  });

  test('that nobody finished is asked about for half an hour; then its payer has left', async () => {
    const { house, reference, paymentId, sweepAfter } = await attempted();
    house.truth.set(reference, FOUND.unfinished);
    for (let minute = 15; minute < 50; minute += 1)
      for (const { why } of (await sweepAfter(minute)).unanswered) expect(why).toBe('unfinished');
    expect(house.questions).toHaveLength(4);
    expect((await house.known(paymentId)).attempts).toMatchObject([{ state: 'open' }]);
    await sweepAfter(50);
    expect((await house.known(paymentId)).attempts).toMatchObject([{ state: 'failed' }]);
  });

  test.each([
    ['the provider is down', 'down'],
    ['the provider refuses the question', FOUND.tooFast],
    ['the answer is about another merchant', { vnp_TmnCode: 'OTHER001' }],
    ['the payment was refunded there', { vnp_TransactionType: '02' }],
    ['the status is of another kind', { vnp_TransactionStatus: '05' }],
  ] as const)('stays open while %s, asked less and less, and after a day a person is told', async (_, known) => {
    const { house, reference, begun, paymentId, sweepAfter, state } = await attempted();
    house.truth.set(reference, known);
    for (let minute = 20; minute <= 20 + 26 * 60; minute += 1) {
      const { unanswered } = await house.sweepFees(begun + minute * MINUTE_MS, 'r');
      for (const { alarm } of unanswered) expect(alarm).toBe(minute >= 20 + 24 * 60 ? 'provider_silent' : undefined);
    }
    // At once, after 2, 5, 15 and 30 minutes, every hour of a day.
    expect(house.questions).toHaveLength(5 + 24);
    expect(new Set(house.questions.map(({ vnp_RequestId }) => vnp_RequestId)).size).toBe(29);
    // However long it lasts: not knowing is not "not paid".
    await house.sweepAt(defaultEnd(begun) + 3 * DAY_MS);
    expect([await state(), house.questions.length]).toEqual(['pending', 30]);
    house.truth.set(reference, FOUND.paid);
    await house.sweepAt(defaultEnd(begun) + 4 * DAY_MS);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid' });
    await sweepAfter(60);
  });

  test.each([
    ['a merchant without credentials', 'no_credentials'],
    ['a merchant that is gone', 'no_merchant'],
  ])('at %s is unknown: the fee waits for its callback or a person', async (_, why) => {
    const { house, attempt, begun, state } = await attempted();
    const merchants: Merchants =
      why === 'no_merchant'
        ? { ...house.merchants, findNow: async () => undefined }
        : { ...house.merchants, terminals: async () => [] };
    const { ledger, table, refundQueue: refunds } = house;
    const sweep = sweepFees({ ledger, merchants, timers: feeTimers(table), refunds });
    const { unanswered, failed } = await sweep(defaultEnd(begun) + DAY_MS, 'r');
    expect([unanswered, failed]).toMatchObject([[{ why, provider: 'vnpay', alarm: 'provider_silent' }], []]);
    expect(await state()).toBe('pending');
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('recorded');
    expect(await state()).toBe('paid');
  });

  test('of a provider that cannot be asked ends by its term, alarms nobody, and counts what comes later', async () => {
    const { house, attempt, begun, state } = await attempted();
    const terminals = async (merchant: Merchant) =>
      (await house.merchants.terminals(merchant)).map(({ ask: _ask, ...terminal }) => terminal);
    const merchants: Merchants = { ...house.merchants, terminals };
    const { ledger, table, refundQueue: refunds } = house;
    const sweepAs = sweepFees({ ledger, merchants, timers: feeTimers(table), refunds });
    const sweep = (at: number, requestId: string) => {
      house.clock.now = at;
      return sweepAs(at, requestId);
    };
    const early = await sweep(begun + 21 * MINUTE_MS, 'r');
    expect(early).toMatchObject({ settled: [], unanswered: [{ why: 'unfinished', alarm: undefined }], failed: [] });
    expect(await state()).toBe('pending');
    const late = await sweep(defaultEnd(begun) + 60 * MINUTE_MS, 'r');
    expect(late).toMatchObject({ unanswered: [], failed: [], closed: [expect.any(String)] });
    expect(await state()).toBe('expired');
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('recorded');
    expect(await state()).toBe('paid_after_close');
  });

  test('is not asked about where its callback told of money', async () => {
    for (const changes of [{}, SUSPECTED]) {
      const { house, attempt, sweepAfter } = await attempted();
      await house.told(signedNotice(noticeFields(attempt, changes)));
      await sweepAfter(20);
      expect(house.questions).toEqual([]);
      const waiting = house.table.all().filter(({ sk, timerPk }) => sk.startsWith('ASK#') && timerPk !== undefined);
      expect(waiting).toEqual([]);
    }
  });

  test('of a fee that was taken back is asked about for a day: its money is found', async () => {
    const { house, reference, paymentId, begun, sweepAfter, state } = await attempted();
    await house.cancel(paymentId);
    house.truth.set(reference, 'down');
    await sweepAfter(20);
    house.truth.set(reference, FOUND.paid);
    await sweepAfter(22);
    expect(await state()).toBe('paid_after_close');
    const other = await attempted();
    await other.house.cancel(other.paymentId);
    await other.house.sweepAt(begun + 3 * DAY_MS);
    expect(other.house.questions).toEqual([]);
  });

  test('of a fee that another order paid to the dong is asked about for a day, and no longer', async () => {
    const { house, paymentId, reference, begun, sweepAfter } = await attempted();
    const other = must(await house.attempt(paymentId, {}, 'c'));
    await house.told(signedNotice(noticeFields(other)));
    house.truth.set(reference, 'down');
    await sweepAfter(20);
    expect(house.questions.map(({ vnp_TxnRef }) => vnp_TxnRef)).toEqual([reference]);
    await house.sweepAt(begun + 20 * MINUTE_MS + DAY_MS);
    house.questions.length = 0;
    await house.sweepAt(begun + 3 * DAY_MS);
    expect(house.questions).toEqual([]);
    expect(house.table.all().filter(({ timerPk }) => timerPk !== undefined)).toEqual([]);
  });

  test('is asked about though money of another order waits for a person', async () => {
    const { house, paymentId, reference, sweepAfter } = await attempted();
    const other = must(await house.attempt(paymentId, {}, 'c'));
    await house.told(signedNotice(noticeFields(other, SUSPECTED)));
    house.truth.set(reference, FOUND.paid);
    await sweepAfter(20);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, heldVnd: 150_000 });
  });

  test('two sweeps at once, and one more of the same minute: one question, one fact', async () => {
    const { house, reference, begun, kinds } = await attempted();
    house.truth.set(reference, FOUND.paid);
    const sweep = () => house.sweepFees(begun + 20 * MINUTE_MS, 'r');
    const swept = await Promise.all([sweep(), sweep()]);
    await sweep();
    expect(swept.flatMap(({ settled }) => settled)).toHaveLength(1);
    expect(house.questions).toHaveLength(1);
    expect(await kinds()).toEqual(['attempt', 'money_in', 'opened', 'ordered']);
  });

  test('a fee that cannot be looked at holds up no other, and is looked at again', async () => {
    const { house, paymentId, reference, begun } = await attempted();
    const other = await house.attempted('c', 'd');
    for (const order of [reference, other.attempt.reference]) house.truth.set(order, FOUND.paid);
    let reads = 0;
    house.table.onCall = (name) => {
      if (name === 'get' && reads++ === 0) throw new Error('lost');
    };
    const { failed, settled } = await house.sweepFees(begun + 20 * MINUTE_MS, 'r');
    house.table.onCall = undefined;
    expect(failed).toEqual([
      { paymentId: expect.stringMatching(/^pay_/), error: expect.objectContaining({ message: 'lost' }) },
    ]);
    expect([failed[0]?.paymentId, settled[0]?.paymentId].sort()).toEqual([paymentId, other.payment.paymentId].sort());
    await house.sweepAt(begun + 22 * MINUTE_MS);
    for (const id of [paymentId, other.payment.paymentId]) expect((await house.known(id)).state).toBe('paid');
  });

  test('one sweep asks so much and no more; the next goes on', async () => {
    const house = await readyHouse();
    const begun = house.clock.now;
    for (let n = 0; n < 200; n += 1) {
      const dossierCode = `H26.10-261120-${1000 + Math.floor(n / 20)}` as const;
      if (n % 20 === 0) await house.dossier(dossierCode);
      await house.attempted(`a${n}`, `b${n}`, dossierCode);
    }
    let open = 0;
    let most = 0;
    house.slow = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
    };
    await house.sweepAt(begun + 20 * MINUTE_MS);
    expect(house.questions.length).toBeLessThanOrEqual(8 * 16);
    expect(most).toBeLessThanOrEqual(8 * 4);
    await house.sweepAt(begun + 21 * MINUTE_MS);
    await house.sweepAt(begun + 22 * MINUTE_MS);
    expect(new Set(house.questions.map(({ vnp_TxnRef }) => vnp_TxnRef)).size).toBe(200);
    expect(house.questions).toHaveLength(200);
  });
});

describe('a fee whose term is over', () => {
  const withTerm = async (minutes: number) => {
    const house = await readyHouse();
    const begun = house.clock.now;
    const expiresAt = begun + minutes * MINUTE_MS;
    const { paymentId } = must(await house.fee({ expiresAt: toOffsetDateTime(expiresAt) }));
    const state = async () => (await house.known(paymentId)).state;
    return { house, begun, expiresAt, paymentId, state };
  };

  test('and for which nobody tried to pay is closed at its term, never early, and lets the dossier go', async () => {
    const { house, expiresAt, paymentId, state } = await withTerm(30);
    await house.sweepAt(expiresAt - 1);
    expect(await state()).toBe('created');
    const { closed } = await house.sweepAt(expiresAt);
    expect([closed, await state()]).toEqual([[paymentId], 'expired']);
    expect((await house.known(paymentId)).facts.at(-1)).toMatchObject({ recordedBy: 'system', requestId: 'r-3' });
    expect(house.published.at(-1)).toMatchObject({ type: 'payment.settled', data: { outcome: 'closed' } });
    expect(await house.attempt(paymentId)).toMatchObject({ ok: false, failure: { kind: 'not_allowed_now' } });
    expect(house.table.all().filter(({ timerPk }) => timerPk !== undefined)).toEqual([]);
    expect((await house.sweepAt(expiresAt + DAY_MS)).closed).toEqual([]);
  });

  test.each(['09:00', '00:00', '23:59'])(
    'opened at %s without a term of its own is closed at the end of the day a week later',
    async (time) => {
      const house = await readyHouse();
      house.clock.now = inVietNam(`2026-11-20 ${time}`);
      const { paymentId } = must(await house.fee());
      const end = inVietNam('2026-11-28 00:00') - 1000;
      expect((await house.known(paymentId)).expiresAt).toBe(end);
      await house.sweepAt(end - 1);
      expect((await house.known(paymentId)).state).toBe('created');
      await house.sweepAt(end);
      expect((await house.known(paymentId)).state).toBe('expired');
    },
  );

  test('waits for an attempt that may still turn out paid, then closes in the same sweep', async () => {
    const { house, expiresAt, paymentId, state } = await withTerm(10);
    house.clock.now = expiresAt - MINUTE_MS;
    const { reference } = must(await house.attempt(paymentId));
    house.truth.set(reference, 'down');
    await house.sweepAt(expiresAt);
    await house.sweepAt(expiresAt + 5 * MINUTE_MS);
    expect([await state(), house.questions.length]).toEqual(['pending', 1]);
    house.truth.set(reference, FOUND.failed);
    const { closed } = await house.sweepAt(expiresAt + 7 * MINUTE_MS);
    expect([closed, await state()]).toEqual([[paymentId], 'expired']);
  });

  test('is not closed while one of its attempts is unknown, whatever is known of the others', async () => {
    const { house, expiresAt, paymentId, state } = await withTerm(10);
    const [first, second] = [
      must(await house.attempt(paymentId, {}, 'b')),
      must(await house.attempt(paymentId, {}, 'c')),
    ];
    house.truth.set(first.reference, FOUND.failed);
    house.truth.set(second.reference, 'down');
    await house.sweepAt(expiresAt + 60 * MINUTE_MS);
    expect(await state()).toBe('pending');
    house.truth.set(second.reference, FOUND.paid);
    await house.sweepAt(expiresAt + 120 * MINUTE_MS);
    expect(await state()).toBe('paid');
  });

  test('money that comes after it was closed is kept and shown', async () => {
    const { house, expiresAt, paymentId, state } = await withTerm(10);
    const attempt = must(await house.attempt(paymentId));
    await house.sweepAt(expiresAt + 60 * MINUTE_MS);
    expect(await state()).toBe('expired');
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('recorded');
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid_after_close', receivedVnd: 150_000 });
  });

  test('is left to a person where money was held for it', async () => {
    const { house, expiresAt, paymentId, state } = await withTerm(10);
    const attempt = must(await house.attempt(paymentId));
    await house.told(signedNotice(noticeFields(attempt, { vnp_Amount: '100' })));
    await house.sweepAt(expiresAt + DAY_MS);
    expect(await state()).toBe('under_review');
    expect((await house.known(paymentId)).ended).toBeUndefined();
  });

  test('paid or cancelled while the index still says otherwise: nothing is closed', async () => {
    const { house, expiresAt, paymentId, state } = await withTerm(10);
    const cancelled = must(await house.fee({ expiresAt: toOffsetDateTime(expiresAt) }, 'c'));
    await house.settle();
    const attempt = must(await house.attempt(paymentId));
    await house.told(signedNotice(noticeFields(attempt)));
    await house.cancel(cancelled.paymentId);
    expect((await house.sweepFees(expiresAt, 'r')).closed).toEqual([]);
    expect([await state(), (await house.known(cancelled.paymentId)).state]).toEqual(['paid', 'cancelled']);
  });

  test('closed by two sweeps at once is closed once', async () => {
    const { house, expiresAt, paymentId } = await withTerm(10);
    await house.settle();
    const swept = await Promise.all([house.sweepFees(expiresAt, 'r'), house.sweepFees(expiresAt, 's')]);
    expect(swept.flatMap(({ closed }) => closed)).toEqual([paymentId]);
    await house.settle();
    expect(typesOf(house.published)).toEqual(['payment.opened', 'payment.settled']);
  });
});

test('questions come at once, after 2, 5, 15 and 30 minutes, each hour of a day, then once a day, and always later than now', () => {
  const first = 5 * MINUTE_MS;
  const asked = [];
  for (let now = 0; asked.length < 31; now = asked.at(-1) as number) asked.push(nextQuestion({ expiresAt: 0 }, now));
  const hours = Array.from({ length: 24 }, (_, n) => (n + 1) * 60);
  expect(asked.map((at) => (at - first) / MINUTE_MS)).toEqual([0, 2, 5, 15, 30, ...hours, 48 * 60, 72 * 60]);
});
