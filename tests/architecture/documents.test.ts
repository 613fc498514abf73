import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differences } from '../../infra/local/emulators/differences.ts';
import { blocksOf } from '../support/readme.ts';

const textOf = (path: string): string => readFileSync(path, 'utf8');
const decisions = globSync('docs/adr/*.md').sort();
const documents = [...globSync('*.md'), ...globSync('docs/**/*.md')].sort();

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

  test('no package runs a script when it is installed but those that package.json names', () => {
    const { allowScripts } = JSON.parse(textOf('package.json')) as { readonly allowScripts: Record<string, boolean> };
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
    };
    const scripted = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
    );
    expect([...new Set(scripted)].sort()).toEqual(Object.keys(allowScripts).sort());
  });
});

test.each(documents)('%s names only paths that are there', (path) => {
  expect(pathsIn(textOf(path)).filter((each) => !isThere(each))).toEqual([]);
});

test('what the runbook tells to look for is written somewhere', () => {
  const sources = globSync('{functions,shared,infra}/**/*.ts').map(textOf).join('\n');
  const named = [...textOf('docs/runbook.md').matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, word]) => word ?? '');
  expect(named.length).toBeGreaterThan(15);
  expect([...new Set(named)].filter((word) => !sources.includes(word))).toEqual([]);
});

/** The pages of this repository that a document links to. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path ?? '').sort();

test.each(documents)('%s links only to what is there', (path) => {
  expect(linksIn(textOf(path)).filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
});

test.each(documents)('%s names only commands that package.json has', (path) => {
  const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const named = [...textOf(path).matchAll(/(?:^|`)npm (?:run (?:--silent |-s )?)?([a-z][\w-]*)/gm)].map(
    ([, name]) => name ?? '',
  );
  const own = ['ci', 'exec', 'install'];
  expect(named.filter((name) => !(name in scripts) && !own.includes(name))).toEqual([]);
});

describe('README in two languages', () => {
  const [english, vietnamese] = ['README.md', 'README.vi.md'] as const;
  const shapeOf = (path: string) => [...textOf(path).matchAll(/^(#+ |- |\| `|```\w*$)/gm)].map(([mark]) => mark);

  test('has the same sections, lists and tables', () => {
    expect(shapeOf(english).length).toBeGreaterThan(40);
    expect(shapeOf(vietnamese)).toEqual(shapeOf(english));
  });

  test('has the same commands, and leads to the same places', () => {
    expect(blocksOf(vietnamese)).toEqual(blocksOf(english));
    const elsewhere = (path: string) => linksIn(textOf(path)).filter((link) => !link.startsWith('README'));
    expect(elsewhere(vietnamese)).toEqual(elsewhere(english));
    expect(linksIn(textOf(english))).toContain(vietnamese);
    expect(linksIn(textOf(vietnamese))).toContain(english);
  });

  test('what is to be pasted has no place left to fill in', () => {
    for (const { language, text } of blocksOf(english))
      if (language === 'bash') expect(text).not.toMatch(/<[a-z ]+>|\bNAME\b/);
  });
});

test('every way round a difference of an emulator names only paths that are there', () => {
  const named = differences.flatMap(({ wayRound }) => pathsIn(wayRound));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((path) => !isThere(path))).toEqual([]);
});
