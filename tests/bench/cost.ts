/** What one dossier takes of what AWS charges for; docs/cost.md says the same, and a test holds it to this count. */
import { costOfOneDossier } from '../support/chain/cost.ts';
import type { Bench } from './run.ts';

/** Counts one dossier in the simulation. */
export const bench: Bench = {
  async run() {
    const cost = await costOfOneDossier();
    for (const [name, count] of Object.entries(cost)) console.log(`${String(count).padStart(6)} ${name}`);
    return Object.fromEntries(Object.entries(cost).map(([name, count]) => [`cost_${name}`, count]));
  },
};
