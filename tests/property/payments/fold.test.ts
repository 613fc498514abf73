import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import { keyOf, type PaymentFact } from '../../../functions/payments/domain/facts.ts';
import { foldPayment } from '../../../functions/payments/domain/payment.ts';
import { stateOf } from '../../../functions/payments/domain/state.ts';
import { cases } from '../../support/cases.ts';
import { AnnouncedEvent } from '../../support/catalogue.ts';

const ID = `pay_${'0'.repeat(26)}` as const;
const ATTEMPT = `att_${'0'.repeat(26)}` as const;

const opened: PaymentFact = {
  kind: 'opened',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  items: [{ code: 'P01', name: 'Phí', kind: 'phi', amountVnd: 150_000 }],
  blocksProcessing: true,
};
const attempt = (exactAmount = true): PaymentFact => ({
  kind: 'attempt',
  attemptId: ATTEMPT,
  provider: 'vnpay',
  merchant: 'M',
  reference: 'r1',
  amountVnd: 150_000,
  exactAmount,
  locale: 'vi',
  createdAt: 1,
  expiresAt: 2,
});
const money = (transaction: string, amountVnd: number, more: Record<string, unknown> = {}): PaymentFact =>
  ({
    kind: 'money_in',
    provider: 'vnpay',
    merchant: 'M',
    reference: 'r1',
    providerTransactionId: transaction,
    code: '00.00',
    amountVnd,
    currency: 'VND',
    outcome: 'paid',
    ...more,
  }) as PaymentFact;
const cancelled: PaymentFact = { kind: 'cancelled', reason: 'Thu nhầm', by: 'Bình' };
const closed: PaymentFact = { kind: 'closed', reason: 'expired' };

const recorded = (facts: readonly PaymentFact[]) =>
  facts.map((fact, index) => ({
    fact,
    key: keyOf(fact),
    recordedAt: 1000 + index,
    recordedBy: 'test',
    requestId: `r-${index}`,
  }));
const fold = (...facts: readonly PaymentFact[]) => {
  const payment = foldPayment(ID, recorded([opened, ...facts]));
  if (!payment) throw new Error('not opened');
  return payment;
};
/** What is told of a fee, but for its row in the figures. */
const toldOf = (payment: ReturnType<typeof fold>) =>
  paymentBook.project(payment).milestones.filter(({ type }) => type !== 'payment.counted');
const announced = (...facts: readonly PaymentFact[]) =>
  toldOf(fold(...facts)).map(({ type, data }) => [type, data] as const);

