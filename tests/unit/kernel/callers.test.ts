import { describe, expect, test } from 'vitest';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import { FeeInput, openPayment } from '../../../functions/payments/usecases/open-payment.ts';
import { type Caller, type Rights, recordedBy, scopesOf } from '../../../shared/kernel/callers.ts';
import { dossierHouse } from '../../support/dossier-house.ts';
import { ITEMS, paymentHouse } from '../../support/payments.ts';
import { resultsHouse } from '../../support/results-house.ts';

const withKey = (rights: Rights): Caller => ({ keyId: 'key_of-it', ...rights });
const signedIn = (rights: Rights, session = 'session-1'): Caller => ({
  person: 'Trần Thị Chín',
  subject: '248289761001',
  session,
  ...rights,
});

const officer = (agencyCode: string): Rights => ({ permission: 'back_office', agencyCodes: [agencyCode] });

/** The deciding agency, the one above it, its counter, another, and those who only look. */
const rights: readonly (readonly [string, Rights])[] = [
  ['deciding', officer('H26.10')],
  ['above', officer('H26')],
  ['counter', officer('H26.40')],
  ['stranger', officer('H26.11')],
  ['portal', { permission: 'portal', agencyCodes: ['H26'] }],
  ['operator', { permission: 'operator', agencyCodes: [] }],
];

const CODE = 'H26.40-261116-0007';

const kindOf = (result: { readonly ok: boolean; readonly failure?: { readonly kind: string } }): string =>
  result.ok ? 'done' : (result.failure?.kind ?? '');

/** What becomes of everything that a caller may try with a dossier. */
const dossierDeeds = async (caller: Caller): Promise<readonly string[]> => {
  const kinds: string[] = [];
  for (const type of moveTypes) {
    const house = dossierHouse();
    await house.setUp('H26.10', { counters: ['H26.40'] });
    kinds.push(kindOf(await house.register({ receivingAgencyCode: 'H26.40' }, CODE, caller)));
    await house.register({ receivingAgencyCode: 'H26.40' }, CODE, withKey(officer('H26.40')));
    kinds.push(kindOf(await house.tell(type, '2026-11-16 09:35', {}, CODE, caller)));
    kinds.push(kindOf(await house.read(caller, CODE)));
    kinds.push(kindOf(await house.list({ caller, agencyCode: 'H26.10' })));
  }
  return kinds;
};

/** The same of a result and of a fee. */
const otherDeeds = async (caller: Caller): Promise<readonly string[]> => {
  const results = resultsHouse();
  const opened = await results.open('k1', {}, caller);
  const { resultId } = await results.open('k2');
  const fees = paymentHouse();
  await fees.dossier();
  const fee = await openPayment(fees)({
    paymentId: `pay_${'a'.repeat(26)}`,
    dossierCode: 'H26.10-261120-0007',
    fee: FeeInput.parse({ items: ITEMS }),
    caller,
    now: fees.clock.now,
    by: recordedBy(caller, 'r'),
  });
  return [kindOf(opened.opened), kindOf(await results.ask(resultId, undefined, caller)), kindOf(fee)];
};

describe('what one may do follows from the rights, by key and signed in alike', () => {
  test.each(rights)('%s', async (_, given) => {
    const [byKey, byPerson] = [withKey(given), signedIn(given)];
    const deeds = await dossierDeeds(byKey);
    expect(await dossierDeeds(byPerson)).toEqual(deeds);
    const others = await otherDeeds(byKey);
    expect(await otherDeeds(byPerson)).toEqual(others);
    expect(scopesOf(byPerson)).toEqual(scopesOf(byKey));
    const all = [...deeds, ...others];
    if (given.permission === 'back_office' && given.agencyCodes[0] !== 'H26.11') expect(all).toContain('done');
    else expect(others).not.toContain('done');
  });
});

describe('who recorded', () => {
  const by = (caller: Caller) => recordedBy(caller, 'r-1');

  test('is a key by its id, and a person by the subject, whatever the session and the name', () => {
    expect(by(withKey(officer('H26')))).toEqual({ recordedBy: 'key_of-it', requestId: 'r-1' });
    const person = by(signedIn(officer('H26')));
    expect(person).toEqual({ recordedBy: 'person:248289761001', requestId: 'r-1' });
    expect(by({ ...signedIn(officer('H26.10'), 'session-2'), person: 'Trần Thị C.' } as Caller)).toEqual(person);
  });

  test('is no key and not the system, though a subject be called like one', () => {
    for (const subject of ['key_of-it', 'system', 'vnpay'])
      expect(by({ ...officer('H26'), person: 'A', subject, session: 's' }).recordedBy).not.toBe(subject);
  });

  test('stands on the facts of dossiers and results, without a name or a session', async () => {
    const caller = signedIn(officer('H26.10'));
    const dossiers = dossierHouse();
    await dossiers.register({}, undefined, caller);
    await dossiers.tell('accepted', '2026-11-16 09:35', {}, undefined, caller);
    const results = resultsHouse();
    const { resultId } = await results.open('k1', {}, caller);
    results.upload(resultId, Buffer.from('%PDF'));
    await results.ask(resultId, undefined, caller);
    const items = [...dossiers.table.all(), ...results.table.all()];
    const [own, told] = [true, false].map((isOwn) =>
      items.filter(({ sk, fact }) => fact !== undefined && sk.startsWith('FACT#promise#') === isOwn),
    );
    expect(told?.length).toBeGreaterThan(3);
    expect(new Set(told?.map(({ recordedBy: author }) => author))).toEqual(new Set(['person:248289761001']));
    // What a dossier promises is the system's own.
    expect(own?.map(({ recordedBy: author }) => author)).toEqual(['system']);
    expect(JSON.stringify(items)).not.toMatch(/Trần Thị Chín|session-1/);
  });
});
