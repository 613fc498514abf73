import { describe, expect, test } from 'vitest';
import { type Chain, restOf } from '../support/chain/chain.ts';
import { runDay, weatherOf } from '../support/chain/day.ts';
import { histories } from '../support/chain/histories.ts';
import { randomFrom } from '../support/chain/plumbing.ts';
import type { Plan } from '../support/chain/story.ts';

test.each(histories)('$name', ({ play }) => play());

/** What a day ended as, whatever became of clocks and of who was told when: that is for the invariants to judge. */
const endOf = async (chain: Chain) => {
  await restOf(chain);
  const words = new Map(
    chain.published
      .toSorted((a, b) => a.number - b.number)
      .filter(({ type }) => !/^(dossier\.(due_soon|overdue|promised)|message\.)/.test(type))
      .map(({ id, type }) => [id, type] as const),
  );
  return { words: [...words].sort(), files: [...chain.stored.keys()] };
};

describe('a kill between any two writes', () => {
  const plans: readonly [string, Plan][] = [
    [
      'a fee that is paid, a result',
      { dossierCode: 'H26.10-261119-0001', notices: ['paid'], finishes: true, channels: ['sms'] },
    ],
    [
      'an acceptance taken back and told again',
      { dossierCode: 'H26.10-261119-0001', notices: [], finishes: false, isAcceptedAgain: true, channels: ['sms'] },
    ],
    [
      'a fee taken back, then paid',
      { dossierCode: 'H26.10-261119-0001', notices: [], finishes: false, surplus: 'cancelled', channels: [] },
    ],
  ];

  /** The day on which whoever makes the n-th write, of any table, queue, carrier or store, dies with it. */
  const killedAfter = async (plan: Plan, n: number) => {
    let writes = 0;
    const kills = (_: number, name: string): boolean => {
      if (!/:written$| took$|^results file stored$|queue takes$/.test(name)) return false;
      writes += 1;
      return writes === n;
    };
    const weather = weatherOf(randomFrom(1), { kills, strikes: false, loses: false });
    const chain = await runDay(weather, { plans: [plan], foulTurns: 12, isRebuilt: false });
    return { writes, end: await endOf(chain) };
  };

  test.each(plans)('%s: the end is the same whichever write was the last of its process', async (_, plan) => {
    const { writes, end } = await killedAfter(plan, 0);
    expect(writes).toBeGreaterThan(20);
    for (let n = 1; n <= writes; n += 1)
      expect((await killedAfter(plan, n)).end, `killed after write ${n}`).toEqual(end);
  });
});