describe('the fold', () => {
  test('needs an opening', () => {
    expect(foldPayment(ID, recorded([cancelled]))).toBeUndefined();
  });

  test('takes parts of a transfer together, and tells of the first part and of the whole', () => {
    expect(fold(attempt(false), money('1', 100_000))).toMatchObject({ state: 'partially_paid', receivedVnd: 100_000 });
    const whole = fold(attempt(false), money('1', 100_000), money('2', 50_000));
    expect(whole).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [], paidAt: 1003 });
    expect(announced(attempt(false), money('1', 100_000), money('2', 50_000)).map(([type]) => type)).toEqual([
      'payment.opened',
      'payment.partially_paid',
      'payment.paid',
      'payment.settled',
    ]);
  });

  test('flags a transfer of too much', () => {
    expect(fold(attempt(false), money('1', 200_000))).toMatchObject({ state: 'paid', flags: ['overpaid'] });
  });

  test.each([
    ['currency_mismatch', { currency: 'USD' }],
    ['merchant_mismatch', { merchant: 'X' }],
    ['merchant_mismatch', { provider: 'momo' }],
  ])('does not count money apart (%s)', (flag, more) => {
    expect(fold(attempt(), money('1', 150_000, more))).toMatchObject({
      state: 'under_review',
      flags: [flag],
      receivedVnd: 0,
      heldVnd: 0,
      transactions: [{ standing: 'apart' }],
    });
  });

  test('holds money of no attempt', () => {
    const stray = fold(attempt(), money('1', 150_000, { reference: 'r9' }));
    expect(stray).toMatchObject({ state: 'under_review', flags: ['unmatched'], heldVnd: 150_000 });
  });

  test('takes a transaction that was suspected and then paid as paid, and keeps the doubt', () => {
    const doubt = money('1', 150_000, { outcome: 'suspected', code: '07.07' });
    expect(fold(attempt(), doubt, money('1', 150_000))).toMatchObject({
      state: 'paid',
      flags: ['fraud_review'],
      receivedVnd: 150_000,
      heldVnd: 0,
    });
  });

  test('of several stories of a transaction counts what was asked for and paid, then what differs, then suspicions, however large', () => {
    const asked = money('1', 150_000);
    const differing = money('1', 1_000_000);
    const doubt = money('1', 2_000_000, { outcome: 'suspected', code: '07.07' });
    expect(fold(attempt(), doubt, differing, asked)).toMatchObject({
      state: 'paid',
      receivedVnd: 150_000,
      heldVnd: 0,
      flags: ['amount_mismatch', 'fraud_review'],
    });
    expect(fold(attempt(), doubt, differing)).toMatchObject({ receivedVnd: 0, heldVnd: 1_000_000 });
  });

  test('of two amounts that a transfer is told with takes the larger, and leaves the difference to a person', () => {
    const [less, more] = [money('1', 100_000), money('1', 150_000)];
    for (const told of [
      [less, more],
      [more, less],
    ])
      expect(fold(attempt(false), ...told)).toMatchObject({ receivedVnd: 150_000, flags: ['amount_mismatch'] });
  });

  test('never takes transactions of two orders for one, however their numbers run into each other', () => {
    const other = { ...attempt(), attemptId: `att_${'1'.repeat(26)}`, reference: 'r11' } as PaymentFact;
    const both = fold(attempt(), other, money('12', 150_000), money('2', 150_000, { reference: 'r11' }));
    expect(both).toMatchObject({ receivedVnd: 300_000, flags: ['duplicate', 'overpaid'] });
  });

  test('ends by cancelling or closing, the earlier where both happened; money after it is kept', () => {
    expect(fold(closed)).toMatchObject({ state: 'expired', ended: { as: 'expired' } });
    expect(fold(cancelled, closed)).toMatchObject({ state: 'cancelled', ended: { as: 'cancelled' } });
    expect(fold(closed, cancelled).state).toBe('expired');
    expect(fold(attempt(), closed, money('1', 150_000)).state).toBe('paid_after_close');
    expect(announced(attempt(), closed, money('1', 150_000)).at(-1)).toMatchObject([
      'payment.settled',
      { outcome: 'closed' },
    ]);
    // Whoever was first: clocks differ, and the fee that was taken back is not paid by it.
    for (const facts of [
      [money('1', 150_000), cancelled],
      [cancelled, money('1', 150_000)],
    ]) {
      expect(fold(attempt(), ...facts)).toMatchObject({ state: 'paid_after_close', surplusVnd: 150_000 });
      expect(announced(attempt(), ...facts)).toMatchObject([
        ['payment.opened', {}],
        ['payment.surplus', { because: 'cancelled', surplusVnd: 150_000 }],
        ['payment.settled', { outcome: 'cancelled' }],
      ]);
    }
  });

  test('tells each moment under an id that stays, when it was known, with what had come by then', () => {
    const told = (...facts: readonly PaymentFact[]) => toldOf(fold(attempt(false), ...facts)).slice(1);
    expect(told(money('1', 100_000), money('2', 70_000), money('3', 30_000))).toMatchObject([
      { id: `${ID}:partially_paid`, at: 1002, data: { receivedVnd: 100_000 } },
      { id: `${ID}:paid`, at: 1003, data: { receivedVnd: 170_000 } },
      { id: `${ID}:surplus:1`, at: 1003, data: { receivedVnd: 170_000, surplusVnd: 20_000 } },
      { id: `${ID}:surplus:2`, at: 1004, data: { receivedVnd: 200_000, surplusVnd: 50_000 } },
      { id: `${ID}:settled`, at: 1003, data: { outcome: 'paid' } },
    ]);
    // What comes beside a fee that is covered is no part of it, however small.
    expect(told(money('1', 200_000), money('2', 50_000)).map(({ id }) => id)).not.toContain(`${ID}:partially_paid`);
    // Money that had come before the fee was taken back is too much from then on; the fee was settled by it already.
    expect(told(money('1', 150_000), cancelled)).toMatchObject([
      { id: `${ID}:surplus:1`, at: 1003, data: { because: 'cancelled' } },
      { id: `${ID}:settled`, at: 1002, data: { outcome: 'cancelled' } },
    ]);
    expect(told(cancelled, money('1', 150_000))).toMatchObject([
      { id: `${ID}:surplus:1`, at: 1003 },
      { id: `${ID}:settled`, at: 1002 },
    ]);
  });

  test('tells the figures what came and went, each by when it was known', () => {
    const movementsOf = (...facts: readonly PaymentFact[]) =>
      paymentBook
        .project(fold(attempt(false), ...facts))
        .milestones.flatMap(({ type, data }) => (type === 'payment.counted' ? [data.movements] : []));
    expect(movementsOf()).toEqual([]);
    expect(movementsOf(money('1', 100_000), money('2', 70_000))).toEqual([
      [
        { at: 1002, vnd: 100_000 },
        { at: 1003, vnd: 70_000 },
      ],
    ]);
  });

  test('tells of a doubt that stays on money that counts', () => {
    const doubt = money('1', 150_000, { outcome: 'suspected', code: '07.07' });
    expect(toldOf(fold(attempt(), doubt, money('1', 150_000)))).toMatchObject([
      { type: 'payment.opened' },
      { type: 'payment.paid' },
      { id: `${ID}:under_review`, data: { heldVnd: 0 } },
      { type: 'payment.settled' },
    ]);
  });

  test('lets money that waits for a person settle nothing', () => {
    expect(announced(attempt(), money('1', 1)).map(([type]) => type)).toEqual([
      'payment.opened',
      'payment.under_review',
    ]);
  });
});

