import { describe, expect, test } from 'vitest';
import { paymentLists } from '../../../functions/payments/adapters/payment-lists.ts';
import { approve } from '../../../functions/payments/usecases/approve.ts';
import { listApprovals } from '../../../functions/payments/usecases/list-approvals.ts';
import { approvalView } from '../../../functions/payments/usecases/refund-view.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { must } from '../../support/payments.ts';
import { statementRoom, theCaller } from '../../support/statement-room.ts';
import type { Written } from '../../support/statements.ts';

const TRANSACTION = '77';

type Paid = { readonly reference: string; readonly amountVnd: number };

/** A line, and that of the payment where it is about something else. */
const fileOf = (lineOf: (paid: Paid) => Written, one: Paid): readonly Written[] => {
  const line = lineOf(one);
  return line.transaction === TRANSACTION ? [line] : [line, { ...one, transaction: TRANSACTION }];
};

/** A fee of 150.000 đ that was paid, the day after, and the one open break that a file of the day leaves. */
const brokenBy = async (lineOf: ((paid: Paid) => Written) | undefined, fee?: object) => {
  const made = await statementRoom();
  const one = await made.attempt('a');
  await made.pay(one, TRANSACTION);
  if (fee) {
    const pk = 'MER#vnpay#H26-vnpay';
    await made.table.put({ ...made.table.peek(pk, 'MER'), pk, sk: 'MER', fee: { perMille: 11, fixedVnd: 1650 } });
  }
  made.clock.now += DAY_MS;
  const { breaks } = await made.reconciled(lineOf ? fileOf(lineOf, one) : []);
  const open = breaks.filter(({ state }) => state === 'open');
  if (!open[0]) throw new Error('no break');
  const { breakId, kind } = open[0];
  return {
    ...made,
    ...{ one, breakId, kind },
    stateOf: async () => (await made.ports.breaks.find(breakId))?.state,
    money: async () => {
      const { state, receivedVnd, refundedVnd, reservedVnd } = await made.known(one.paymentId);
      return { state, receivedVnd, refundedVnd, reservedVnd };
    },
  };
};

const less = (paid: Paid) => ({
  ...paid,
  transaction: TRANSACTION,
  amountVnd: 140_000,
});
const more = (paid: Paid) => ({
  ...paid,
  transaction: TRANSACTION,
  amountVnd: 160_000,
});
const refundLine = (paid: Paid) => ({
  ...{ reference: paid.reference, transaction: 'R1', kind: 'refund' as const, amountVnd: 50_000 },
});
const withFee = (paid: Paid) => ({
  ...paid,
  transaction: TRANSACTION,
  feeVnd: 3301,
});

const paid = { state: 'paid', receivedVnd: 150_000, refundedVnd: 0, reservedVnd: 0 };

describe('what the provider says counts', () => {
  test.each([
    ['of a smaller sum', less, { ...paid, state: 'partially_paid', receivedVnd: 140_000 }],
    ['of a larger sum', more, { ...paid, receivedVnd: 160_000 }],
    ['of money that it has not', undefined, { ...paid, state: 'pending', receivedVnd: 0 }],
    [
      'of a refund that nobody asked for',
      refundLine,
      { ...paid, state: 'partially_refunded', refundedVnd: 50_000, reservedVnd: 50_000 },
    ],
  ])('%s: accepted, the fee’s money follows, and the break closes', async (_, line, money) => {
    const made = await brokenBy(line);
    expect(must(await made.decide(made.breakId, 'accept'))).toMatchObject({
      found: { state: 'closed' },
      decision: { decision: 'accept', state: 'in_force' },
    });
    expect(await made.money()).toEqual(money);
    expect(must(await made.decide(made.breakId, 'accept')).found).toMatchObject({ state: 'closed' });
    expect(await made.money()).toEqual(money);
    expect(await made.decide(made.breakId, 'write_off')).toMatchObject({ failure: { kind: 'already_decided' } });
    expect((await made.known(made.one.paymentId)).decisions).toHaveLength(1);
  });

  test('a refund that was accepted is one with its line, in whichever file it comes', async () => {
    const made = await brokenBy(refundLine);
    must(await made.decide(made.breakId, 'accept'));
    const again = await made.reconciled(fileOf(refundLine, made.one).toReversed());
    expect(again).toMatchObject({ lines: 2, matched: 2 });
    expect(again.breaks.filter(({ state }) => state === 'open')).toEqual([]);
  });

  test('what it has too much goes back, by its own call', async () => {
    const made = await brokenBy(more);
    must(await made.decide(made.breakId, 'refund'));
    expect(await made.money()).toMatchObject({ receivedVnd: 160_000, reservedVnd: 10_000 });
    expect(made.toldRefunds).toHaveLength(1);
    expect(await made.stateOf()).toBe('closed');
    for (const again of [1, 2]) expect(must(await made.decide(made.breakId, 'refund')), String(again)).toBeTruthy();
    expect((await made.known(made.one.paymentId)).refunds).toHaveLength(1);
  });

  test('of a fee it is taken note of', async () => {
    const made = await brokenBy(withFee, {});
    expect(made.kind).toBe('fee_differs');
    must(await made.decide(made.breakId, 'accept'));
    expect([await made.stateOf(), await made.money()]).toEqual(['closed', paid]);
  });
});

