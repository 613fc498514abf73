import { expect, test } from 'vitest';
import { epochOf } from '../../shared/kernel/milestones.ts';
import { type Chain, chainInMemory, restOf } from '../support/chain/chain.ts';
import { fairWeather } from '../support/chain/plumbing.ts';
import { backupOf, restore } from '../support/chain/restore.ts';
import { storyOf } from '../support/chain/story.ts';
import { inVietNam } from '../support/viet-nam-time.ts';

const DOSSIER = 'H26.10-261119-0001';

/** A chain whose dossier owes a fee and waits for its money. */
const owing = async () => {
  const chain = chainInMemory({ now: inVietNam('2026-11-19 08:00') }, fairWeather);
  await chain.setUp();
  const { calls } = storyOf(chain, { dossierCode: DOSSIER, notices: ['paid'], finishes: false });
  for (const call of [calls.register, calls.accept, calls.start, calls.fee]) {
    await call();
    await restOf(chain);
  }
  const order = await calls.attempt();
  await restOf(chain);
  const pay = async () => {
    await calls.tell('paid', order!);
    await restOf(chain);
  };
  return { chain, calls, pay };
};

const statusOf = async (chain: Chain) => (await chain.dossierPorts.ledger.read(DOSSIER))?.status;
const sent = ({ taken }: Chain) => Object.values(taken).flat().length;

test('payments restored from a backup: what was told of them before never outranks what is true after', async () => {
  const { chain, pay } = await owing();
  const backup = backupOf(chain, 'payments');
  expect(await statusOf(chain)).toBe(6);
  await pay();
  expect(await statusOf(chain)).toBe(4);
  const before = sent(chain);
  await restore(chain, 'payments', backup);
  await restOf(chain);
  expect(await statusOf(chain)).toBe(6);
  // The provider tells again of what the backup did not know; nobody is told a second time.
  await pay();
  expect(await statusOf(chain)).toBe(4);
  expect(sent(chain)).toBe(before);
});

test('dossiers restored from a backup: all is told again in the new epoch, and nobody hears the same twice', async () => {
  const { chain, pay } = await owing();
  await pay();
  const backup = backupOf(chain, 'dossiers');
  const before = sent(chain);
  const told = chain.published.length;
  await restore(chain, 'dossiers', backup);
  await restOf(chain);
  const last = new Map<string, number>();
  for (const { id, number } of chain.published) last.set(id, Math.max(number, last.get(id) ?? 0));
  expect(chain.published.slice(told).some(({ type }) => type === 'dossier.accepted')).toBe(true);
  for (const [id, number] of last) expect(epochOf(number), id).toBeGreaterThan(0);
  expect(await statusOf(chain)).toBe(4);
  expect(sent(chain)).toBe(before);
});