const later = fc.subarray<PaymentFact>([
  money('1', 150_000),
  money('1', 150_000, { outcome: 'suspected', code: '07.07' }),
  money('1', 149_999),
  money('2', 150_000),
  money('3', 1, { currency: 'USD' }),
  money('4', 150_000, { reference: 'r9' }),
  { ...money('0', 150_000), kind: 'failed', code: '24.02' } as PaymentFact,
  cancelled,
  closed,
]);

describe('for any set of facts', () => {
  test('order and repetition change nothing', () => {
    fc.assert(
      fc.property(
        fc.subarray([opened, attempt()]).chain((first) =>
          fc.tuple(later, fc.array(fc.nat(2), { minLength: 11, maxLength: 11 })).chain(([more, ticks]) => {
            // Clocks are coarse and differ: many facts were recorded at the same moment.
            const all = recorded([...first, ...more]).map((one, n) => ({ ...one, recordedAt: 1000 + (ticks[n] ?? 0) }));
            return fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length }));
          }),
        ),
        ([set, some]) => {
          expect(foldPayment(ID, [...some, ...set])).toEqual(foldPayment(ID, set));
        },
      ),
      cases(500),
    );
  });

  test('a fee of 0 is paid from its opening, holds nothing up and is told to be paid alone, whatever else is recorded of it', () => {
    const free: PaymentFact = { ...opened, items: [{ code: 'P01', name: 'Phí', kind: 'phi', amountVnd: 0 }] };
    fc.assert(
      fc.property(later, (more) => {
        const payment = foldPayment(ID, recorded([free, attempt(), ...more]));
        if (!payment) throw new Error('not opened');
        const { milestones, entries } = paymentBook.project(payment);
        expect(payment).toMatchObject({
          state: 'paid',
          amountVnd: 0,
          blocksProcessing: false,
          paidAt: 1000,
          ended: undefined,
          surplusVnd: payment.receivedVnd,
        });
        expect(milestones.filter(({ id }) => !/:(surplus:\d|under_review|counted)$/.test(id))).toEqual([
          {
            id: `${ID}:paid`,
            type: 'payment.paid',
            at: 1000,
            data: expect.objectContaining({ amountVnd: 0, receivedVnd: 0, blocksProcessing: false }),
          },
        ]);
        expect(entries.state?.timer).toBeUndefined();
      }),
      cases(500),
    );
  });

  test('what is announced is of the catalogue, once, and stays when facts are added', () => {
    const milestonesOf = (facts: ReturnType<typeof recorded>) => {
      const payment = foldPayment(ID, facts);
      return payment ? paymentBook.project(payment).milestones : [];
    };
    fc.assert(
      fc.property(later, fc.integer({ min: 2, max: 12 }), (more, cut) => {
        const all = recorded([opened, attempt(), ...more]);
        const after = milestonesOf(all);
        for (const milestone of after) expect(AnnouncedEvent.safeParse(milestone).success).toBe(true);
        const ids = after.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const isEnded = all.some(({ fact }) => fact.kind === 'cancelled' || fact.kind === 'closed');
        for (const { id } of milestonesOf(all.slice(0, cut)))
          if (!(isEnded && id === `${ID}:paid`)) expect(ids).toContain(id);
        const payment = foldPayment(ID, all);
        // What nobody owed is told to the last dong, and nothing is told that is not so.
        const told = after.findLast(({ type }) => type === 'payment.surplus')?.data.surplusVnd ?? 0;
        expect(told).toBe(payment?.surplusVnd);
        expect(ids.includes(`${ID}:paid`)).toBe(payment?.state === 'paid');
      }),
      cases(500),
    );
  });
});

