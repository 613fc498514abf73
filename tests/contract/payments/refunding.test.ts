import { expect, test } from 'vitest';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import { bothSides } from '../../support/both-sides.ts';
import { refundingSuite } from '../../support/refunding-suite.ts';

test.each(KnownProvider.options)('%s can be called for refunds where its manifest says so', async (name) => {
  const { terminal } = await bothSides(name);
  expect(terminal.refunding !== undefined).toBe((await manifestOf(name)).refunds === true);
});

const manifests = await Promise.all(KnownProvider.options.map((name) => manifestOf(name)));
for (const { name } of manifests.filter(({ refunds }) => refunds)) refundingSuite(name);
