import { expect, test } from 'vitest';
import type { WorkName } from '../../../functions/payments/domain/work-query.ts';
import type { ListedPayment } from '../../../functions/payments/ports.ts';
import { type ListPayments, listPayments } from '../../../functions/payments/usecases/list-payments.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { backOffice, must, readyHouse } from '../../support/payments.ts';

const ids = Array.from({ length: 60 }, (_, n): PaymentId => `pay_${String(n).padStart(26, '0')}`);

/** A list of sixty fees, of which some are lost. */
const listing = async (...lost: readonly PaymentId[]) => {
  const house = await readyHouse();
  const { payment } = await house.attempted();
  const known = await house.known(payment.paymentId);
  const names: WorkName[] = [];
  let [open, most] = [0, 0];
  const ledger = {
    ...house.ledger,
    payment: async (paymentId: PaymentId) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return lost.includes(paymentId) ? undefined : { ...known, paymentId, flags: ['duplicate' as const] };
    },
  };
  const lists = {
    page: async ({ name, limit }: { readonly name: WorkName; readonly limit: number }) => {
      names.push(name);
      return ids.slice(0, limit).map((paymentId): ListedPayment => ({ key: paymentId, paymentId }));
    },
  };
  const everything = { states: undefined, flags: undefined, agencyCode: undefined, after: undefined, limit: 100 };
  const list = async (wanted: Partial<ListPayments> = {}) =>
    listPayments({ ledger, lists })({ caller: backOffice(), ...everything, ...wanted });
  return { list, names, most: () => most };
};

const idsOf = (payments: readonly { readonly paymentId: PaymentId }[]) => payments.map(({ paymentId }) => paymentId);

test('a long page shows each fee once, and reads so many at the same time and no more', async () => {
  const { list, most } = await listing();
  expect(idsOf(must(await list()).payments)).toEqual(ids);
  expect(most()).toBe(25);
});

test('a fee that is listed and lost is left out', async () => {
  const { list } = await listing(ids[3]!, ids[40]!);
  expect(idsOf(must(await list()).payments)).toEqual(ids.filter((id) => id !== ids[3] && id !== ids[40]));
});

test.each([
  [59, ids[58]],
  [60, undefined],
  [61, undefined],
])('a page of %i is followed by another only where there is more', async (limit, after) => {
  const { list } = await listing();
  expect(must(await list({ limit })).after).toBe(after);
});

test('where flags and states are asked for the lists of flags are read, which are the shorter ones', async () => {
  const { list, names } = await listing();
  const { payments } = must(await list({ flags: ['duplicate'], states: ['pending'] }));
  expect([payments.length, names]).toEqual([60, ['duplicate']]);
});

test('an agency of others is not found', async () => {
  const { list } = await listing();
  expect(await list({ agencyCode: 'H27' })).toEqual({ ok: false, failure: { kind: 'not_found', what: 'agency' } });
});
