import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { statementRoom } from '../../support/statement-room.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const TOMORROW = '2026-11-21';

/** The day after the fee was paid, with so many fees that were paid at moments of the provider's clock. */
const paidAt = async (...moments: readonly string[]) => {
  const made = await statementRoom();
  const paid = [];
  for (const [n, moment] of moments.entries()) {
    const one = await made.attempt('abcd'[n] ?? 'e');
    await made.pay(one, `7${n}`, moment);
    paid.push({ ...one, transaction: `7${n}` });
  }
  made.clock.now += DAY_MS;
  return { ...made, paid };
};

describe('money of which no account has a line', () => {
  test('is missing at the provider once the day is over, and not before', async () => {
    const made = await statementRoom();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    expect(await made.reconciled([])).toMatchObject({ breaks: [] });
    made.clock.now = inVietNam('2026-11-20 23:59');
    expect(await made.reconciled([{ transaction: 'X1', reference: 'NOBODY1' }])).toMatchObject({
      breaks: [{ kind: 'missing_in_ledger' }],
    });
    made.clock.now = inVietNam('2026-11-21 00:00');
    const { breaks } = await made.reconciled([]);
    expect(breaks.find(({ providerTransactionId }) => providerTransactionId === '77')).toMatchObject({
      ...{ kind: 'missing_at_provider', line: 'payment', reference: one.reference, state: 'open' },
      ...{ amountVnd: 150_000, expectedVnd: 150_000 },
    });
  });

  test('belongs to the day of the provider’s own clock, to the second', async () => {
    const made = await paidAt('20261119235959', '20261120000000', '20261120235959', '20261121000000');
    made.clock.now += DAY_MS;
    const { breaks } = await made.reconciled([]);
    expect(breaks.map(({ providerTransactionId }) => providerTransactionId).sort()).toEqual(['71', '72']);
    const after = await made.reconciled([], TOMORROW);
    expect(after.breaks.map(({ providerTransactionId }) => providerTransactionId)).toEqual(['73']);
  });

  test('is missing in none where any day’s file has it, and closes by itself where a later file brings it', async () => {
    const made = await paidAt('20261120101010', '20261120235959');
    const [early, late] = made.paid;
    made.clock.now += DAY_MS;
    await made.reconciled([late as object as { transaction: string }], TOMORROW);
    const { breaks } = await made.reconciled([]);
    expect(breaks).toMatchObject([{ providerTransactionId: early?.transaction, state: 'open' }]);
    await made.reconciled(
      [late, early].filter((one) => one !== undefined),
      TOMORROW,
    );
    expect(await made.shown()).toMatchObject({ breaks: [{ state: 'closed' }] });
  });

  test('closes where a corrected file brings it under another number, by its order and amount', async () => {
    const made = await paidAt('20261120101010');
    const [one] = made.paid;
    expect(await made.reconciled([])).toMatchObject({ breaks: [{ state: 'open' }] });
    const corrected = await made.reconciled([{ reference: one?.reference ?? '', transaction: 'FT9' }]);
    expect(corrected).toMatchObject({ matched: 1, breaks: [{ state: 'closed' }] });
  });

  test('with a line of another sum is no more missing: that differs', async () => {
    const made = await paidAt('20261120101010');
    expect(await made.reconciled([])).toMatchObject({ breaks: [{ kind: 'missing_at_provider' }] });
    const corrected = await made.reconciled([{ ...made.paid[0], transaction: '70', amountVnd: 149_000 }]);
    expect(corrected.breaks).toMatchObject([{ kind: 'amount_differs', expectedVnd: 150_000, state: 'open' }]);
  });

  test('that a statement brought itself is missing in none, whichever number it has', async () => {
    const made = await statementRoom();
    const one = await made.attempt('a');
    await made.reconciled([
      { ...one, transaction: '77' },
      { transaction: 'FT1' },
      { transaction: 'X', reference: 'NOBODY' },
    ]);
    made.clock.now += DAY_MS;
    const lines = [{ ...one, transaction: '77' }, { transaction: 'FT1' }, { transaction: 'X', reference: 'NOBODY' }];
    const { breaks } = await made.reconciled([...lines, { transaction: 'FT2' }]);
    expect(breaks.filter(({ state }) => state === 'open')).toEqual([]);
  });

  test('without an order is missing as any other', async () => {
    const made = await statementRoom();
    await made.pay({ reference: 'NOBODY1', amountVnd: 90_000 }, '78');
    made.clock.now += DAY_MS;
    expect(await made.reconciled([])).toMatchObject({
      breaks: [{ kind: 'missing_at_provider', providerTransactionId: '78', amountVnd: 90_000 }],
    });
  });
});

