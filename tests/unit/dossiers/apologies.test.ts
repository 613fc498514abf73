import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../shared/kernel/callers.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { must } from '../../support/payments.ts';

const another: Caller = { keyId: 'key_other', permission: 'back_office', agencyCodes: ['H26.30'] };
const words = { addWorkingDays: 2, reason: 'Cần xác minh thêm', by: 'Trần Văn C' };

/** Due on Thursday, 19 November 2026, 17:00. */
const accepted = async () => {
  const house = dossierHouse();
  must(await house.register());
  must(await house.tell('accepted', '2026-11-16 09:35'));
  await house.fold();
  const drafted = async (wall: string, caller?: Caller) => {
    house.at(wall);
    return must(await house.apologies(caller)).items;
  };
  return { house, drafted };
};

describe('an apology', () => {
  test('is drafted once less than a working day is left, and stays so when it is over', async () => {
    const { drafted } = await accepted();
    expect(await drafted('2026-11-18 17:00')).toEqual([]);
    expect(await drafted('2026-11-19 08:01')).toEqual([
      {
        dossierCode: CODE,
        agencyCode: 'H26.10',
        state: 'drafted',
        dueAt: '2026-11-19T17:00:00+07:00',
        remainingWorkingMinutes: 479,
      },
    ]);
    expect(await drafted('2026-11-20 09:00')).toMatchObject([{ remainingWorkingMinutes: -60 }]);
    expect(await drafted('2026-11-20 09:00', another)).toEqual([]);
  });

  test('approved is an extension with its reason, once however often it is approved, and no draft any more', async () => {
    const { house, drafted } = await accepted();
    house.at('2026-11-19 09:00');
    const approved = must(await house.approve(words));
    expect(approved.promisedAt).toBe('2026-11-23T17:00:00+07:00');
    house.at('2026-11-19 09:05');
    const again = must(await house.approve(words));
    expect(again.timeline.filter(({ type }) => type === 'extended')).toMatchObject([
      { at: '2026-11-19T09:00:00+07:00', by: 'Trần Văn C', note: 'Cần xác minh thêm' },
    ]);
    expect(await house.approve({ ...words, addWorkingDays: 3 })).toMatchObject({
      failure: { kind: 'extension_limit' },
    });
    await house.fold();
    expect(await drafted('2026-11-23 16:00')).toEqual([]);
  });

  test('in the same words is another one once it is drafted anew; taken back it can be said again', async () => {
    const house = dossierHouse();
    await house.setUpProcedure({ maxExtensions: 2 });
    must(await house.register());
    must(await house.tell('accepted', '2026-11-16 09:35'));
    const approvedAt = async (wall: string) => {
      house.at(wall);
      const { promisedAt, timeline } = must(await house.approve(words));
      return [promisedAt?.slice(0, 10), timeline.filter(({ type }) => type === 'extended').length];
    };
    expect(await approvedAt('2026-11-19 09:00')).toEqual(['2026-11-23', 1]);
    expect(await approvedAt('2026-11-19 09:05')).toEqual(['2026-11-23', 1]);
    expect(await approvedAt('2026-11-23 09:00')).toEqual(['2026-11-26', 2]);
    expect(await approvedAt('2026-11-23 09:05')).toEqual(['2026-11-26', 2]);
    const voidsEventId = (await house.ledger.read(CODE))?.walk.extensions[1]?.id;
    must(await house.tell('voided', '2026-11-23 09:01', { voidsEventId }));
    expect((await approvedAt('2026-11-23 09:10'))[0]).toBe('2026-11-26');
    expect((await house.ledger.read(CODE))?.walk.extensions).toHaveLength(2);
  });

  test('that is drafted again as soon as it is approved is the same one in the same words', async () => {
    const house = dossierHouse();
    await house.setUpProcedure({ maxExtensions: 2 });
    must(await house.register());
    must(await house.tell('accepted', '2026-11-16 09:35'));
    house.at('2026-11-20 09:00');
    const aDay = { ...words, addWorkingDays: 1 };
    for (const _ of ['once', 'again'])
      expect(must(await house.approve(aDay)).promisedAt).toBe('2026-11-20T17:00:00+07:00');
  });

  test('approved twice at once over the turn of a second is one, and both are told so', async () => {
    const { house } = await accepted();
    house.at('2026-11-19 09:00');
    const one = house.approve(words);
    house.clock.now += 1000;
    const both = await Promise.all([one, house.approve(words)]);
    for (const answer of both) expect(must(answer).promisedAt).toBe('2026-11-23T17:00:00+07:00');
    expect((await house.ledger.read(CODE))?.walk.extensions).toHaveLength(1);
    expect(house.table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
  });

  test('is not approved where none is drafted, nor by another agency', async () => {
    const { house } = await accepted();
    house.at('2026-11-18 09:00');
    expect(await house.approve(words)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    house.at('2026-11-19 09:00');
    expect(await house.approve(words, another)).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('is drafted for nothing that stands still or has ended', async () => {
    const { house, drafted } = await accepted();
    house.at('2026-11-19 10:00');
    must(await house.tell('supplement_requested', '2026-11-19 09:00'));
    await house.fold();
    expect(await drafted('2026-11-20 09:00')).toEqual([]);
    expect(await house.approve(words)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });
});
