/** What one dossier takes of what AWS charges for; docs/cost.md says the same, and a test holds it to this count. */
import { type CountedCalls, costOfOneDossier } from '../support/chain/cost.ts';
import type { Bench } from './run.ts';

const print = (title: string, lines: readonly CountedCalls[]): void => {
  console.log(`\n units  calls  ${title}`);
  for (const { line, calls, units } of lines)
    console.log(`${String(units).padStart(6)} ${String(calls).padStart(6)}  ${line}`);
};

/** Counts one dossier in the simulation, by what its calls wrote and read. */
export const bench: Bench = {
  async run() {
    const { cost, rebuild, storedBytes, writes, reads } = await costOfOneDossier();
    const rebuilt = Object.entries(rebuild).map(([name, count]) => [`rebuild_${name}`, count] as const);
    const counts = [...Object.entries(cost), ...rebuilt, ['storedBytes', storedBytes] as const];
    print('writes', writes);
    print('reads', reads);
    console.log('');
    for (const [name, count] of counts) console.log(`${String(count).padStart(6)} ${name}`);
    return Object.fromEntries(counts.map(([name, count]) => [`cost_${name}`, count]));
  },
};
