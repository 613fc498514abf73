import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { designs } from '../bench/callbacks/writing.ts';
import { costOfOneDossier } from '../support/chain/cost.ts';
import { costOfOneReceipt } from '../support/receipt-cost.ts';

const page = readFileSync('docs/cost.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const rowOf = (part: string): readonly string[] => rows.find(([, name]) => name === part) ?? [];

/** The number that stands before a word in what a row counts. */
const stated = (part: string, word: string): number =>
  Number(new RegExp(`(\\d+) ${word}`).exec(rowOf(part)[2] ?? '')?.[1]);

test('docs/cost.md states what the simulation counts for one dossier', async () => {
  const { cost } = await costOfOneDossier();
  const pairs: readonly (readonly [string, number, number])[] = [
    ['write units', stated('DynamoDB, writes', 'units'), cost.writeUnits],
    ['read units', stated('DynamoDB, reads', 'units'), cost.readUnits],
    ['events', stated('EventBridge', 'events'), cost.events],
    ['messages of queues', stated('SQS', 'messages'), cost.queueMessages],
    ['messages that a function is called for', stated('Lambda, requests', 'messages'), cost.queueMessages],
    ['records of streams', stated('Lambda, requests', 'records'), cost.streamRecords],
    ['e-mails', Number(rowOf('e-mail (SES*)')[2]), cost.mails],
  ];
  for (const [what, says, counts] of pairs) {
    expect(says, `${what}: ${says}, counted ${counts} (npm run bench -- cost)`).toBe(counts);
  }
});

test('docs/cost.md states what the simulation counts for a rebuild', async () => {
  const { rebuild, storedBytes } = await costOfOneDossier();
  const text = page.slice(page.indexOf('## What a rebuild costs'));
  const said = (words: string): number => Number(new RegExp(`(\\d+) ${words}`).exec(text)?.[1]);
  const pairs: readonly (readonly [string, number])[] = [
    ['events', rebuild.events],
    ['messages of queues', rebuild.queueMessages],
    ['of refold queues', rebuild.refolds],
    ['write units', rebuild.writeUnits],
    ['read units', rebuild.readUnits],
    ['KB for each dossier', Math.round(storedBytes / 1024)],
  ];
  for (const [words, counts] of pairs)
    expect(said(words), `${words}: counted ${counts} (npm run bench -- cost)`).toBe(counts);
});

test('docs/cost.md states what is counted for a receipt', async () => {
  const { writeUnits, readUnits } = await costOfOneReceipt();
  const [, writes, reads] = /A receipt takes (\d+) write units and (\d+) read units/.exec(page) ?? [];
  expect([Number(writes), Number(reads)]).toEqual([writeUnits, readUnits]);
});

test('what docs/cost.md multiplies and adds comes out', () => {
  const yearly = rows.flatMap((cells) => {
    const [, part = '', , millions, price, year] = cells;
    return cells.length === 7 && /^\d/.test(year ?? '') && !part.startsWith('SMS')
      ? [{ part, millions, price, year }]
      : [];
  });
  expect(yearly.length).toBeGreaterThan(9);
  for (const { part, millions, price, year } of yearly) {
    const unit = Number(price?.replace('*', ''));
    if (millions === '' || Number.isNaN(unit)) continue;
    expect(Math.abs(Number(millions) * unit - Number(year)), part).toBeLessThanOrEqual(1);
  }
  const sum = yearly.reduce((total, { year }) => total + Number(year), 0);
  expect(Math.abs(sum - Number(rowOf('**variable, without SMS**')[5]?.replaceAll('*', '')))).toBeLessThanOrEqual(1);
});

test('a callback asks for one read and one conditional put, fresh or repeated, which is less than usual designs ask', async () => {
  const { callback, powertoolsIdempotency, transaction } = await designs();
  expect(callback.fresh.calls).toBeLessThanOrEqual(2);
  expect(callback.fresh.writeUnits).toBeLessThanOrEqual(2);
  expect(callback.duplicate.calls).toBeLessThanOrEqual(2);
  expect(callback.duplicate.writeUnits).toBeLessThanOrEqual(1);
  for (const other of [powertoolsIdempotency, transaction]) {
    expect(callback.fresh.calls).toBeLessThan(other.fresh.calls);
    expect(callback.fresh.writeUnits).toBeLessThan(other.fresh.writeUnits);
  }
});
