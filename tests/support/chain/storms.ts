import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Mutant } from './mutant.ts';

/** The seeds of one thread: from the first to the last, each `every`-th. */
export interface Share {
  readonly first: number;
  readonly every: number;
  readonly last: number;
  /** A fault that is planted in the product for them. */
  readonly mutant?: Mutant;
}

/** What became of seeds: how many were run, and the first that failed, where it was not a named history that did. */
export interface Ran {
  readonly ran: number;
  readonly failed?: { readonly seed?: number; readonly message: string };
}

/** Runs a share of the seeds in a thread of its own. */
export const inThread = (share: Share): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./storm-worker.ts', import.meta.url), { workerData: share, execArgv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread ended with ${code} before it was done`)));
  });

/** Runs the seeds from the first to the last on all of this machine's processors; every thread ends at its first that fails. */
export const runStorms = async (first: number, last: number): Promise<readonly Ran[]> => {
  const threads = Math.min(availableParallelism(), last - first + 1);
  return Promise.all(Array.from({ length: threads }, (_, n) => inThread({ first: first + n, every: threads, last })));
};