describe('a refund that is done', () => {
  const refunded = async () => {
    const made = await paidAt('20261120101010');
    const [one] = made.paid;
    if (!one) throw new Error('no fee');
    const refundId = `rfd_${'7'.repeat(26)}` as const;
    const { transactions } = await made.known(one.paymentId);
    const opening = { refundId, transaction: transactions[0]?.key ?? '', amountVnd: 150_000, way: 'call' as const };
    const by = { recordedBy: 'test', requestId: 'r-1' };
    await made.ledger.record(one.paymentId, { kind: 'refund', ...opening, reason: 'Nộp thừa', by: 'Bình' }, by);
    const told = { outcome: 'done' as const, code: '00', providerRefundId: 'R77' };
    await made.ledger.record(one.paymentId, { kind: 'refund_told', refundId, ...told }, by);
    made.clock.now += DAY_MS;
    return { ...made, one, refundId };
  };

  test('and of which no account has a line is a break of its day', async () => {
    const { reconciled, one } = await refunded();
    expect(await reconciled([], TOMORROW)).toMatchObject({
      breaks: [{ kind: 'refund_missing', line: 'refund', providerTransactionId: 'R77', reference: one.reference }],
    });
  });

  test('is found by its number, its order or neither, and closes then', async () => {
    for (const line of [{ transaction: 'R77' }, { transaction: 'FT3', isOfOrder: true }]) {
      const { reconciled, one } = await refunded();
      await reconciled([], TOMORROW);
      const reference = 'isOfOrder' in line ? { reference: one.reference } : {};
      const at = '2026-11-21T10:00:00+07:00';
      const written = { ...reference, transaction: line.transaction, kind: 'refund' as const, amountVnd: 150_000, at };
      expect(await reconciled([written], TOMORROW)).toMatchObject({ matched: 1, breaks: [{ state: 'closed' }] });
    }
  });

  test('that the provider did not make by its account is free to be given back again', async () => {
    const { reconciled, decide, known, one } = await refunded();
    const { breaks } = await reconciled([], TOMORROW);
    expect(await known(one.paymentId)).toMatchObject({ state: 'refunded' });
    const { breakId } = breaks[0] as { breakId: string };
    expect(await decide(breakId, 'accept', TOMORROW)).toMatchObject({ ok: true });
    expect(await known(one.paymentId)).toMatchObject({ state: 'paid', refundedVnd: 0, reservedVnd: 0 });
  });
});

test('of two versions the older one’s break does not outlive the newer one, however their steps interleave', async () => {
  for (let step = 1; ; step += 1) {
    const made = await statementRoom();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    await made.settle();
    await made.put([{ ...one, transaction: '77', amountVnd: 140_000 }]);
    const [older] = made.told.splice(0);
    if (!older) throw new Error('nothing told');
    let calls = 0;
    let isOver = false;
    made.table.onCall = async () => {
      calls += 1;
      if (calls !== step) return;
      made.table.onCall = undefined;
      isOver = true;
      // All of the newer version, and what the stream makes of it, in the middle of the older one's call.
      await made.put([{ ...one, transaction: '77' }]);
      await made.workAll();
    };
    await made.work(older, () => false, 'm-1');
    made.table.onCall = undefined;
    await made.settle();
    if (!isOver) break;
    expect(await made.shown(), `the newer one at call ${step}`).toMatchObject({ version: 2, matched: 1 });
    expect(
      (await made.shown()).breaks.filter(({ state }) => state === 'open'),
      `at call ${step}`,
    ).toEqual([]);
  }
});
