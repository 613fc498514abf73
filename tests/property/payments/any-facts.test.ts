import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import { keyOf, type PaymentFact } from '../../../functions/payments/domain/facts.ts';
import { foldPayment } from '../../../functions/payments/domain/payment.ts';
import type { Recorded } from '../../../shared/kernel/book.ts';
import { cases } from '../../support/cases.ts';

const RUNS = process.env.NIGHTLY ? 50_000 : 2_000;

const ID = `pay_${'0'.repeat(26)}` as const;
const DUE = 150_000;

const opened: PaymentFact = {
  kind: 'opened',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  items: [{ code: 'P01', name: 'Phí', kind: 'phi', amountVnd: DUE }],
  blocksProcessing: true,
};

/** Two orders at two providers: one takes any amount. */
const orders = [
  { attemptId: `att_${'0'.repeat(26)}`, provider: 'vnpay', reference: 'r1', exactAmount: true },
  { attemptId: `att_${'1'.repeat(26)}`, provider: 'payos', reference: 'r2', exactAmount: false },
] as const;

const order = fc.constantFrom(...orders);

const told = fc.record({
  order,
  /** A reference that is nobody's now and then. */
  reference: fc.option(fc.constant('r9'), { nil: undefined, freq: 8 }),
  merchant: fc.constantFrom('M', 'M', 'M', 'X'),
  transaction: fc.constantFrom('0', '1', '2', '3'),
  amountVnd: fc.constantFrom(1, 50_000, DUE - 1, DUE, 200_000),
  currency: fc.constantFrom('VND', 'VND', 'VND', 'USD'),
  occurredAt: fc.option(fc.nat(9), { nil: undefined }),
  kind: fc.constantFrom('paid', 'suspected', 'failed'),
  code: fc.constantFrom('00.00', '07.07', '24.02'),
});

/** Every fact that may follow an opening, by its kind. */
const later: fc.Arbitrary<PaymentFact> = fc.oneof(
  order.map(({ exactAmount, ...known }) => ({
    ...{ kind: 'attempt' as const, ...known, exactAmount },
    ...{ merchant: 'M', amountVnd: DUE, locale: 'vi' as const, createdAt: 1, expiresAt: 2 },
  })),
  fc.record({ order, isRefused: fc.boolean() }).map(({ order: { exactAmount: _, ...known }, isRefused }) => ({
    ...{ kind: 'ordered' as const, ...known, merchant: 'M' },
    creation: isRefused
      ? { kind: 'refused' as const, why: 'declined' as const, code: '99' }
      : { kind: 'created' as const, checkout: { kind: 'redirect' as const, url: 'https://pay.test/r' }, expiresAt: 9 },
  })),
  {
    weight: 6,
    arbitrary: told.map(({ order: known, reference = known.reference, transaction, kind, ...more }) => {
      const fact = { provider: known.provider, reference, providerTransactionId: transaction, ...more };
      return kind === 'failed' ? { kind, ...fact } : { kind: 'money_in' as const, outcome: kind, ...fact };
    }) as fc.Arbitrary<PaymentFact>,
  },
  fc.constant<PaymentFact>({ kind: 'cancelled', reason: 'Thu nhầm', by: 'Bình' }),
  fc.constant<PaymentFact>({ kind: 'closed', reason: 'expired' }),
);

const refundId = fc.constantFrom(`rfd_${'0'.repeat(26)}`, `rfd_${'1'.repeat(26)}`, `rfd_${'2'.repeat(26)}`);
const approvalId = fc.constantFrom(`apr_${'0'.repeat(26)}`, `apr_${'1'.repeat(26)}`);
const transaction = fc
  .tuple(order, fc.constantFrom('0', '1', '2', '3'))
  .map(([{ provider, reference }, id]) => `${provider}#M#${reference}#${id}`);
const opening = fc.record({
  refundId,
  transaction,
  amountVnd: fc.constantFrom(1, 50_000, DUE),
  way: fc.constantFrom('call', 'hand'),
  ofLine: fc.option(fc.constant({ providerTransactionId: 'R9', at: 5 }), { nil: undefined, freq: 3 }),
});
const ofBreak = {
  ...{ breakId: `brk_${'0'.repeat(26)}`, provider: 'vnpay', merchant: 'M' },
  ...{ date: '2026-11-20', number: 1 },
};
const wish = { reason: fc.constant('Nộp thừa'), by: fc.constant('Bình') };
const asked = { ...wish, approvalId: fc.option(approvalId, { nil: undefined }) };

