import { existsSync, globSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differences } from '../../infra/local/emulators/differences.ts';

const textOf = (path: string): string => readFileSync(path, 'utf8');
const decisions = globSync('docs/adr/*.md').sort();
const documents = ['README.md', ...globSync('docs/**/*.md')].sort();

/** Paths of this repository that a text names, with `*` and `<name>` standing for any. */
const pathsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/(?<![\w./-])(?:functions|shared|infra|tests|docs)\/[\w./*<>-]*[\w>]/g)].map(([path]) =>
      path.replace(/<[^>]+>/g, '*'),
    ),
  ),
];
const isThere = (path: string): boolean =>
  existsSync(path) || globSync(`${path}*`).length > 0 || globSync(path).length > 0;

describe('decisions', () => {
  test('are numbered without a gap', () => {
    const numbers = decisions.map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]));
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });

  test.each(decisions)('%s says what, why, with which consequences, and what enforces it', (path) => {
    const headings = [...textOf(path).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['What', 'Why', 'Consequences', 'Enforced by']);
  });

  test('every dependency is exact and has its reason in 0007', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const first = [...textOf('docs/adr/0007-dependencies.md').matchAll(/^\| ([^|]+) \|/gm)].map(
      ([, cell]) => cell ?? '',
    );
    const named = first.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
    const isNamed = (dependency: string) => named.some((name) => matchesGlob(dependency, name));
    const all = Object.entries({ ...dependencies, ...devDependencies });
    expect(all.filter(([name]) => !isNamed(name)).map(([name]) => name)).toEqual([]);
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

test.each(documents)('%s names only paths that are there', (path) => {
  expect(pathsIn(textOf(path)).filter((each) => !isThere(each))).toEqual([]);
});

test('every way round a difference of an emulator names only paths that are there', () => {
  const named = differences.flatMap(({ wayRound }) => pathsIn(wayRound));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((path) => !isThere(path))).toEqual([]);
});
