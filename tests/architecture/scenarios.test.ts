import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const page = readFileSync('docs/payment-scenarios.md', 'utf8');

interface Row {
  readonly section: string;
  readonly scenario: string;
  readonly file: string;
  readonly name: string;
}

/** The rows of the page: a scenario, which is the one above where it is left out, and a test by its file and its name. */
const rows = page.split(/^## /m).flatMap((text): readonly Row[] => {
  const [section = ''] = text.split('\n', 1);
  let above = '';
  return [...text.matchAll(/^\| (.*?) ?\| `([^`]+)`: "(.+)" \|$/gm)].map(([, said = '', file = '', name = '']) => {
    above = said || above;
    return { section, scenario: above, file, name };
  });
});

/** What must be shown of payments, as sections of the page. */
const SECTIONS = [
  ...['What must always hold', 'What providers send', 'Again, and at the same time', 'In any order', 'Bank transfers'],
  ...['A crash at every call', 'What AWS does', 'Days', 'Refunds', 'Statements', 'Many', 'A recorded day'],
];

/** Where a call that opens at a place of a source ends: behind its closing bracket. What stands in texts closes nothing. */
function endOfCall(source: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    if (letter === "'" || letter === '"' || letter === '`') at += (literalAt(source, at)?.length ?? 1) - 1;
    else if (letter === '(') depth += 1;
    else if (letter === ')' && --depth === 0) return at + 1;
  }
  return source.length;
}

/** The text in quotes that begins at a place of a source, with its quotes. */
const literalAt = (source: string, at: number): string | undefined =>
  /^(['"`])(?:\\.|(?!\1)[^\\])*\1/s.exec(source.slice(at, at + 2_000))?.[0];

const textOf = (literal: string): string => literal.slice(1, -1).replace(/\\(.)/gs, '$1');

/** The titles of a source's tests, those of tables with their gaps; `isRun` where nothing leaves the test out. */
function testsIn(source: string): readonly { readonly title: string; readonly isRun: boolean }[] {
  return [...source.matchAll(/\btest((?:\.\w+)*)(?=[<(])/g)].flatMap(({ 0: call, 1: modifiers = '', index }) => {
    const behind = index + call.length;
    let opening = source[behind] === '<' ? source.indexOf('>(', behind) + 1 : behind;
    if (/\.(each|for|skipIf|runIf)/.test(modifiers)) opening = endOfCall(source, opening);
    const start = opening + 1 + (/^\s*/.exec(source.slice(opening + 1))?.[0].length ?? 0);
    const literal = source[opening] === '(' ? literalAt(source, start) : undefined;
    return literal ? [{ title: textOf(literal), isRun: !/\.(skip|todo|skipIf|runIf)/.test(modifiers) }] : [];
  });
}

const GAP = /%[sdifjo]|\$\{[^}]*\}|\$[\w.]+/g;

/** A pattern of the titles that a table's rows make; each gap is a group. */
const patternOf = (title: string): RegExp =>
  new RegExp(
    `^${title
      .split(GAP)
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+)')}$`,
    's',
  );

/** A source with those that it imports from beside it, where tables of its tests may lie. */
const withImports = (file: string): string => {
  const source = readFileSync(file, 'utf8');
  const beside = [...source.matchAll(/from '(\.\/[^']+)'/g)].map(([, path = '']) => join(dirname(file), path));
  return [source, ...beside.map((path) => readFileSync(path, 'utf8'))].join('\n');
};

const isQuotedIn = (source: string, text: string): boolean =>
  ["'", '"', '`'].some((quote) => source.includes(quote + text.replaceAll(quote, `\\${quote}`) + quote));

/** Whether a file has a test of a title that is run: by its words, or as a row of a table whose text stands there. */
const isThere = (file: string, name: string): boolean => {
  const run = testsIn(readFileSync(file, 'utf8')).filter(({ isRun }) => isRun);
  if (run.some(({ title }) => title === name)) return true;
  const all = withImports(file);
  return run.some(({ title }) => {
    const [, ...filled] = patternOf(title).exec(name) ?? [];
    return filled.length > 0 && filled.every((text) => isQuotedIn(all, text));
  });
};

describe('the page of scenarios', () => {
  test('names a test in each of its rows', () => {
    const lines = page.split('\n').filter((line) => /^\| (?!scenario )/.test(line));
    expect(rows).toHaveLength(lines.length);
    expect(rows.length).toBeGreaterThan(60);
  });

  test.each(SECTIONS)('shows "%s"', (section) => {
    expect(rows.filter((row) => row.section === section)).not.toEqual([]);
  });

  test.each(Array.from({ length: 12 }, (_, n) => `I${n + 1}`))('shows what must always hold: %s', (name) => {
    const shown = rows.filter(({ section, scenario }) => section === SECTIONS[0] && scenario.startsWith(`${name}: `));
    expect(shown).not.toEqual([]);
  });

  test.each(rows)('$scenario: $file has the test "$name", and runs it', ({ file, name }) => {
    expect(existsSync(file), file).toBe(true);
    expect(isThere(file, name)).toBe(true);
  });
});

describe('a test is found', () => {
  const source = [
    "test('in words', () => {});",
    "test.skip('left out', () => {});",
    "test.skipIf(!live)('left out elsewhere', () => {});",
    "test.each([['a (b', f('x')]])('of %s and no other', () => {});",
    "describe('a group', () => test('inside', () => {}));",
  ].join('\n');

  test('by its title, in a group and in a table too; a group and a part of a title are none', () => {
    expect(testsIn(source).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['in words', 'of %s and no other', 'inside']),
    );
    expect(testsIn(source).map(({ title }) => title)).not.toContain('a group');
    expect(patternOf('of %s and no other').exec('of a (b and no other')?.[1]).toBe('a (b');
    expect(patternOf('of %s and no other').test('of a (b')).toBe(false);
  });

  test('but not where it is left out', () => {
    const leftOut = testsIn(source).filter(({ isRun }) => !isRun);
    expect(leftOut.map(({ title }) => title)).toEqual(['left out', 'left out elsewhere']);
  });
});
