import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import { type Choice, effectsOf, transactionFor } from '../../../functions/payments/domain/deciding.ts';
import { keyOf, type PaymentFact } from '../../../functions/payments/domain/facts.ts';
import { foldPayment, type Payment } from '../../../functions/payments/domain/payment.ts';
import { stands } from '../../../functions/payments/domain/refunds.ts';
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
const attempt: PaymentFact = {
  ...{ kind: 'attempt', attemptId: `att_${'0'.repeat(26)}`, provider: 'vnpay', merchant: 'M', reference: 'r1' },
  ...{ amountVnd: DUE, exactAmount: true, locale: 'vi', createdAt: 1, expiresAt: 2 },
};

type Step =
  | { readonly does: 'money'; readonly amountVnd: number; readonly outcome: 'paid' | 'suspected' }
  | { readonly does: 'matched'; readonly amountVnd: number }
  | { readonly does: 'ends' }
  | { readonly does: 'refund'; readonly amountVnd: number; readonly isForTwo: boolean }
  | { readonly does: 'decide'; readonly choice: Choice; readonly isForTwo: boolean }
  | { readonly does: 'approve'; readonly which: number; readonly approve: boolean }
  | { readonly does: 'told'; readonly which: number; readonly outcome: 'pending' | 'done' | 'declined' | 'failed' };

const amountVnd = fc.constantFrom(1, 50_000, DUE - 1, DUE, 200_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant('money' as const),
    amountVnd,
    outcome: fc.constantFrom('paid' as const, 'suspected' as const),
  }),
  fc.record({ does: fc.constant('matched' as const), amountVnd }),
  fc.record({ does: fc.constant('ends' as const) }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('refund' as const), amountVnd, isForTwo: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('decide' as const),
      choice: fc.constantFrom<Choice>('accept', 'refund', 'write_off'),
      isForTwo: fc.boolean(),
    }),
  },
  fc.record({ does: fc.constant('approve' as const), which: fc.nat(5), approve: fc.boolean() }),
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('told' as const),
      which: fc.nat(5),
      outcome: fc.constantFrom('pending' as const, 'done' as const, 'declined' as const, 'failed' as const),
    }),
  },
);

const idOf = <const P extends string>(prefix: P, n: number) => `${prefix}_${String(n).padStart(26, '0')}` as const;

/** The fact that a step makes of a payment as it is; undefined where it is refused. */
function factOf(payment: Payment, one: Step, n: number): PaymentFact | undefined {
  const said = { provider: 'vnpay', merchant: 'M', providerTransactionId: `t${n}`, code: '00', currency: 'VND' };
  const wish = (isForTwo: boolean) => ({
    reason: 'Nộp thừa',
    by: 'Bình',
    ...(isForTwo ? { approvalId: idOf('apr', n) } : {}),
  });
  switch (one.does) {
    case 'money':
      return { kind: 'money_in', ...said, reference: 'r1', amountVnd: one.amountVnd, outcome: one.outcome };
    case 'matched':
      return {
        ...{ kind: 'matched', transferId: idOf('trf', n), ...said, amountVnd: one.amountVnd, outcome: 'paid' },
        ...{ reason: 'Sai nội dung', by: 'Bình' },
      };
    case 'ends':
      return payment.receivedVnd > 0 ? undefined : { kind: 'closed', reason: 'expired' };
    case 'refund': {
      const transaction = transactionFor(payment, one.amountVnd, undefined);
      if (!transaction || one.amountVnd > payment.receivedVnd - payment.reservedVnd) return undefined;
      const opening = { refundId: idOf('rfd', n), transaction: transaction.key, amountVnd: one.amountVnd };
      return { kind: 'refund', ...opening, way: 'call', ...wish(one.isForTwo) };
    }
    case 'decide': {
      if (payment.decisions.some(({ state }) => state === 'awaiting_approval')) return undefined;
      const effects = effectsOf(payment, one.choice);
      if (!effects) return undefined;
      const refunds = effects.refunds.map(({ transaction, amountVnd: given }, i) => ({
        ...{ refundId: idOf('rfd', n * 10 + 1000 + i), transaction: transaction.key, amountVnd: given },
        way: 'call' as const,
      }));
      const number = payment.decisions.length + 1;
      const decided = { number, token: String(n), decision: one.choice, ...effects, refunds };
      return { kind: 'decision', ...decided, ...wish(one.isForTwo) };
    }
    case 'approve': {
      const open = payment.facts.flatMap(({ fact }) =>
        'approvalId' in fact && fact.kind !== 'approval' && fact.approvalId ? [fact.approvalId] : [],
      );
      const approvalId = open[one.which % Math.max(1, open.length)];
      return approvalId && { kind: 'approval', approvalId, approve: one.approve, by: 'Hoa' };
    }
    case 'told': {
      const going = payment.refunds.filter(({ state }) => state === 'reserved' || state === 'pending');
      const refund = going[one.which % Math.max(1, going.length)];
      return refund && { kind: 'refund_told', refundId: refund.refundId, outcome: one.outcome, code: '00' };
    }
  }
}

