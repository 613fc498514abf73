import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { type Mutant, mutated } from '../support/chain/mutant.ts';
import { inThread } from '../support/chain/storms.ts';
import { dossiers } from './mutants/dossiers.ts';
import { notifications } from './mutants/notifications.ts';
import { payments } from './mutants/payments.ts';
import { platform } from './mutants/platform.ts';
import { results } from './mutants/results.ts';

const mutants: readonly Mutant[] = [...platform, ...dossiers, ...payments, ...notifications, ...results];

/** So many storms a fault may survive at most. */
const SEEDS = 1_000;

test('at least thirty faults are planted, in every room', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30);
  for (const room of [platform, dossiers, payments, notifications, results]) expect(room.length).toBeGreaterThan(4);
});

test.each(mutants)('$file: "$find" stands there once', (mutant) => {
  const text = readFileSync(mutant.file, 'utf8');
  expect(mutated(text, mutant)).not.toBe(text);
});

describe('the named histories and the storms notice', () => {
  const left = [...mutants];
  const outcomes = new Map<Mutant, string>();
  const work = async (): Promise<void> => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const { ran, failed } = await inThread({ first: 1, every: 1, last: SEEDS, mutant });
      outcomes.set(mutant, failed ? 'noticed' : `${ran} seeds saw nothing`);
    }
  };
  let all: Promise<unknown> | undefined;
  const everything = () => (all ??= Promise.all(Array.from({ length: availableParallelism() }, work)));

  test.each(mutants)(
    'that $why',
    async (mutant) => {
      await everything();
      expect(outcomes.get(mutant), mutant.file).toBe('noticed');
    },
    1_800_000,
  );
});
