import { expect, test } from 'vitest';
import type { Merchant, Providers } from '../../../functions/payments/ports.ts';
import { providersAt } from '../../../functions/payments/providers/registry.ts';
import { takesAmount, waysToPay } from '../../../functions/payments/usecases/ways-to-pay.ts';
import { transfer } from '../../support/toy-providers/transfer.ts';

const registered = providersAt('live');
const providers: Providers = async (name) => (name === 'transfer' ? transfer : registered(name));

const waysOf = async (...names: readonly string[]) => {
  const merchants = { ofAgency: async () => names.map((provider) => ({ provider }) as Merchant) };
  return waysToPay({ merchants, providers })('H26.10');
};

test('an amount is taken from the least to the most, both included', () => {
  const manifest = { ...transfer.manifest, minAmountVnd: 1000, maxAmountVnd: 2000 };
  expect([999, 1000, 2000, 2001].map((amountVnd) => takesAmount(manifest, amountVnd))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('the ways come in the order of the list of providers, others after them, and what nobody knows not at all', async () => {
  const ways = (await waysOf('transfer', 'stripe', 'nobody', 'momo', 'vnpay'))(150_000);
  expect(ways.map(({ provider }) => provider)).toEqual(['vnpay', 'momo', 'stripe', 'transfer']);
  expect(ways.map(({ checkout }) => checkout)).toEqual(['page', 'page', 'page', 'qr']);
  expect(ways[1]).toMatchObject({ label: 'MoMo', mark: { letters: 'Mo' } });
});

test('a way that does not take the amount is left out', async () => {
  const ways = await waysOf('momo', 'transfer');
  expect(ways(999).map(({ provider }) => provider)).toEqual(['transfer']);
  expect(ways(1000).map(({ provider }) => provider)).toEqual(['momo', 'transfer']);
});
