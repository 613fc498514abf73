import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { type Mutant, mutated } from './chain/mutant.ts';

const { mutant, crowd } = workerData as { readonly mutant?: Mutant; readonly crowd: 'refunds' | 'breaks' | 'owners' };

/** Before anything of the product is loaded here: what is loaded from the mutant's file is its text with the fault in it. */
if (mutant) {
  const address = new URL(`../../${mutant.file}`, import.meta.url).href;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      return url === address ? { ...loaded, source: mutated(String(loaded.source), mutant) } : loaded;
    },
  });
}

const crowds = {
  refunds: async () => (await import('./refund-crowd.ts')).refundCrowd(),
  owners: async () => (await import('./owner-crowd.ts')).ownerCrowd(),
  breaks: async () => (await import('./break-crowd.ts')).breakCrowd(),
};

const run = async (): Promise<string | undefined> => {
  try {
    await crowds[crowd]();
    return undefined;
  } catch (error) {
    return String((error as Error).message);
  }
};

parentPort?.postMessage({ noticed: await run() });