const folded = (facts: readonly Recorded<PaymentFact>[]): Payment => {
  const payment = foldPayment(ID, facts);
  if (!payment) throw new Error('not opened');
  return payment;
};

const add = (facts: readonly Recorded<PaymentFact>[], fact: PaymentFact): readonly Recorded<PaymentFact>[] => {
  const key = keyOf(fact);
  if (facts.some((other) => other.key === key)) return facts;
  return [...facts, { fact, key, recordedAt: 1000 + facts.length, recordedBy: 'test', requestId: 'r' }];
};

test('whatever people and providers do one after another, never more goes back than came, of no transaction and in all', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 16 }), (steps) => {
      let facts = add(add([], opened), attempt);
      for (const [n, one] of steps.entries()) {
        const fact = factOf(folded(facts), one, n);
        if (fact) facts = add(facts, fact);
        const payment = folded(facts);
        for (const { key, amountVnd: cameVnd } of payment.transactions) {
          const back = payment.refunds.filter((refund) => refund.transaction === key && stands(refund));
          expect(back.reduce((sum, refund) => sum + refund.amountVnd, 0)).toBeLessThanOrEqual(cameVnd);
        }
        expect(payment.refundedVnd).toBeLessThanOrEqual(payment.reservedVnd);
        expect(payment.reservedVnd).toBeLessThanOrEqual(payment.receivedVnd);
        expect(payment.surplusVnd).toBeLessThanOrEqual(payment.receivedVnd - payment.refundedVnd);
      }
    }),
    cases(RUNS),
  );
});

test('when money went back, its event says of the fee what the fee says', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 16 }), (steps) => {
      let facts = add(add([], opened), attempt);
      for (const [n, one] of steps.entries()) {
        const fact = factOf(folded(facts), one, n);
        if (!fact) continue;
        facts = add(facts, fact);
        if (fact.kind !== 'refund_told' || fact.outcome !== 'done') continue;
        const payment = folded(facts);
        const { milestones } = paymentBook.project(payment);
        const { receivedVnd, refundedVnd, state } = payment;
        expect(milestones.find(({ id }) => id === `${ID}:refunded:${fact.refundId}`)?.data).toMatchObject({
          ...{ receivedVnd, refundedVnd, state },
        });
      }
    }),
    cases(RUNS),
  );
});

test('whatever waits for a person can be decided, by each of the three, and is listed no more then', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.constantFrom<Choice>('accept', 'refund', 'write_off'),
      (steps, choice) => {
        let facts = add(add([], opened), attempt);
        for (const [n, one] of steps.entries()) {
          const fact = factOf(folded(facts), one, n);
          if (fact) facts = add(facts, fact);
        }
        const listed = (payment: Payment) =>
          Object.keys(paymentBook.project(payment).entries).filter((name) => name.startsWith('flag.')).length > 0 ||
          payment.state === 'under_review' ||
          payment.state === 'paid_after_close';
        let payment = folded(facts);
        if ([...payment.refunds, ...payment.decisions].some(({ state }) => state === 'awaiting_approval')) return;
        // A decision settles so many transactions that its fact can hold them: what is left is decided next.
        for (let n = 0; n < 20 && listed(payment); n += 1) {
          const fact = factOf(payment, { does: 'decide', choice, isForTwo: false }, 500 + n);
          if (!fact) break;
          facts = add(facts, fact);
          payment = folded(facts);
          for (const { refundId } of payment.refunds.filter(({ state }) => state === 'reserved'))
            facts = add(facts, { kind: 'refund_told', refundId, outcome: 'done', code: '00' });
          payment = folded(facts);
        }
        const going = payment.refunds.some(({ state }) => state === 'reserved' || state === 'pending');
        expect(listed(payment) && !going).toBe(false);
      },
    ),
    cases(RUNS),
  );
});