describe('what means nothing', () => {
  test.each([
    ['money goes back that the provider has not', undefined, 'refund'],
    ['money goes back of which it has less', less, 'refund'],
    ['a refund goes back', refundLine, 'refund'],
  ] as const)('is refused, with the reason, and the break stays open: %s', async (_, line, decision) => {
    const made = await brokenBy(line);
    expect(await made.decide(made.breakId, decision)).toMatchObject({
      failure: { kind: 'not_allowed_now', detail: expect.stringMatching(/provider/) },
    });
    expect([await made.stateOf(), await made.money()]).toEqual(['open', paid]);
  });

  test('a fee that differs does not go back', async () => {
    const made = await brokenBy(withFee, {});
    expect(await made.decide(made.breakId, 'refund')).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });

  test('less than what was given back of it, or more given back than came', async () => {
    const made = await brokenBy(undefined);
    const refundId = `rfd_${'7'.repeat(26)}` as const;
    const [transaction] = (await made.known(made.one.paymentId)).transactions;
    const opening = { refundId, transaction: transaction?.key ?? '', amountVnd: 1000, way: 'call' as const };
    const by = { recordedBy: 'test', requestId: 'r-1' };
    await made.ledger.record(made.one.paymentId, { kind: 'refund', ...opening, reason: 'x', by: 'B' }, by);
    expect(await made.decide(made.breakId, 'accept')).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect(await made.stateOf()).toBe('open');

    const large = await brokenBy((of) => ({ ...refundLine(of), amountVnd: 150_001 }));
    expect(await large.decide(large.breakId, 'accept')).toMatchObject({ failure: { kind: 'refund_exceeds_received' } });
    expect([await large.stateOf(), await large.money()]).toEqual(['open', paid]);
  });

  test('what belongs to no fee is decided about at its transfer', async () => {
    const made = await statementRoom();
    await made.pay({ reference: 'NOBODY1', amountVnd: 90_000 }, '78');
    made.clock.now += DAY_MS;
    const { breaks } = await made.reconciled([]);
    const { breakId } = breaks[0] as { breakId: string };
    expect(await made.decide(breakId, 'accept')).toMatchObject({
      failure: { kind: 'not_allowed_now', detail: expect.stringContaining('transfer') },
    });
    expect(must(await made.decide(breakId, 'write_off')).found.state).toBe('closed');
  });
});

describe('what the ledger says counts', () => {
  test.each([
    ['of a sum', less],
    ['of money', undefined],
    ['of a refund', refundLine],
    ['of a fee', withFee],
  ])('%s: written off, nothing moves, and no later file opens it', async (_, line) => {
    const made = await brokenBy(line, line === withFee ? {} : undefined);
    must(await made.decide(made.breakId, 'write_off'));
    expect([await made.stateOf(), await made.money()]).toEqual(['closed', paid]);
    await made.reconciled([...(line ? fileOf(line, made.one) : []), { transaction: 'X', reference: 'NOBODY' }]);
    expect(await made.stateOf()).toBe('closed');
  });
});

