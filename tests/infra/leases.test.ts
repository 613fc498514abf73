import { expect, test } from 'vitest';
import { LEASE_MS } from '../../functions/payments/usecases/create-order.ts';
import { CALL_LEASE_MS } from '../../functions/payments/usecases/give-back.ts';
import { ORDER_LEASE_MS } from '../../functions/results/usecases/make-signature.ts';
import { ANSWER_MS } from '../../functions/webhooks/adapters/receivers.ts';
import { TRY_LEASE_MS } from '../../functions/webhooks/domain/delivery.ts';
import { resources, templatesOf } from './templates.ts';

const production = templatesOf('production');

test('a signer that was asked is left alone longer than the function that asks may run', () => {
  const signing = resources(production.service, 'AWS::Lambda::Function').filter(([name]) => /resultqueued/i.test(name));
  expect(signing).toHaveLength(1);
  for (const [, { Properties }] of signing) {
    const runsMs = Number(Properties.Timeout) * 1000;
    expect(ORDER_LEASE_MS).toBeGreaterThan(runsMs + 10_000);
    expect(ORDER_LEASE_MS).toBeLessThan(6 * runsMs);
  }
});

test('nobody takes an order over whose creator may still be at work: the lease is longer than functions that create orders run', () => {
  const creators = resources(production.service, 'AWS::Lambda::Function').filter(([name]) =>
    /paymentsApi|citizenPay/i.test(name),
  );
  expect(creators).toHaveLength(2);
  for (const [, { Properties }] of creators) expect(Number(Properties.Timeout) * 1000).toBeLessThan(LEASE_MS / 2);
});

test('nobody tries a delivery whose receiver may still be called: the lease is longer than the function that calls, and shorter than its message is hidden', () => {
  const senders = resources(production.service, 'AWS::Lambda::Function').filter(([name]) =>
    /DeliveryQueued/.test(name),
  );
  expect(senders).toHaveLength(1);
  for (const [, { Properties }] of senders) {
    const runsMs = Number(Properties.Timeout) * 1000;
    expect(runsMs).toBeGreaterThan(ANSWER_MS + 5000);
    expect(TRY_LEASE_MS).toBeGreaterThan(runsMs + 10_000);
    expect(TRY_LEASE_MS).toBeLessThan(6 * runsMs);
  }
});

test("nobody calls for a refund whose provider may still be called: the lease is longer than the function that calls, and over before the refund's message comes again", () => {
  const callers = resources(production.service, 'AWS::Lambda::Function').filter(([name]) => /refundQueued/i.test(name));
  expect(callers).toHaveLength(1);
  for (const [, { Properties }] of callers) {
    const runsMs = Number(Properties.Timeout) * 1000;
    // It asks within 8 s and, where the provider never heard of the refund, sends within 16 s.
    expect(runsMs).toBeGreaterThan(24_000 + 5000);
    expect(CALL_LEASE_MS).toBeGreaterThan(runsMs + 10_000);
    expect(CALL_LEASE_MS).toBeLessThan(6 * runsMs);
  }
});
