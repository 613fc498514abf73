import { expect, test } from 'vitest';
import { chainInMemory } from '../support/chain/chain.ts';
import { expectInvariants } from '../support/chain/invariants.ts';
import { randomFrom, type Weather } from '../support/chain/plumbing.ts';
import { notices, type Plan, storyOf } from '../support/chain/story.ts';
import { inVietNam } from '../support/viet-nam-time.ts';

class Killed extends Error {}

/** Weather that is fair until it is made foul. `kills` says at which calls a caller dies: by how often that call was made before. */
const weatherOf = (random: () => number, kills: (before: number) => boolean, struck: boolean) => {
  const weather = {
    calls: new Map<string, number>(),
    killed: new Set<string>(),
    fair: true,
    async step(name: string) {
      // Calls that run at the same time go on in an order of their own, and some take very long.
      const longest = weather.pick(10) === 0 ? 200 : 3;
      for (let turns = weather.pick(longest); turns > 0; turns -= 1) await Promise.resolve();
      if (weather.fair) return;
      const before = weather.calls.get(name) ?? 0;
      weather.calls.set(name, before + 1);
      if (!kills(before)) return;
      weather.killed.add(name);
      throw new Killed(name);
    },
    strikes: (share: number) => struck && !weather.fair && random() < share,
    pick: (below: number) => Math.floor(random() * below),
  };
  return weather satisfies Weather;
};

/** Carries dossiers through a day in bad weather, then through fair weather until all is at rest, and checks what must hold. */
const runDay = async (
  weather: ReturnType<typeof weatherOf>,
  plans: readonly Plan[],
  foulTurns: number,
): Promise<void> => {
  const clock = { now: inVietNam('2026-11-19 08:00') };
  const chain = chainInMemory(clock, weather);
  await chain.setUp();
  weather.fair = false;
  const stories = plans.map((plan) => storyOf(chain, plan));
  const turn = async (): Promise<boolean> => {
    const done = await Promise.all(stories.map((story) => story.turn()));
    const sweeps = [chain.sweep(), chain.sweepFees(), ...(weather.strikes(0.2) ? [chain.sweepFees()] : [])];
    const beside = weather.strikes(0.1) ? [...sweeps, chain.rebuildAll()] : sweeps;
    await Promise.all([chain.work(), ...beside.map((work) => work.catch(() => undefined))]);
    return done.every(Boolean);
  };
  for (let n = 0; n < foulTurns; n += 1) {
    await turn();
    clock.now += 60_000 * (1 + weather.pick(2 * Math.ceil(500 / foulTurns)));
  }
  weather.fair = true;
  chain.redrive();
  if (chain.lost().length > 0) await chain.rebuildAll();
  clock.now = Math.max(clock.now, inVietNam('2026-11-20 09:00'));
  for (let n = 0; n < 60; n += 1) {
    const done = await turn();
    clock.now += 100_000;
    if (done && chain.left() === 0) break;
  }
  const before = chain.published.length;
  await chain.rebuildAll();
  for (let n = 0; n < 60 && chain.left() > 0; n += 1) await turn();
  expect(chain.published.length).toBeGreaterThan(before);
  await expectInvariants(chain, stories);
};

const plans: readonly Plan[] = [
  { dossierCode: 'H26.10-261119-0001', notices: ['failed', 'paid', 'forged'], finishes: true },
  { dossierCode: 'H26.10-261119-0002', notices: [], finishes: false },
  { dossierCode: 'H26.10-261119-0003', notices: [], finishes: true, callbackLost: true },
  { dossierCode: 'H26.10-261119-0004', notices: [], finishes: false, expires: true },
  { dossierCode: 'H26.10-261119-0005', notices: [], finishes: false, callbackLost: true, comesBack: true },
  { dossierCode: 'H26.10-261119-0006', notices: [], finishes: false, surplus: 'twice' },
  { dossierCode: 'H26.10-261119-0007', notices: [], finishes: false, surplus: 'cancelled' },
  { dossierCode: 'H26.10-261119-0008', notices: [], finishes: false, expires: true, surplus: 'expired' },
  { dossierCode: 'H26.10-261119-0009', notices: [], finishes: false, isAcceptedAgain: true },
];

const RUNS = 40;

test('whoever dies at whichever call, before or after its effect, and is repeated: nothing is lost or doubled', async () => {
  const seen = new Set<string>();
  const killed = new Set<string>();
  // In the n-th run the n-th call of every kind is deadly.
  for (let n = 0; n < RUNS; n += 1) {
    const weather = weatherOf(randomFrom(n), (before) => before === n, false);
    await runDay(weather, plans, 40);
    for (const name of weather.calls.keys()) seen.add(name);
    for (const name of weather.killed) killed.add(name);
  }
  expect([...seen].filter((name) => !killed.has(name))).toEqual([]);
  expect(seen.size).toBeGreaterThan(40);
  expect([...seen]).toEqual(expect.arrayContaining(['sms_second takes', 'email_second takes']));
}, 600_000);

/** How many storms: a few seconds' worth, unless a person asks for more. */
const SEEDS = Number(process.env.MOTCUA_SEEDS ?? 40);

test('in any storm of kills, lost answers, duplicates and disorder: the invariants hold once it is over', async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomFrom(seed * 7919);
    const share = [0, 0.005, 0.02, 0.08][Math.floor(random() * 4)] ?? 0;
    const weather = weatherOf(random, () => random() < share, true);
    const storm = [1, 2, 3].map((n): Plan => {
      const said = notices.filter(() => weather.pick(2) === 0);
      const finishes = (said.length === 0 || said.includes('paid')) && weather.pick(3) > 0;
      return { dossierCode: `H26.10-261119-000${n}`, notices: said, finishes };
    });
    storm.push({ dossierCode: 'H26.10-261119-0004', notices: [], finishes: weather.pick(2) === 0, callbackLost: true });
    storm.push({ dossierCode: 'H26.10-261119-0005', notices: [], finishes: false, expires: true });
    const surplus = (['twice', 'cancelled', 'expired'] as const)[weather.pick(3)];
    storm.push({
      dossierCode: 'H26.10-261119-0006',
      notices: [],
      finishes: false,
      ...(surplus ? { surplus, expires: surplus === 'expired' } : {}),
    });
    const comesBack = { callbackLost: true, comesBack: true };
    storm.push({ dossierCode: 'H26.10-261119-0007', notices: [], finishes: false, ...comesBack });
    storm.push({ dossierCode: 'H26.10-261119-0008', notices: [], finishes: false, isAcceptedAgain: true });
    await runDay(weather, storm, 14).catch((error: unknown) => {
      throw new Error(`seed ${seed} (${JSON.stringify(storm)})`, { cause: error });
    });
  }
}, 600_000);