/** Everything that may be done with its money, whether that makes sense or not. */
const deeds = fc.oneof(
  fc.record({ opening, asked: fc.record(asked) }).map((one) => ({ kind: 'refund', ...one.opening, ...one.asked })),
  fc.record({ kind: fc.constant('refund_sent'), refundId, refundReference: fc.constant('R1') }),
  fc.record({
    kind: fc.constant('refund_told'),
    refundId,
    outcome: fc.constantFrom('pending', 'done', 'declined', 'failed', 'reversed', 'of_a_later_release'),
    code: fc.constantFrom('00', '99'),
  }),
  fc.record({
    kind: fc.constant('refund_transferred'),
    refundId,
    bankReference: fc.constant('F'),
    at: fc.nat(9),
    by: wish.by,
  }),
  fc.record({
    kind: fc.constant('decision'),
    number: fc.integer({ min: 1, max: 4 }),
    token: fc.constant('t'),
    decision: fc.constantFrom('accept', 'refund', 'write_off'),
    settles: fc.array(fc.record({ transaction, words: fc.integer({ min: 1, max: 2 }) }), { maxLength: 3 }),
    refunds: fc.array(opening, { maxLength: 2 }),
    waivedVnd: fc.constantFrom(0, 50_000),
    revives: fc.boolean(),
    ends: fc.boolean(),
    amountVnd: fc.constant(1),
    ofBreak: fc.option(fc.constant(ofBreak), { nil: undefined }),
    corrects: fc.option(
      fc.record({ what: fc.oneof(transaction, refundId), amountVnd: fc.constantFrom(0, 1, DUE, 200_000) }),
      { nil: undefined },
    ),
    ...asked,
  }),
  fc.record({ kind: fc.constant('approval'), approvalId, approve: fc.boolean(), by: wish.by }),
  fc.record({ transaction: fc.constantFrom('1', '7', '8'), amountVnd: fc.constantFrom(50_000, DUE) }).map((known) => ({
    ...{ kind: 'matched', transferId: `trf_${known.transaction.repeat(26)}`, provider: 'vnpay', merchant: 'M' },
    ...{ providerTransactionId: known.transaction, code: '00', amountVnd: known.amountVnd, currency: 'VND' },
    ...{ outcome: 'paid', reason: 'Sai nội dung', by: 'Bình' },
  })),
  fc.constantFrom('paid', 'rfd').map((cause) => ({
    ...{
      kind: 'receipt',
      cause: cause === 'paid' ? cause : `rfd_${'0'.repeat(26)}`,
      receiptId: `rct_${'0'.repeat(26)}`,
    },
    ...{
      receiptKind: cause === 'paid' ? 'receipt' : 'credit_note',
      taxCode: '0100109106',
      formSign: 'K',
      receiptSign: 'C',
    },
    ...{ year: 2026, number: 1, amountVnd: DUE, items: [], transactions: [], issuedAt: 1 },
  })),
) as fc.Arbitrary<PaymentFact>;

type Known = readonly Recorded<PaymentFact>[];

/** A payment's facts as a table holds them: one under each key. Clocks are coarse and differ, so that many have one moment. */
const factsOf = (...kinds: readonly fc.Arbitrary<PaymentFact>[]): fc.Arbitrary<Known> =>
  fc.array(fc.tuple(fc.oneof(...kinds), fc.nat(3)), { maxLength: 18 }).map((some) => kept(some));

const kept = (some: readonly (readonly [PaymentFact, number])[]): Known => {
  const all = [[opened, 0] as const, ...some].map(([fact, tick], n) => ({
    ...{ fact, key: keyOf(fact), recordedAt: 1000 + tick },
    ...{ recordedBy: 'test', requestId: `r-${n}` },
  }));
  return [...new Map(all.map((one) => [one.key, one])).values()];
};

const facts = factsOf(later);

const folded = (known: Known) => {
  const payment = foldPayment(ID, known);
  if (!payment) throw new Error('not opened');
  return payment;
};

test('any set of facts folds to one payment, one head and the same moments, in any order and with any repetition', () => {
  fc.assert(
    fc.property(
      factsOf(later, deeds).chain((set) =>
        fc.tuple(fc.constant(set), fc.shuffledSubarray([...set, ...set, ...set], { minLength: set.length })),
      ),
      ([set, some]) => {
        const [plain, mixed] = [folded(set), folded([...some, ...set.toReversed()])];
        expect(mixed).toEqual(plain);
        expect(paymentBook.project(mixed)).toEqual(paymentBook.project(plain));
      },
    ),
    cases(RUNS),
  );
});

test('a failure that is told, however late, takes nothing from what was paid, and received money is each good transaction once', () => {
  fc.assert(
    fc.property(facts, (set) => {
      const without = folded(set.filter(({ fact }) => fact.kind !== 'failed'));
      const whole = folded(set);
      expect(whole.receivedVnd).toBe(without.receivedVnd);
      for (const [n, { state }] of without.attempts.entries())
        if (state === 'paid') expect(whole.attempts[n]?.state).toBe('paid');
      const asked = new Map(
        set.flatMap(({ fact }) => (fact.kind === 'attempt' ? [[fact.reference, fact] as const] : [])),
      );
      const good = new Map<string, number>();
      for (const { fact } of set) {
        if (fact.kind !== 'money_in' || fact.outcome !== 'paid') continue;
        const { reference, providerTransactionId, amountVnd, merchant, currency } = fact;
        const attempt = asked.get(reference);
        if (attempt?.merchant !== merchant || currency !== 'VND') continue;
        if (attempt.exactAmount && amountVnd !== DUE) continue;
        const key = `${reference}/${providerTransactionId}`;
        good.set(key, Math.max(good.get(key) ?? 0, amountVnd));
      }
      expect(whole.receivedVnd).toBe([...good.values()].reduce((sum, amount) => sum + amount, 0));
    }),
    cases(RUNS),
  );
});
