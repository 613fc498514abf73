import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicationsIn } from '../../../functions/figures/adapters/publications-in-table.ts';
import { periodOf } from '../../../functions/figures/domain/figures.ts';
import { publicRows } from '../../../functions/figures/domain/publishing.ts';
import type { DossierRow } from '../../../functions/figures/domain/rows.ts';
import type { RowReader } from '../../../functions/figures/ports.ts';
import { approvePublication, proposePublication } from '../../../functions/figures/usecases/publish.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dayOfDate } from '../../../shared/kernel/working-time/civil-day.ts';
import { cases } from '../../support/cases.ts';
import { memoryTable } from '../../support/memory-table.ts';
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

/** What one of some people does: propose the month under a key, or approve what was proposed under it. */
const deed = fc.record({ key: fc.constantFrom('a', 'b', 'c'), isApproval: fc.boolean() });

/** What is done at the same time, again and again. */
const rounds = fc.array(fc.array(deed, { minLength: 1, maxLength: 4 }), { maxLength: 8 });

const callerOf = (keyId: `key_${string}`): Caller => ({ keyId, permission: 'operator', agencyCodes: [] });

const now = inVietNam('2026-12-05 10:00');
const asked = { period: '2026-11', reason: 'Kiểm tra', by: 'Lê Thị Hoa' };

test('in whatever order a month is proposed and approved, each version takes the place of the one before', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (given) => {
      const publications = publicationsIn(memoryTable());
      let count = 5;
      const reader: RowReader = {
        // Each count finds one more than the one before, so that there is always something to restate.
        async rows() {
          count += 1;
          const dossiers = dossiersOf([{ agencyCode: 'H26', procedureCode: '1.000001', count }]);
          return { dossiers, fees: [], messages: [] };
        },
        procedureOf: async () => undefined,
      };
      const propose = proposePublication({ reader, calendar: officialCalendar, publications });
      const approve = approvePublication({ publications });
      for (const round of given)
        await Promise.all(
          round.map(({ key, isApproval }) => {
            const publicationId = `pub_${key}`;
            return isApproval
              ? approve(callerOf('key_2'), publicationId, 'Trần B', now)
              : propose({ caller: callerOf('key_1'), requestId: 'request', now, publicationId, asked });
          }),
        );
      const ids = (await publications.month('2026-11')).published.map(({ publicationId }) => publicationId);
      const kept = await Promise.all(ids.map((publicationId) => publications.find(publicationId)));
      expect(kept.map((one) => one?.restates ?? 0)).toEqual(ids.map((_, i) => i));
      expect(new Set(ids).size).toBe(ids.length);
    }),
    cases(200),
  );
});

test('a month of more rows than one answer holds is not proposed', async () => {
  const given = Array.from({ length: 8001 }, (_, n) => ({
    ...{ agencyCode: 'H26', procedureCode: `1.${String(n).padStart(6, '0')}` },
    count: 5,
  }));
  const reader: RowReader = {
    rows: async () => ({ dossiers: dossiersOf(given), fees: [], messages: [] }),
    procedureOf: async () => undefined,
  };
  const publications = publicationsIn(memoryTable());
  const propose = proposePublication({ reader, calendar: officialCalendar, publications });
  const wish = { caller: callerOf('key_1'), requestId: 'request', now, publicationId: 'pub_a', asked };
  expect(await propose(wish)).toMatchObject({
    ok: false,
    failure: { kind: 'invalid_input', fields: [{ path: 'period' }] },
  });
  expect(await publications.find('pub_a')).toBeUndefined();
});
