import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/payment-scenarios.md', 'utf8');

/** The rows of the page: a scenario, which is the one above where it is left out, and a test by its file and its name. */
const rows = [...page.matchAll(/^\| (.*?) ?\| `([^`]+)`: "(.+)" \|$/gm)].map(
  ([, scenario = '', file = '', name = '']) => ({
    scenario,
    file,
    name,
  }),
);

test('every row of the scenarios names a test', () => {
  const lines = page.split('\n').filter((line) => /^\| (?!scenario )/.test(line));
  expect(rows).toHaveLength(lines.length);
  expect(rows.length).toBeGreaterThan(40);
});

test.each(rows)('$scenario: "$name" is there', ({ file, name }) => {
  expect(existsSync(file), file).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain(name);
});
