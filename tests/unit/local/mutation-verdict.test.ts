import { expect, test } from 'vitest';
import { type KnownSurvivor, linesOf, type Mutant, verdictOn } from '../../mutation/verdict.ts';

const mutant = (line: number, survived = false, given: Partial<Mutant> = {}): Mutant => ({
  file: 'shared/kernel/a.ts',
  line,
  original: 'a > b',
  replacement: 'a >= b',
  source: `if (a > b) return ${line};`,
  survived,
  ...given,
});
const listed = ({ line: _, survived: __, ...words }: Mutant): KnownSurvivor => ({ ...words, reason: 'the same' });
const killed = (count: number): Mutant[] => Array.from({ length: count }, (_, n) => mutant(n));
const everything = () => true;

test('nine killed of ten are enough, and eight of nine are not', () => {
  expect(verdictOn([...killed(9), mutant(10, true)], [], everything)).toMatchObject({ score: 0.9, isGood: true });
  expect(verdictOn([...killed(8), mutant(10, true)], [], everything)).toMatchObject({ isGood: false });
  expect(verdictOn([], [], everything).isGood).toBe(false);
});

test('what is listed counts for nothing, wherever in its file it has gone', () => {
  const survivor = mutant(10, true);
  const verdict = verdictOn([...killed(8), { ...survivor, line: 99 }], [listed(survivor)], everything);
  expect(verdict).toMatchObject({ score: 1, isGood: true, unknownSurvivors: [], stale: [] });
  expect(verdict.folders).toEqual([{ folder: 'shared/kernel', killed: 8, survived: 1, known: 1 }]);
});

test.each<[string, Partial<Mutant>]>([
  ['in another file', { file: 'shared/kernel/b.ts' }],
  ['in another line', { source: 'return a > b;' }],
  ['of another piece', { original: 'a' }],
  ['into something else', { replacement: 'true' }],
])('a survivor %s than the one that is listed is not listed', (_, other) => {
  const verdict = verdictOn([mutant(1, true, other)], [listed(mutant(1, true))], everything);
  expect(verdict.unknownSurvivors).toHaveLength(1);
});

test('an entry that was killed, or that nothing matches, fails the run until it is taken from the list', () => {
  for (const run of [[...killed(9), mutant(10)], killed(9)]) {
    const verdict = verdictOn(run, [listed(mutant(10, true))], everything);
    expect(verdict).toMatchObject({ score: 1, isGood: false });
    expect(linesOf(verdict).join('\n')).toContain('is listed and did not survive');
  }
  const elsewhere = listed(mutant(10, true, { file: 'shared/platform/b.ts' }));
  expect(verdictOn(killed(9), [elsewhere], (file) => file.startsWith('shared/kernel')).isGood).toBe(true);
});

test('prints each folder, each survivor with its place, and the whole, rounded down', () => {
  const other = mutant(7, true, { file: 'functions/web/domain/c.ts', original: '"a"', replacement: '""' });
  const verdict = verdictOn([...killed(2000), mutant(5, true), other], [listed(mutant(5, true))], everything);
  expect(linesOf(verdict)).toEqual([
    `${'functions/web/domain'.padEnd(34)} 0 killed, 1 survived`,
    `${'shared/kernel'.padEnd(34)} 2000 killed, 1 survived (1 listed)`,
    '  functions/web/domain/c.ts:7  "\\"a\\"" -> "\\"\\""',
    '2000 killed, 2 survived, 1 of them listed: 99.9 %',
  ]);
});
