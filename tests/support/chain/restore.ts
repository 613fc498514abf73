import { tableEpoch } from '../../../functions/installation/adapters/table-epoch.ts';
import type { Item } from '../../../shared/platform/ledger/table.ts';
import type { Chain } from './chain.ts';

/** A table of the chain. */
export type Room = Chain['rooms'][number];

/** What a table holds now, as a point in time that can be restored. */
export const backupOf = (chain: Chain, room: Room): readonly Item[] => [...chain.tables[room].raw.all()];

/** An operator repeats what was not done. */
const untilDone = async (work: () => Promise<unknown>): Promise<void> => {
  for (let isDone = false; !isDone; )
    isDone = await work().then(
      () => true,
      () => false,
    );
};

/** Puts a table back to what it held, then does what the runbook says: raises every table's epoch, and tells everything again. */
export const restore = async (chain: Chain, room: Room, backup: readonly Item[]): Promise<void> => {
  // Whoever was at work when the table was lost has died or ended: what it wrote went to the table that was lost.
  for (let turns = 0; turns < 10; turns += 1) await new Promise((goOn) => setImmediate(goOn));
  const { raw } = chain.tables[room];
  const { onCall } = raw;
  raw.onCall = undefined;
  for (const { pk, sk } of raw.all()) await raw.delete(pk, sk);
  for (const item of backup) await raw.put(item);
  chain.beginStream(room);
  raw.onCall = onCall;
  const name = `the restore of ${chain.clock.now}`;
  for (const each of chain.rooms)
    await untilDone(() => tableEpoch(chain.tables[each].raw).raise(name, chain.clock.now));
  chain.clock.now += 120_000;
  await untilDone(() => chain.rebuildAll());
};
