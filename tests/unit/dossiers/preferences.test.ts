import { describe, expect, test } from 'vitest';
import { MAX_CHOICES } from '../../../functions/dossiers/domain/preferences.ts';
import {
  chooseByToken,
  putPreferences,
  readPreferences,
} from '../../../functions/dossiers/usecases/choose-preferences.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { Preferences } from '../../../shared/kernel/dossier-card.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { backOffice, CODE, dossierHouse } from '../../support/dossier-house.ts';

const operator: Caller = { keyId: 'key_operator', permission: 'operator', agencyCodes: [] };
const AT_FIRST: Preferences = { sms: true, email: true, zalo: false, language: 'vi' };

/** A dossier whose registration wishes SMS and e-mail, and the ways to choose otherwise. */
const choosing = async (given: Record<string, unknown> = {}) => {
  const house = dossierHouse();
  await house.register(given);
  const token = house.links.urlOf(CODE).split('/').at(-1) ?? '';
  const asked = () => ({ now: house.clock.now, requestId: 'request' });
  return {
    house,
    token,
    read: async (caller: Caller = backOffice) => readPreferences(house.ports)(caller, CODE),
    put: (preferences: Preferences, caller: Caller = backOffice) =>
      putPreferences(house.ports)({ ...asked(), caller, dossierCode: CODE, preferences }),
    choose: (change: Partial<Preferences>, by = token) => chooseByToken(house.ports)(by, change, asked()),
    /** As the sender of messages reads it. */
    card: () => dossierCardsIn(house.table).read(CODE),
    choices: () => house.table.all().filter(({ sk }) => sk.startsWith('CARD#correction#choice ')),
  };
};

describe('which messages a person wishes', () => {
  test('begins as the registration says, and is read by the dossier’s agencies and operators alone', async () => {
    const { read } = await choosing();
    expect(await read()).toEqual({ ok: true, value: AT_FIRST });
    expect(await read(operator)).toEqual({ ok: true, value: AT_FIRST });
    const stranger: Caller = { ...backOffice, agencyCodes: ['H26.11'] };
    expect(await read(stranger)).toMatchObject({ failure: { kind: 'not_found' } });
    expect(await (await choosing({ notify: {} })).read()).toMatchObject({
      value: { sms: false, email: false, zalo: false, language: 'vi' },
    });
  });

  test('is replaced by what is put, whoever chose before, and the sender reads the same', async () => {
    const { put, choose, read, card } = await choosing();
    await choose({ sms: false, email: false });
    const wanted: Preferences = { sms: true, email: false, zalo: true, language: 'en' };
    expect(await put(wanted)).toEqual({ ok: true, value: wanted });
    expect(await read()).toEqual({ ok: true, value: wanted });
    expect((await card())?.notify).toEqual(wanted);
  });

  test('what the person chose outranks corrections, before and after it; what the person did not name follows them', async () => {
    const { house, choose, read } = await choosing();
    house.at('2026-11-16 11:00');
    await choose({ email: false });
    await house.tell('details_corrected', '2026-11-16 10:30', { notify: { email: true, sms: false } });
    await house.tell('details_corrected', '2026-11-16 11:02', { notify: { email: true, language: 'en' } });
    expect(await read()).toEqual({ ok: true, value: { sms: false, email: false, zalo: false, language: 'en' } });
  });

  test('what was put is changed by a later correction and not by one of before', async () => {
    const { house, put, read } = await choosing();
    house.at('2026-11-16 11:00');
    await put({ ...AT_FIRST, email: false });
    await house.tell('details_corrected', '2026-11-16 10:30', { notify: { email: true } });
    expect(await read()).toMatchObject({ value: { email: false } });
    house.at('2026-11-16 12:00');
    await house.tell('details_corrected', '2026-11-16 11:30', { notify: { email: true } });
    expect(await read()).toMatchObject({ value: { email: true } });
  });

  test('is what was put also where a correction’s clock was ahead', async () => {
    const { house, put } = await choosing();
    await house.tell('details_corrected', '2026-11-16 10:04', { notify: { sms: false } });
    expect(await put(AT_FIRST)).toEqual({ ok: true, value: AT_FIRST });
  });

  test('the same again keeps nothing; that the person chooses what holds already is kept once', async () => {
    const { put, choose, choices } = await choosing();
    await put(AT_FIRST);
    expect(choices()).toHaveLength(0);
    await choose({ sms: true });
    await choose({ sms: true });
    await put(AT_FIRST);
    expect(choices()).toHaveLength(1);
  });

  test('may be chosen thirty times; then a channel is still switched off, and nothing is switched on', async () => {
    const { put, choose, choices } = await choosing();
    for (let n = 0; n < MAX_CHOICES; n++) expect(await choose({ zalo: n % 2 === 0 })).toMatchObject({ ok: true });
    expect(choices()).toHaveLength(MAX_CHOICES);
    expect(await choose({ zalo: true })).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect(await put({ ...AT_FIRST, language: 'en' })).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    for (const off of [{ email: false }, { email: false }, { sms: false, email: false }])
      expect(await choose(off)).toMatchObject({ ok: true });
    expect(choices()).toHaveLength(MAX_CHOICES + 2);
    expect(await choose({ sms: true, email: false })).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });

  test('is no event: it takes no name and no place of a back office’s events, shows in no timeline, and cannot be taken back', async () => {
    const { house, choose, choices, read } = await choosing();
    const before = await house.read();
    await choose({ sms: false });
    expect(await house.read()).toEqual(before);
    const dossier = await house.ledger.read(CODE);
    expect([dossier?.eventFacts, dossier?.corrections]).toEqual([0, []]);
    const name = String(choices()[0]?.sk).slice('CARD#correction#'.length);
    expect(() => house.tell('voided', '2026-11-16 09:50', { voidsEventId: name })).toThrow(/voidsEventId/);
    expect(await read()).toMatchObject({ value: { sms: false } });
  });

  test('a text that is no token chooses nothing', async () => {
    const { choose, choices, token } = await choosing();
    for (const other of ['', 'x', `${token}x`, CODE])
      expect(await choose({ email: false }, other)).toMatchObject({ failure: { kind: 'not_found' } });
    expect(choices()).toEqual([]);
  });

  test('once personal data are erased nothing is chosen any more; what was chosen stays', async () => {
    const { house, choose, put, read } = await choosing();
    await choose({ email: false });
    await house.erase();
    expect(await choose({ sms: false })).toMatchObject({ failure: { kind: 'personal_data_erased' } });
    expect(await put(AT_FIRST)).toMatchObject({ failure: { kind: 'personal_data_erased' } });
    expect(await read()).toMatchObject({ value: { email: false } });
  });

  test('a counter that the deciding agency names chooses for the person; one that it does not name may not', async () => {
    const counter: Caller = { ...backOffice, agencyCodes: ['H26.40'] };
    const house = dossierHouse();
    const code = 'H26.40-261116-0007';
    await house.setUp('H26.10', { counters: ['H26.40'] });
    await house.register({ receivingAgencyCode: 'H26.40' }, code, counter);
    const given = { caller: counter, dossierCode: code, preferences: AT_FIRST, now: house.clock.now, requestId: 'r' };
    const put = (preferences: Preferences) => putPreferences(house.ports)({ ...given, preferences } as never);
    expect(await put({ ...AT_FIRST, sms: false })).toMatchObject({ ok: true });
    await house.setUp('H26.10', {});
    expect(await put(AT_FIRST)).toMatchObject({ failure: { kind: 'forbidden' } });
  });
});
