import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { mutated } from './mutant.ts';
import type { Ran, Share } from './storms.ts';

const { first, every, last, mutant } = workerData as Share;

/** Before anything of the product is loaded here: what is loaded from the mutant's file is its text with the fault in it. */
if (mutant) {
  const address = new URL(`../../../${mutant.file}`, import.meta.url).href;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      return url === address ? { ...loaded, source: mutated(String(loaded.source), mutant) } : loaded;
    },
  });
}

const { runStorm } = await import('./storm.ts');
const { histories } = await import('./histories.ts');

/** Runs its share of the seeds in a thread of its own, up to the first that fails; with a fault planted the named histories as well. */
const run = async (): Promise<Ran> => {
  for (const { name, play } of mutant ? histories : []) {
    try {
      await play();
    } catch (error) {
      return { ran: 0, failed: { message: `${name}: ${(error as Error).message}` } };
    }
  }
  let ran = 0;
  for (let seed = first; seed <= last; seed += every) {
    ran += 1;
    try {
      await runStorm(seed);
    } catch (error) {
      const { message, cause } = error as Error;
      return { ran, failed: { seed, message: `${message}: ${cause instanceof Error ? cause.stack : String(cause)}` } };
    }
  }
  return { ran };
};

parentPort?.postMessage(await run());
