import { describe, expect, test } from 'vitest';
import { awaitsAnswer } from '../../../functions/payments/domain/expiry.ts';
import { keyOf, type PaymentFact } from '../../../functions/payments/domain/facts.ts';
import { foldPayment } from '../../../functions/payments/domain/payment.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';

const ID = `pay_${'0'.repeat(26)}` as const;
const TERM = 1_000_000;
const account = { provider: 'payos', merchant: 'M' };

const attempt = (reference: string, exactAmount = false): PaymentFact => ({
  kind: 'attempt',
  attemptId: `att_${reference.repeat(26)}`,
  ...account,
  reference,
  amountVnd: 150_000,
  exactAmount,
  locale: 'vi',
  createdAt: 1,
  expiresAt: TERM,
});
const told = { ...account, providerTransactionId: '1', code: '00', currency: 'VND' };
const came = (reference: string, amountVnd: number, providerTransactionId = '1'): PaymentFact => ({
  kind: 'money_in',
  ...told,
  providerTransactionId,
  reference,
  amountVnd,
  outcome: 'paid',
});
const failed = (reference: string): PaymentFact => ({ kind: 'failed', ...told, reference, amountVnd: 150_000 });

const opened: PaymentFact = {
  kind: 'opened',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  items: [{ code: 'P01', name: 'Phí', kind: 'phi', amountVnd: 150_000 }],
  blocksProcessing: true,
};

/** Whether the first attempt is asked about, once its term and the wait for its callback are over. */
const isAsked = (facts: readonly PaymentFact[], later = 0): boolean => {
  const kept = [opened, ...facts].map((fact, n) => ({
    fact,
    key: keyOf(fact),
    recordedAt: fact.kind === 'failed' && fact.code === 'still_failed' ? TERM + 5 * MINUTE_MS : n,
    recordedBy: 'test',
    requestId: 'r',
  }));
  const payment = foldPayment(ID, kept);
  const [first] = payment?.attempts ?? [];
  if (!payment || !first) throw new Error('no attempt');
  return awaitsAnswer(payment, first, TERM + 5 * MINUTE_MS + later);
};

describe('a transfer of which a part has come is asked about', () => {
  test('for a day, since more may have come of which nobody told', () => {
    const part = [attempt('a'), came('a', 100_000)];
    expect(isAsked(part)).toBe(true);
    expect(isAsked(part, DAY_MS - 1)).toBe(true);
    expect(isAsked(part, DAY_MS)).toBe(false);
  });

  test('not once the whole has come, at once or in parts', () => {
    expect(isAsked([attempt('a'), came('a', 150_000)])).toBe(false);
    expect(isAsked([attempt('a'), came('a', 100_000), came('a', 50_000, '2')])).toBe(false);
    expect(isAsked([attempt('a'), came('a', 100_000), came('a', 49_999, '2')])).toBe(true);
  });

  test('not where the provider takes the whole only', () => {
    expect(isAsked([attempt('a', true), came('a', 100_000)])).toBe(false);
  });

  test('by its own money alone: another’s whole ends nothing, another’s part begins nothing', () => {
    expect(isAsked([attempt('a'), attempt('b'), came('a', 100_000), came('b', 150_000)])).toBe(true);
    const over = { ...failed('a'), code: 'still_failed' };
    expect(isAsked([attempt('a'), attempt('b'), failed('a'), over, came('b', 100_000)])).toBe(false);
  });
});
