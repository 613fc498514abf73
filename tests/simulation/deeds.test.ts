import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { type Mutant, mutated } from '../support/chain/mutant.ts';
import { breaks } from './mutants/breaks.ts';
import { deeds } from './mutants/deeds.ts';
import { owners } from './mutants/owners.ts';

/** What the crowd notices in a thread of its own, with a fault planted or with none. */
const noticedWith = (crowd: 'refunds' | 'breaks' | 'owners', mutant?: Mutant): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const address = new URL('../support/deeds-worker.ts', import.meta.url);
    const worker = new Worker(address, { workerData: { mutant, crowd }, execArgv: [], stdout: true });
    worker.once('message', ({ noticed }: { readonly noticed?: string }) => resolve(noticed));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread ended with ${code} before it was done`)));
  });

test.each([...deeds, ...breaks, ...owners])('$file: "$find" stands there once', (mutant) => {
  const text = readFileSync(mutant.file, 'utf8');
  expect(mutated(text, mutant)).not.toBe(text);
});

describe('a crowd that asks for refunds, calls for them and agrees to them', () => {
  test('finds nothing amiss as the product is', async () => {
    expect(await noticedWith('refunds')).toBeUndefined();
  });

  test.each(deeds)('notices that $why', async (mutant) => {
    expect(await noticedWith('refunds', mutant)).toMatch(/\w/);
  });
});

describe('a crowd that decides about differences with statements', () => {
  test('finds nothing amiss as the product is', async () => {
    expect(await noticedWith('breaks')).toBeUndefined();
  });

  test.each(breaks)('notices that $why', async (mutant) => {
    expect(await noticedWith('breaks', mutant)).toMatch(/\w/);
  });
});

describe('a provider that tells of an order while a person decides about the same transaction, and deaths', () => {
  test('finds nothing amiss as the product is', async () => {
    expect(await noticedWith('owners')).toBeUndefined();
  });

  test.each(owners)('notices that $why', async (mutant) => {
    expect(await noticedWith('owners', mutant)).toMatch(/\w/);
  });
});
