import { readdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { paymentBook } from '../../functions/payments/domain/book.ts';
import type { Chain } from '../support/chain/chain.ts';
import { runDay, weatherOf } from '../support/chain/day.ts';
import { randomFrom } from '../support/chain/plumbing.ts';
import { planOf } from '../support/chain/storm.ts';
import { type Release, release, workerOf } from './frozen/release.ts';

const folder = 'tests/simulation/frozen';
const bundles = readdirSync(folder).filter((name) => name.endsWith('.mjs'));

/** So many days of each pair of releases. */
const DAYS = process.env.NIGHTLY ? 1_000 : 60;

const frozen = async (bundle: string): Promise<Release> =>
  ((await import(new URL(`frozen/${bundle}`, import.meta.url).href)) as { readonly release: Release }).release;

/** A day on which other releases fold beside the present one, without upheavals. */
const dayWith = (seed: number, others: readonly Release[], judge?: (chain: Chain) => Promise<void>) => {
  const random = randomFrom(seed * 104_729);
  const weather = weatherOf(random, { kills: () => random() < 0.02, strikes: true, loses: false });
  // What people do with money is told in facts that the first release does not know.
  const { work: _, ...plan } = planOf(weather.pick, 0);
  const plans = [plan];
  return runDay(weather, {
    plans,
    foulTurns: 4 + weather.pick(6),
    isRebuilt: false,
    others,
    ...(judge ? { judge } : {}),
  });
};

describe.each(bundles)('the folds of %s beside the present ones, over one table', (bundle) => {
  test('nothing parks, nothing flaps, nothing is withdrawn by the older', async () => {
    const older = await frozen(bundle);
    for (let seed = 1; seed <= DAYS; seed += 1) await dayWith(seed, [older]);
  });

  test('its file is small', () => {
    expect(statSync(`${folder}/${bundle}`).size).toBeLessThan(300_000);
  });
});

/** The payments of a release to come: one more milestone of each fee. */
const nextRelease = (foldVersion: number): Release => ({
  ...release,
  payments: workerOf('payments', {
    ...paymentBook,
    foldVersion,
    project: (payment) => {
      const shown = paymentBook.project(payment);
      const { paymentId: id, dossierCode, agencyCode, openedAt: at } = payment;
      const more = { id: `${id}:seen`, type: 'payment.seen', at, data: { dossierCode, agencyCode } };
      return { ...shown, milestones: [...shown.milestones, more] };
    },
  }),
});

/** Every further milestone that was told stands, and nothing waits. */
const stands = async (chain: Chain): Promise<void> => {
  const words = chain.published.filter(({ type }) => type.startsWith('payment.seen'));
  expect(words.filter(({ type }) => type.endsWith('_withdrawn'))).toEqual([]);
  expect(chain.waiting()).toEqual([]);
};

describe('a release to come beside the present folds', () => {
  test('what it adds is never withdrawn by the present code, which waits for it', async () => {
    let told = 0;
    for (let seed = 1; seed <= DAYS; seed += 1) {
      const chain = await dayWith(seed, [nextRelease(paymentBook.foldVersion + 1)], stands);
      told += chain.published.filter(({ type }) => type === 'payment.seen').length;
    }
    expect(told).toBeGreaterThan(DAYS / 4);
  });

  test('one that forgot to count its fold’s version flaps, and is found out', async () => {
    let found = 0;
    for (let seed = 1; seed <= 20; seed += 1)
      await dayWith(seed, [nextRelease(paymentBook.foldVersion)], stands).catch(() => {
        found += 1;
      });
    expect(found).toBeGreaterThan(0);
  });
});
