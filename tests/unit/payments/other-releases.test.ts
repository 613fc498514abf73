import { expect, test } from 'vitest';
import { ledgerPayments } from '../../../functions/payments/adapters/ledger-payments.ts';
import { paymentFacts } from '../../../functions/payments/domain/facts.ts';
import { milestonesOf } from '../../../functions/payments/domain/milestones.ts';
import { foldPayment } from '../../../functions/payments/domain/payment.ts';
import { creationFailure } from '../../../functions/payments/usecases/create-order.ts';
import { attemptView } from '../../../functions/payments/usecases/payment-view.ts';
import { recordCallback } from '../../../functions/payments/usecases/record-callback.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { memoryTable } from '../../support/memory-table.ts';

const attemptId = `att_${'0'.repeat(26)}`;
const place = { provider: 'vnpay', merchant: 'M', reference: 'r1' };
const opened = {
  kind: 'opened',
  dossierCode: 'H26.10-261116-0007',
  agencyCode: 'H26.10',
  items: [{ code: 'a', name: 'a', kind: 'phu_thu', amountVnd: 50_000 }],
  blocksProcessing: true,
  expiresAt: 10_000_000,
};
const attempt = {
  kind: 'attempt',
  attemptId,
  ...place,
  amountVnd: 50_000,
  exactAmount: true,
  locale: 'vi',
  createdAt: 1,
  expiresAt: 9_000_000,
};
const money = (outcome: string) => ({
  kind: 'money_in',
  ...place,
  providerTransactionId: 't1',
  code: '00.00',
  amountVnd: 50_000,
  currency: 'VND',
  outcome,
});
const folded = (...facts: readonly object[]) =>
  foldPayment(
    'pay_1',
    [opened, attempt, ...facts].map((kept, n) => ({
      fact: paymentFacts.stored(kept)!,
      key: `FACT#${n}`,
      recordedAt: n,
      recordedBy: 'k',
      requestId: 'r',
    })),
  )!;

test('money with an outcome that only a later release knows is held for a person, never counted', () => {
  expect(folded(money('paid'))).toMatchObject({ state: 'paid', receivedVnd: 50_000, heldVnd: 0 });
  const unknown = folded(money('reversed'));
  expect(unknown).toMatchObject({ state: 'under_review', receivedVnd: 0, heldVnd: 50_000, amountVnd: 50_000 });
  expect(milestonesOf(unknown).map(({ type }) => type)).toEqual(['payment.opened', 'payment.under_review']);
  expect(folded(money('paid'), money('reversed'))).toMatchObject({ state: 'paid', receivedVnd: 50_000, heldVnd: 0 });
});

test('a sum that is no whole number of dong, or less than nothing, is read by no release', () => {
  for (const amountVnd of [-1, 0.5, Number.NaN, '50000', null, 2 ** 53])
    expect(paymentFacts.stored({ ...money('paid'), amountVnd })).toBeUndefined();
});

test('an order that a later release created in its own way is neither created again nor paid here', () => {
  const ordered = (creation: object) => folded({ kind: 'ordered', attemptId, ...place, creation }).attempts[0]!;
  const lent = ordered({ kind: 'lent', account: 'x' });
  expect(lent).toMatchObject({ state: 'open', creation: { kind: 'unknown', named: 'lent' } });
  const linked = ordered({ kind: 'created', checkout: { kind: 'deep_link', link: 'x' }, expiresAt: 8 });
  expect(attemptView(linked, 1)).not.toHaveProperty('redirectUrl');
  const refused = ordered({ kind: 'refused', why: 'frozen', code: '9' });
  expect(refused.state).toBe('failed');
  expect(creationFailure(refused)).toMatchObject({ kind: 'not_allowed_now' });
});

test('money for an attempt whose names no rule of today takes is kept, and counts', async () => {
  const table = memoryTable();
  const old = { provider: 'VNPAY-1', merchant: 'xã Đông', reference: 'r 1/2' };
  const asked = { ...attempt, ...old, attemptId: 'old' };
  const put = (sk: string, fact: object) =>
    table.putIfAbsent({ pk: 'PAY#pay_1', sk, fact: fact as Json, recordedAt: 1, recordedBy: 'k', requestId: 'r' });
  await put('FACT#opened', { ...opened, dossierCode: 'H26/7', agencyCode: 'h26' });
  await put('FACT#attempt#old', asked);
  await table.putIfAbsent({
    pk: `REF#${old.provider}#${old.merchant}#${old.reference}`,
    sk: 'REF',
    attempt: { ...asked, paymentId: 'pay_1', dossierCode: 'H26/7' },
  });
  const ledger = ledgerPayments(table, () => 2);
  const merchant = { ...old, agencyCode: 'h26' as string as AgencyCode, secretId: 's', credentialsUpdatedAt: 1 };
  const { kind: _, provider: __, merchant: ___, ...told } = money('paid');
  const callback = { ...told, reference: old.reference, outcome: 'paid' as const };
  const by = { recordedBy: 'provider', requestId: 'r' };
  expect(await recordCallback(ledger)(merchant, callback, by)).toMatchObject({ verdict: 'recorded' });
  expect(await ledger.payment('pay_1')).toMatchObject({ state: 'paid', receivedVnd: 50_000 });
});
