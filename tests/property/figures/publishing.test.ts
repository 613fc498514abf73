import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodOf } from '../../../functions/figures/domain/figures.ts';
import { publicRows } from '../../../functions/figures/domain/publishing.ts';
import type { DossierRow } from '../../../functions/figures/domain/rows.ts';
import { dayOfDate } from '../../../shared/kernel/working-time/civil-day.ts';
import { cases } from '../../support/cases.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const period = periodOf(dayOfDate('2026-11-01'), dayOfDate('2026-11-30'), Number.POSITIVE_INFINITY);
const received = inVietNam('2026-11-16 09:30');

/** So many dossiers of an agency and a procedure, all received in the period and open at its end. */
const group = fc.record({
  agencyCode: fc.constantFrom('H26', 'H26.10', 'H26.10.02', 'H26.10.03', 'H26.11'),
  procedureCode: fc.constantFrom('1.000001', '1.000002', '1.000003'),
  count: fc.integer({ min: 1, max: 9 }),
});

const dossiersOf = (groups: readonly { agencyCode: string; procedureCode: string; count: number }[]) =>
  groups.flatMap(({ agencyCode, procedureCode, count }, g) =>
    Array.from(
      { length: count },
      (_, n): DossierRow => ({
        ...{ dossierCode: `H26-261116-${g}${n}`, agencyCode: agencyCode as 'H26' },
        ...{ procedureCode: procedureCode as '1.000001', channel: 'online', unit: 'working_days' },
        ...{ receivedAt: received, dueAt: null, pauses: [], endedAt: null, endedAs: null, workedMs: null },
        ...{ acknowledgement: null, fee: 'none', isDigitised: false },
      }),
    ),
  );

const groups = fc.uniqueArray(group, {
  selector: ({ agencyCode, procedureCode }) => agencyCode + procedureCode,
  maxLength: 15,
});

const published = (given: readonly DossierRow[]) =>
  publicRows({ dossiers: given, fees: [], messages: [] }, () => undefined, period);

test('every published row stands on five dossiers or more, and all are in one but four at most at the top', () => {
  fc.assert(
    fc.property(groups, (given) => {
      const all = dossiersOf(given);
      const rows = published(all);
      for (const row of rows) expect(row.received).toBeGreaterThanOrEqual(5);
      const sum = rows.reduce((total, row) => total + row.received, 0);
      expect(sum).toBeLessThanOrEqual(all.length);
      expect(sum).toBeGreaterThan(all.length - 5);
    }),
    cases(500),
  );
});

test('a row that has five stands as it is, unless others of its agency were alone without it', () => {
  const rows = published(
    dossiersOf([
      { agencyCode: 'H26.10', procedureCode: '1.000001', count: 9 },
      { agencyCode: 'H26.10', procedureCode: '1.000002', count: 6 },
      { agencyCode: 'H26.10', procedureCode: '1.000003', count: 1 },
      { agencyCode: 'H26.11', procedureCode: '1.000001', count: 3 },
      { agencyCode: 'H26.11', procedureCode: '1.000002', count: 2 },
      { agencyCode: 'H26.10.02', procedureCode: '1.000001', count: 4 },
      { agencyCode: 'H26', procedureCode: '1.000001', count: 7 },
    ]),
  );
  expect(rows.map(({ agencyCode, procedureCode, received: count }) => [agencyCode, procedureCode, count])).toEqual([
    ['H26', '1.000001', 7],
    ['H26.10', '1.000001', 9],
    // 1 of the third, 4 handed up by H26.10.02: enough together, so that the second stays by itself.
    ['H26.10', '1.000002', 6],
    ['H26.10', 'other', 5],
    ['H26.11', 'other', 5],
  ]);
});

test('what nobody could be merged with is not published', () => {
  for (const agencyCode of ['H26', 'H26.10', '000.00.00.H41', '000.00.00.H41.02'])
    expect(published(dossiersOf([{ agencyCode, procedureCode: '1.000001', count: 4 }])), agencyCode).toEqual([]);
});
