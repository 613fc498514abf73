import { parentPort, workerData } from 'node:worker_threads';
import { runStorm } from './storm.ts';
import type { Ran, Share } from './storms.ts';

/** Runs its share of the seeds in a thread of its own, up to the first that fails. */
const run = async ({ first, every, last }: Share): Promise<Ran> => {
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

parentPort?.postMessage(await run(workerData as Share));