describe('above the limit', () => {
  const other = { recordedBy: `key_${'2'.repeat(26)}`, requestId: 'r-2' };
  const asker = { recordedBy: `key_${'1'.repeat(26)}`, requestId: 'r-1' };

  const asked = async (line = refundLine as typeof refundLine | typeof more, decision = 'accept') => {
    const made = await brokenBy(line);
    made.limit.vnd = 9_999;
    const { decision: waiting } = must(await made.decide(made.breakId, decision));
    if (!waiting.approvalId) throw new Error('nobody is asked');
    const ports = { ...made.ports, queue: made.refundQueue, lists: paymentLists(made.table) };
    const list = async () => {
      await made.settle();
      const wanted = { caller: theCaller, agencyCode: undefined, limit: 10, state: 'open' as const, after: undefined };
      return must(await listApprovals(ports)(wanted)).asked.map(approvalView);
    };
    const end = (agree: boolean, by: typeof other) =>
      approve(ports)({
        approvalId: waiting.approvalId as `apr_${string}`,
        word: { approve: agree, by: 'C' },
        caller: theCaller,
        by,
      });
    return { ...made, waiting, list, end };
  };

  test('it waits for a second person, changes nothing and stays open till then', async () => {
    const made = await asked();
    expect(made.waiting.state).toBe('awaiting_approval');
    expect(await made.money()).toMatchObject({ state: 'paid', refundedVnd: 0 });
    expect(await made.stateOf()).toBe('open');
    expect(await made.list()).toMatchObject([
      {
        ...{ kind: 'break_decision', approvalId: made.waiting.approvalId, amountVnd: 50_000, agencyCode: 'H26.10' },
        subject: `/v1/reconciliations/vnpay/H26-vnpay/2026-11-20/breaks/${made.breakId}`,
      },
    ]);
    for (const decision of ['write_off', 'refund'])
      expect(await made.decide(made.breakId, decision)).toMatchObject({ failure: { kind: 'already_decided' } });
    expect(await made.end(true, asker)).toMatchObject({ failure: { kind: 'same_person' } });
    must(await made.end(true, other));
    must(await made.end(true, other));
    expect(await made.stateOf()).toBe('closed');
    expect(await made.money()).toMatchObject({ state: 'partially_refunded', refundedVnd: 50_000 });
    expect(await made.list()).toEqual([]);
    expect((await made.ports.breaks.find(made.breakId))?.decision).toMatchObject({ approvedBy: 'C' });
  });

  test('refused, it is open again and can be decided otherwise, once', async () => {
    const made = await asked();
    must(await made.end(false, other));
    expect([await made.stateOf(), await made.money()]).toEqual(['open', paid]);
    const { decision: second } = must(await made.decide(made.breakId, 'accept'));
    expect(second).toMatchObject({ number: 2, state: 'awaiting_approval' });
    expect(second.approvalId).not.toBe(made.waiting.approvalId);
    expect(await made.end(true, other)).toMatchObject({ failure: { kind: 'already_decided' } });
  });

  test('of what goes back the call is made once it is agreed to', async () => {
    const made = await asked(more, 'refund');
    expect(made.toldRefunds).toEqual([]);
    must(await made.end(true, other));
    expect(made.toldRefunds).toHaveLength(1);
    expect(await made.money()).toMatchObject({ receivedVnd: 160_000, reservedVnd: 10_000 });
  });

  test('what was given back since it was asked stops it', async () => {
    const made = await brokenBy(less);
    made.limit.vnd = 0;
    const { decision } = must(await made.decide(made.breakId, 'accept'));
    const [transaction] = (await made.known(made.one.paymentId)).transactions;
    const opening = { refundId: `rfd_${'7'.repeat(26)}` as const, transaction: transaction?.key ?? '' };
    const refund = { kind: 'refund' as const, ...opening, amountVnd: 145_000, way: 'call' as const };
    await made.ledger.record(made.one.paymentId, { ...refund, reason: 'x', by: 'B' }, other);
    const ports = { ...made.ports, queue: made.refundQueue };
    const word = { approve: true, by: 'C' };
    const { approvalId } = decision;
    if (!approvalId) throw new Error('nobody is asked');
    expect(await approve(ports)({ approvalId, word, caller: theCaller, by: other })).toMatchObject({
      failure: { kind: 'not_allowed_now' },
    });
    expect(await made.stateOf()).toBe('open');
  });
});

test('of two who decide at the same moment one does, and money and break say the same', async () => {
  for (let step = 0; step < 12; step += 1) {
    const made = await brokenBy(less);
    let calls = 0;
    made.table.onCall = async () => {
      calls += 1;
      for (let n = 0; n < step; n += 1) await Promise.resolve();
    };
    const both = await Promise.all([made.decide(made.breakId, 'accept'), made.decide(made.breakId, 'write_off')]);
    made.table.onCall = undefined;
    expect(calls).toBeGreaterThan(0);
    const done = both.filter(({ ok }) => ok);
    expect(done.length).toBe(1);
    const found = await made.ports.breaks.find(made.breakId);
    expect((await made.money()).receivedVnd).toBe(found?.decision?.decision === 'accept' ? 140_000 : 150_000);
  }
});

test.each([
  ['smaller', less],
  ['none', undefined],
])(
  'a fee whose money the account says was %s is told to be unpaid, and to be paid again once money comes',
  async (_, line) => {
    const made = await brokenBy(line);
    const told = () =>
      made.published.map(({ type }) => type).filter((type) => /payment\.(paid|settled|refunded)/.test(type));
    await made.decide(made.breakId, 'accept');
    const wasPaid = ['payment.paid', 'payment.settled'];
    const takenBack = ['payment.paid_withdrawn', 'payment.settled_withdrawn'];
    expect(told()).toEqual([...wasPaid, ...takenBack]);
    await made.pay(made.one, '78', '20261121101010');
    await made.settle();
    expect(told()).toEqual([...wasPaid, ...takenBack, ...wasPaid]);
    expect((await made.money()).state).toBe('paid');
  },
);
