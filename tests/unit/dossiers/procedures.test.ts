import { describe, expect, test } from 'vitest';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { must } from '../../support/payments.ts';

const left = { procedureName: undefined, timeLimit: undefined };

describe('a registration of a known procedure', () => {
  test('may leave out name and time limit, and keeps what was in force on the day of its receipt', async () => {
    const house = dossierHouse();
    await house.setUpProcedure({ timeLimit: { amount: 5, unit: 'working_days' } });
    await house.setUpProcedure({ name: 'Về sau', effectiveFrom: '2026-11-17' });
    const { dossier, created } = must(await house.register(left));
    expect(created).toBe(true);
    expect(dossier.procedureName).toBe('Cấp bản sao trích lục hộ tịch');
    const accepted = must(await house.tell('accepted', '2026-11-16 09:35'));
    // Mon 16/11 and five working days on; Tue 24/11 is off (10065/VPCP-KGVX).
    expect(accepted.promisedAt).toBe('2026-11-23T17:00:00+07:00');
  });

  test('says itself what it says, and that wins', async () => {
    const house = dossierHouse();
    await house.setUpProcedure({ timeLimit: { amount: 5, unit: 'working_days' } });
    must(await house.register({ procedureName: 'Tên riêng' }));
    const { procedureName, promisedAt } = must(await house.tell('accepted', '2026-11-16 09:35'));
    expect([procedureName, promisedAt]).toEqual(['Tên riêng', '2026-11-19T17:00:00+07:00']);
  });

  test('again is the same dossier though the catalogue says something else by now', async () => {
    const house = dossierHouse();
    await house.setUpProcedure();
    must(await house.register(left));
    await house.setUpProcedure({ name: 'Tên khác', timeLimit: { amount: 9, unit: 'days' } });
    const again = must(await house.register(left));
    expect(again).toMatchObject({ created: false, dossier: { procedureName: 'Cấp bản sao trích lục hộ tịch' } });
    expect(await house.register({ ...left, channel: 'post' })).toMatchObject({ failure: { kind: 'conflict' } });
    expect((await house.ledger.read(CODE))?.registered.procedure?.version).toBe(1);
  });

  test('of an unknown one, or of one that is not in force yet, names what it must say', async () => {
    const house = dossierHouse();
    await house.setUpProcedure({ effectiveFrom: '2026-11-17' });
    expect(await house.register({ timeLimit: undefined })).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'timeLimit' }] },
    });
    const refused = await house.register(left);
    expect(refused).toMatchObject({ failure: { fields: [{ path: 'procedureName' }, { path: 'timeLimit' }] } });
    must(await house.register());
    expect((await house.ledger.read(CODE))?.registered.procedure).toBeUndefined();
  });
});