test('of a transaction told with several amounts the most trusted word counts: no further word takes money back', () => {
  const words = fc.uniqueArray(
    fc.record({
      amountVnd: fc.constantFrom(1, 90_000, 100_000, 150_000, 1_000_000),
      outcome: fc.constantFrom('paid', 'suspected'),
      transaction: fc.constantFrom('1', '2'),
    }),
    { selector: (word) => JSON.stringify(word), maxLength: 8 },
  );
  fc.assert(
    fc.property(words, fc.nat(), fc.boolean(), (all, some, exact) => {
      const told = all.map(({ transaction, amountVnd, outcome }) =>
        money(transaction, amountVnd, { outcome, code: outcome === 'paid' ? '00.00' : '07.07' }),
      );
      const fewer = fold(attempt(exact), ...told.filter((_, index) => index !== some % (told.length || 1)));
      const more = fold(attempt(exact), ...told);
      expect(more.receivedVnd).toBeGreaterThanOrEqual(fewer.receivedVnd);
      if (fewer.paidAt !== undefined) expect(more.paidAt).toBeDefined();
    }),
    cases(300),
  );
});

test('the first state that holds is the state', () => {
  const base = {
    dueVnd: 100,
    receivedVnd: 0,
    refundedVnd: 0,
    awaitsJudgement: false,
    ended: undefined,
    isKept: false,
    attempted: false,
  };
  const cases = [
    ['created', {}],
    ['pending', { attempted: true }],
    ['cancelled', { attempted: true, ended: 'cancelled' }],
    ['expired', { attempted: true, ended: 'expired' }],
    ['partially_paid', { receivedVnd: 99, ended: 'expired' }],
    ['under_review', { receivedVnd: 99, awaitsJudgement: true }],
    ['paid', { receivedVnd: 100, awaitsJudgement: true }],
    ['paid_after_close', { receivedVnd: 100, ended: 'cancelled' }],
    ['partially_refunded', { receivedVnd: 100, refundedVnd: 1 }],
    ['paid', { receivedVnd: 200, refundedVnd: 100 }],
    ['refunded', { receivedVnd: 100, refundedVnd: 100, awaitsJudgement: true }],
    ['cancelled', { receivedVnd: 100, ended: 'expired', isKept: true }],
    ['cancelled', { receivedVnd: 99, ended: 'cancelled', isKept: true }],
  ] as const;
  for (const [state, more] of cases) expect(stateOf({ ...base, ...more })).toBe(state);
});

test('that an order was created is not folded and changes nothing that a head shows; that it was refused is', () => {
  const ordered = (creation: object): PaymentFact =>
    ({
      kind: 'ordered',
      attemptId: ATTEMPT,
      provider: 'vnpay',
      merchant: 'M',
      reference: 'r1',
      creation,
    }) as PaymentFact;
  const checkout = { kind: 'redirect', url: 'https://pay.test/r1' };
  const created = ordered({ kind: 'created', checkout, expiresAt: 2000 });
  const refused = ordered({ kind: 'refused', why: 'declined', code: '99' });
  const others = [
    attempt(),
    { ...attempt(), attemptId: `att_${'1'.repeat(26)}`, reference: 'r2' } as PaymentFact,
    money('1', 150_000),
    money('2', 100_000),
    { ...money('3', 150_000), kind: 'failed' } as PaymentFact,
    cancelled,
    closed,
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(others), (some) => {
      const shown = (...facts: readonly PaymentFact[]) => paymentBook.project(fold(...facts));
      expect(shown(...some, created)).toEqual(shown(...some));
      expect([opened, refused, ...others].filter((fact) => paymentBook.isSilent?.(fact))).toEqual([]);
      expect(paymentBook.isSilent?.(created)).toBe(true);
    }),
  );
  expect(paymentBook.project(fold(attempt(), refused)).entries).not.toEqual(
    paymentBook.project(fold(attempt())).entries,
  );
});
