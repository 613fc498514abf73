import { describe, expect, test } from 'vitest';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import { FeeInput, openPayment } from '../../../functions/payments/usecases/open-payment.ts';
import {
  type Caller,
  mayActFor,
  type Part,
  partIn,
  type Responsible,
  type Rights,
  recordedBy,
  refusalOf,
  scopesOf,
} from '../../../shared/kernel/callers.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { apiHouse } from '../../support/api-house.ts';
import { dossierHouse, saidOf, sampleRegistration } from '../../support/dossier-house.ts';
import { alarmed, logged } from '../../support/logged.ts';
import { ITEMS, paymentHouse } from '../../support/payments.ts';
import { resultsHouse } from '../../support/results-house.ts';

const withKey = (rights: Rights): Caller => ({ keyId: 'key_of-it', ...rights });
const signedIn = (rights: Rights, session = 'session-1'): Caller => ({
  person: 'Trần Thị Chín',
  subject: '248289761001',
  session,
  ...rights,
});

const officer = (agencyCode: AgencyCode): Rights => ({ permission: 'back_office', agencyCodes: [agencyCode] });

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
    kinds.push(kindOf(await house.tell(type, '2026-11-16 09:35', saidOf[type], CODE, caller)));
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

describe('what a caller is to a dossier', () => {
  const both: Responsible = { agencyCode: 'H26.10', receivingAgencyCode: 'H26.40' };
  const of = (...agencyCodes: AgencyCode[]): Rights => ({ permission: 'back_office', agencyCodes });
  const portal = (...agencyCodes: AgencyCode[]): Rights => ({ permission: 'portal', agencyCodes });
  const operator: Rights = { permission: 'operator', agencyCodes: [] };

  test.each<[string, Rights, Part]>([
    ['an officer of the deciding agency', of('H26.10'), 'deciding'],
    ['one of an agency above it', of('H26'), 'deciding'],
    ['one of both', of('H26.40', 'H26.10'), 'deciding'],
    ['one of the counter', of('H26.40'), 'counter'],
    ['one of the counter and of another agency', of('H26.11', 'H26.40'), 'counter'],
    ['one of another agency', of('H26.11'), 'stranger'],
    ['one of an agency below', of('H26.10.1'), 'stranger'],
    ['one of no agency', of(), 'stranger'],
    ['a portal of the deciding agency', portal('H26'), 'knowing'],
    ['a portal of the counter', portal('H26.40'), 'knowing'],
    ['a portal of another agency', portal('H26.11'), 'stranger'],
    ['an operator', operator, 'knowing'],
  ])('%s', (_, rights, part) => {
    expect(partIn(rights, both)).toBe(part);
    expect(mayActFor(rights, [both.agencyCode, both.receivingAgencyCode])).toBe(part !== 'stranger');
  });

  test('nothing by a counter that there is not', () => {
    expect(partIn(of('H26.40'), { agencyCode: 'H26.10' })).toBe('stranger');
    expect(mayActFor(of('H26.40'), ['H26.10', undefined])).toBe(false);
  });

  test('decides what it may do, and what it is told where it may not', () => {
    const unknown = { kind: 'not_found', what: 'fee' };
    const needs = (whose: string) => ({ kind: 'forbidden', permission: `back_office ${whose}` });
    const [receive, decide] = ['of the deciding agency, or of a counter that it names', 'of the deciding agency'].map(
      needs,
    );
    const answers = (part: Part) =>
      (['read', 'receive', 'decide'] as const).map((deed) => refusalOf(part, deed, 'fee'));
    expect(answers('deciding')).toEqual([undefined, undefined, undefined]);
    expect(answers('counter')).toEqual([undefined, undefined, decide]);
    expect(answers('knowing')).toEqual([undefined, receive, decide]);
    expect(answers('stranger')).toEqual([unknown, unknown, unknown]);
  });

  test('its own lists are those of its agencies, none under another of them; an operator’s are all', () => {
    expect(scopesOf(of('H26.10', 'H26', 'G09', 'H26.10', 'H26'))).toEqual(['H26', 'G09']);
    expect(scopesOf(portal('H26.10', 'H26.11'))).toEqual(['H26.10', 'H26.11']);
    expect(scopesOf(of())).toEqual([]);
    expect(scopesOf(operator)).toEqual([undefined]);
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

  test('tells two persons apart, and two keys, and a person from a key: by nothing else may an approval differ from what was asked', () => {
    const rights = officer('H26');
    const callers: readonly Caller[] = [
      { keyId: 'key_a', ...rights },
      { keyId: 'key_b', ...rights },
      ...['key_a', '1', '2'].map((subject) => ({ person: 'A', subject, session: 's', ...rights })),
    ];
    expect(new Set(callers.map((caller) => by(caller).recordedBy)).size).toBe(callers.length);
  });

  test('stands on the facts of every capability and in the log, without a name or a session', async () => {
    const house = await apiHouse();
    await house.dossiers.setUp('H26.10');
    const caller = house.signIn(officer('H26.10'));
    const made: Record<string, string> = { dossierCode: 'H26.10-261116-0007' };
    const call = async (route: string, body?: unknown) => {
      const answer = await house.call({ route, parameters: made, ...(body ? { body } : {}) }, caller);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      return answer.body;
    };
    const accepted = { eventId: 'e1', type: 'accepted', occurredAt: '2026-11-16T09:35:00+07:00', by: 'B' };
    const document = { documentNumber: '1/TLKS', title: 'Trích lục', issuedOn: '2026-11-16' };
    const lines = await logged(async () => {
      await call('PUT /v1/dossiers/{dossierCode}', sampleRegistration({}));
      await call('POST /v1/dossiers/{dossierCode}/events', accepted);
      made.paymentId = (await call('POST /v1/dossiers/{dossierCode}/payments', { items: ITEMS })).paymentId;
      await call('POST /v1/payments/{paymentId}/attempts', { provider: 'vnpay' });
      await call('POST /v1/payments/{paymentId}/cancel', { reason: 'Nhầm', by: 'B' });
      made.resultId = (await call('POST /v1/dossiers/{dossierCode}/results', document)).resultId;
      await call('POST /v1/results/{resultId}/issue');
      for (const what of ['dossiers/{dossierCode}', 'payments/{paymentId}', 'results/{resultId}', 'payments'])
        await call(`GET /v1/${what}`);
    });
    const items = house.tables.flatMap((table) => table.all());
    const kinds = (isOfPerson: boolean) =>
      items
        .filter(({ fact, recordedBy: author }) => fact && (author === 'person:248289761001') === isOfPerson)
        .map(({ fact }) => (fact as { kind: string }).kind);
    expect(new Set(kinds(true))).toEqual(
      new Set(['registered', 'moved', 'opened', 'attempt', 'ordered', 'cancelled', 'intended', 'refused']),
    );
    expect(kinds(false)).toEqual(['promised']); // the system's own
    const told = lines.filter(({ message }) => message === 'answered' || /_read$|_listed$/.test(String(message)));
    expect(told).toHaveLength(15);
    for (const line of told) expect(line).toMatchObject({ subject: '248289761001' });
    const other = sampleRegistration({ procedureName: 'Khác' });
    const again = { route: 'PUT /v1/dossiers/{dossierCode}', parameters: made, body: other };
    const alarms = await alarmed(() => house.call(again, caller));
    expect(alarms).toMatchObject([{ message: 'conflict', subject: '248289761001' }]);
    expect(JSON.stringify([items, lines, alarms])).not.toMatch(/Trần Thị Chín|session-\d|keyId/);
  });
});
