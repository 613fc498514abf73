import { describe, expect, test } from 'vitest';
import { procedureStoreIn } from '../../../functions/installation/adapters/procedure-store.ts';
import { ProcedureQuery, ProcedureSetUp } from '../../../functions/installation/domain/procedure-requests.ts';
import { listProcedures, putProcedure, readProcedure } from '../../../functions/installation/usecases/procedures.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { inForceOn } from '../../../shared/kernel/procedures.ts';
import { sampleProcedure } from '../../support/dossier-house.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { must } from '../../support/payments.ts';

const CODE = '2.000635';

const room = () => {
  const procedures = procedureStoreIn(memoryTable());
  const put = async (given: Record<string, unknown> = {}, code: `${number}.${string}` = CODE) =>
    must(await putProcedure({ procedures })(code, ProcedureSetUp.parse({ ...sampleProcedure, ...given })));
  const list = async (query: Record<string, string>) =>
    must(await listProcedures({ procedures })(ProcedureQuery.parse(query))).items.map((row) => row.procedureCode);
  return { procedures, put, list };
};

describe('a procedure', () => {
  test('each set-up is a version of its own and none is changed; the same as the last one again is that one', async () => {
    const { procedures, put } = room();
    expect(await put()).toMatchObject({ created: true, version: { procedureCode: CODE, version: 1 } });
    expect(await put()).toMatchObject({ created: false, version: { version: 1 } });
    expect(await put({ name: 'Khác' })).toMatchObject({ created: false, version: { version: 2 } });
    const { versions } = must(await readProcedure({ procedures })(CODE));
    expect(versions.map(({ version, name }) => [version, name])).toEqual([
      [1, sampleProcedure.name],
      [2, 'Khác'],
    ]);
    expect(await readProcedure({ procedures })('1.000001')).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('ten set-ups at once are ten versions, numbered without a gap', async () => {
    const { procedures, put } = room();
    await Promise.all(Array.from({ length: 10 }, (_, n) => put({ name: `Tên ${n}` })));
    const versions = await procedures.versions(CODE);
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(versions.map(({ name }) => name)).size).toBe(10);
  });

  test('of the versions that are effective by a day the latest is in force, of equal days the later one', async () => {
    const { procedures, put } = room();
    await put({ effectiveFrom: '2026-11-01' });
    await put({ effectiveFrom: '2027-01-01' });
    await put({ effectiveFrom: '2026-11-01', cutoff: '15:00' });
    await put({ effectiveFrom: '2026-01-01' });
    const versions = await procedures.versions(CODE);
    const inForce = (day: string) => inForceOn(versions, day)?.version;
    expect(['2025-12-31', '2026-01-01', '2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01'].map(inForce)).toEqual([
      undefined,
      4,
      4,
      3,
      3,
      2,
    ]);
  });

  test('is found by agency, and by a part of its code or name whatever the accents', async () => {
    const { put, list } = room();
    await put();
    await put({ name: 'Đăng ký khai sinh', agencyCodes: ['H26.10'] }, '1.001193');
    await put({ name: 'Đăng ký kết hôn', agencyCodes: ['H17'] }, '1.000894');
    expect(await list({})).toEqual(['1.000894', '1.001193', CODE]);
    expect(await list({ q: 'DANG KY khai' })).toEqual(['1.001193']);
    expect(await list({ q: '000635' })).toEqual([CODE]);
    expect(await list({ agency: 'H26' })).toEqual(['1.001193', CODE]);
    expect(await list({ agency: 'H26.10.02' })).toEqual(['1.001193', CODE]);
    expect(await list({ limit: '2' })).toEqual(['1.000894', '1.001193']);
  });

  const step = { name: 'Thẩm định', agencyCode: 'H26.11', timeLimit: { amount: 1, unit: 'working_days' } };
  test.each([
    ['a cutoff that is no hour', { cutoff: '24:00' }, 'cutoff'],
    ['minutes of a term in days', { pauseBy: 'minutes', timeLimit: { amount: 3, unit: 'days' } }, 'pauseBy'],
    ['two steps of one name', { steps: [step, step] }, 'steps'],
    ['no days', { timeLimit: { amount: 0, unit: 'days' } }, 'timeLimit.amount'],
    ['too many hours', { timeLimit: { amount: 2001, unit: 'working_hours' } }, 'timeLimit.amount'],
    ['too many days', { timeLimit: { amount: 1001, unit: 'working_days' } }, 'timeLimit.amount'],
    ['too many months', { timeLimit: { amount: 61, unit: 'months' } }, 'timeLimit.amount'],
    ['half an hour', { timeLimit: { amount: 0.5, unit: 'working_hours' } }, 'timeLimit.amount'],
    ['a day that does not exist', { effectiveFrom: '2026-02-30' }, 'effectiveFrom'],
  ])('is not set up with %s', (_, given, path) => {
    expect(parseInput(ProcedureSetUp, { ...sampleProcedure, ...given })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid_input', fields: [{ path }] },
    });
  });
});
