import { expect, test } from 'vitest';
import { runDay, weatherOf } from '../support/chain/day.ts';
import { randomFrom } from '../support/chain/plumbing.ts';
import type { Plan } from '../support/chain/story.ts';

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
  { dossierCode: 'H26.10-261119-0010', notices: ['paid'], finishes: false, work: 'give_back', isRefusedFirst: true },
  { dossierCode: 'H26.10-261119-0011', notices: ['suspected'], finishes: false, work: 'refund' },
];

const RUNS = 40;

test('whoever dies at whichever call, before or after its effect, and is repeated: nothing is lost or doubled', async () => {
  const seen = new Set<string>();
  const killed = new Set<string>();
  // In the n-th run the n-th call of every kind is deadly, and the first of a kind that no run has killed yet: a rare
  // kind may be met only in a run that makes fewer than n calls of it.
  for (let n = 0; n < RUNS; n += 1) {
    const kills = (before: number, name: string) => before === n || (before === 0 && !killed.has(name));
    const weather = weatherOf(randomFrom(n), { kills, strikes: false, loses: false });
    await runDay(weather, { plans, foulTurns: 40, isRebuilt: true });
    for (const name of weather.calls.keys()) seen.add(name);
    for (const name of weather.killed) killed.add(name);
  }
  expect([...seen].filter((name) => !killed.has(name))).toEqual([]);
  expect(seen.size).toBeGreaterThan(40);
  expect([...seen]).toEqual(expect.arrayContaining(['sms_second takes', 'email_second takes']));
}, 600_000);
