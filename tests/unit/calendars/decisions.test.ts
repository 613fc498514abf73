import { describe, expect, test } from 'vitest';
import { decisionsIn } from '../../../functions/dossiers/adapters/decision-ledger.ts';
import { DecisionInput } from '../../../functions/dossiers/domain/calendar-decision.ts';
import { officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import { calendarHouse, operator, sampleDecision } from '../../support/calendar-house.ts';
import { CODE } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

type House = ReturnType<typeof calendarHouse>;

const dayOf = async (house: House, date: string, agency?: Uppercase<string>) => {
  const year = await house.year(agency);
  if (!year.ok) throw new Error(year.failure.kind);
  return { version: year.value.version, ...year.value.days.find((day) => day.date === date) };
};
/** A dossier of three working days, accepted Monday 16/11: due Thursday 19/11 17:00. */
const accepted = async (house: House, code: typeof CODE = CODE) => {
  await house.registerHere({}, code);
  await house.tellHere('accepted', '2026-11-16 09:35', code);
  await house.stream();
};

describe('a decision', () => {
  test('holds once a second person has approved it, and is a version of its own', async () => {
    const house = calendarHouse();
    expect(await house.propose()).toMatchObject({ ok: true, value: { status: 'proposed' } });
    expect(await dayOf(house, '2026-11-18')).toMatchObject({ version: officialVersion.id, working: true });

    expect(await house.approve('storm', operator())).toEqual({ ok: false, failure: { kind: 'same_person' } });
    expect(await house.approve()).toMatchObject({
      ok: true,
      value: { state: 'in_force', calendarVersion: `${officialVersion.id}.1` },
    });
    expect(await dayOf(house, '2026-11-18')).toMatchObject({
      version: `${officialVersion.id}.1`,
      working: false,
      segments: [],
      reason: 'Bão',
      decision: '77/QĐ-UBND',
    });
    expect(await house.calculate('2026-11-16 09:00', 3)).toMatchObject({
      value: { dueAt: '2026-11-20T17:00:00+07:00', calendarVersion: `${officialVersion.id}.1` },
    });
  });

  test('said again answers as it is; another one replaces it while it is proposed, and not once it was decided on', async () => {
    const house = calendarHouse();
    const off = (date: string) => ({ days: [{ date, working: false, reason: 'Bão' }] });
    await house.propose();
    expect(await house.propose(off('2026-11-19'), 'storm', operator('four'))).toMatchObject({ ok: true });
    expect(await house.approve('storm', operator('four'))).toMatchObject({ failure: { kind: 'same_person' } });
    expect(await house.approve('storm', operator())).toMatchObject({ ok: true });
    expect(await dayOf(house, '2026-11-18')).toMatchObject({ working: true });
    expect(await dayOf(house, '2026-11-19')).toMatchObject({ working: false });

    expect(await house.propose(off('2026-11-19'))).toMatchObject({ value: { status: 'in_force' } });
    expect(await house.propose(off('2026-11-20'))).toEqual({ ok: false, failure: { kind: 'already_decided' } });
    expect(await house.approve('storm', operator('four'))).toMatchObject({ value: { state: 'in_force' } });
  });

  test('is taken back by another than who brought it into force, the proposer may; that is a version, too', async () => {
    const house = calendarHouse();
    await house.propose();
    await house.approve();
    expect(await house.revoke('storm', operator('two'))).toEqual({ ok: false, failure: { kind: 'same_person' } });
    for (const _ of ['once', 'again'])
      expect(await house.revoke('storm', operator())).toMatchObject({
        value: { state: 'revoked', calendarVersion: `${officialVersion.id}.2` },
      });
    expect(await dayOf(house, '2026-11-18')).toMatchObject({ version: `${officialVersion.id}.2`, working: true });
    expect(await house.approve()).toEqual({ ok: false, failure: { kind: 'already_decided' } });
  });

  test('that is only proposed is dropped by a revocation, without a version', async () => {
    const house = calendarHouse();
    await house.propose();
    expect(await house.revoke('storm', operator())).toMatchObject({
      value: { state: 'revoked', calendarVersion: officialVersion.id },
    });
    expect(await house.approve()).toEqual({ ok: false, failure: { kind: 'already_decided' } });
    expect(await dayOf(house, '2026-11-18')).toMatchObject({ version: officialVersion.id });
    expect(await house.approve('unknown')).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('of today or a past day is refused unless it says so, at its approval, too', async () => {
    const house = calendarHouse();
    const days = ['2026-11-16', '2026-11-17'].map((date) => ({ date, working: false, reason: 'Bão' }));
    expect(await house.propose({ days })).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'days.0.date' }] },
    });
    expect(await house.propose({ days, retroactive: true })).toMatchObject({ ok: true });
    expect(await house.propose({}, 'late')).toMatchObject({ ok: true });
    house.at('2026-11-18 00:00');
    expect(await house.approve('late')).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect(await house.approve()).toMatchObject({ ok: true });
    expect(await house.propose({ days: [{ date: '2028-01-03', working: false, reason: 'x' }] }, 'far')).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'days.0.date' }] },
    });
  });

  test('approved at once with others, each by two persons, is one version, and all hold', async () => {
    const house = calendarHouse();
    const dates = Array.from({ length: 8 }, (_, i) => `2026-12-${String(7 + i).padStart(2, '0')}`);
    for (const date of dates) await house.propose({ days: [{ date, working: false, reason: 'x' }] }, `d${date}`);
    await Promise.all(
      dates.flatMap((date) => [house.approve(`d${date}`), house.approve(`d${date}`, operator('five'))]),
    );
    const { editions } = await house.calendars();
    expect(editions.map(({ number }) => number)).toEqual(dates.map((_, i) => i + 1));
    expect(new Set(editions.map(({ hash }) => hash)).size).toBe(dates.length);
    expect(editions.every(({ publishedAt }, i) => i === 0 || publishedAt > editions[i - 1]!.publishedAt)).toBe(true);
    for (const date of dates) expect(await dayOf(house, date)).toMatchObject({ working: false });
    expect(house.table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
  });

  test('approved and dropped at once is one of the two, then revoked, and nothing contradicts it', async () => {
    const orders: ('approve' | 'revoke')[][] = [
      ['approve', 'revoke'],
      ['revoke', 'approve'],
    ];
    for (const words of orders) {
      const house = calendarHouse();
      await house.propose();
      await Promise.all(words.map((word) => house[word]()));
      expect(await house.readDecision()).toMatchObject({ value: { status: 'revoked' } });
      expect(house.table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
    }
  });

  test('is listed by its state', async () => {
    const house = calendarHouse();
    await house.propose();
    await house.propose({ signedAt: '2026-11-15T08:00:00+07:00' }, 'earlier');
    await house.approve();
    const { refold, place } = decisionsIn(house.table, () => house.clock.now);
    for (const id of ['storm', 'earlier']) {
      const head = await refold(id);
      if (head) await place(head, 0);
    }
    const ids = async (state: 'proposed' | 'in_force') => {
      const listed = await house.listDecisions(state);
      return listed.ok && listed.value.items.map(({ decisionId }) => decisionId);
    };
    expect([await ids('proposed'), await ids('in_force')]).toEqual([['earlier'], ['storm']]);
  });

  test.each([
    ['a nation’s with an agency', { agencyCode: 'H26' }, 'agencyCode'],
    ['an agency’s without one', { scope: 'agency' }, 'agencyCode'],
    ['hours of a day that is not worked', { days: [{ ...off(), segments: [['08:00', '12:00']] }] }, 'days.0.segments'],
    [
      'hours that overlap',
      {
        days: [
          worked([
            ['08:00', '12:00'],
            ['11:00', '17:00'],
          ]),
        ],
      },
      'days.0.segments',
    ],
    ['a date twice', { days: [off(), off()] }, 'days'],
    ['a date that is none', { days: [{ ...off(), date: '2026-02-30' }] }, 'days.0.date'],
    ['a moment without offset', { signedAt: '2026-11-16T08:00:00' }, 'signedAt'],
  ])('that is wrong by %s is refused with its field', (_, given, path) => {
    const { error } = DecisionInput.safeParse(sampleDecision(given));
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

function off(date = '2026-11-18') {
  return { date, working: false, reason: 'Bão' };
}
function worked(segments: string[][], date = '2026-11-21') {
  return { date, working: true, segments, reason: 'Làm bù' };
}

describe('scopes', () => {
  test('the nearest that says something of a day wins, then what was signed later; it holds for descendants', async () => {
    const house = calendarHouse();
    const decide = async (id: string, given: Record<string, unknown>) => {
      await house.propose(given, id);
      expect(await house.approve(id)).toMatchObject({ ok: true });
    };
    await decide('nation', { days: [off('2026-11-18'), off('2026-11-19')] });
    await decide('city', { scope: 'city', agencyCode: 'H26', days: [{ ...off('2026-11-19'), working: true }] });
    await decide('ward', {
      ...{ scope: 'agency', agencyCode: 'H26.10', signedAt: '2026-11-15T08:00:00+07:00' },
      days: [{ ...off('2026-11-18'), working: true }],
    });
    const works = async (agency?: Uppercase<string>) => [
      (await dayOf(house, '2026-11-18', agency)).working,
      (await dayOf(house, '2026-11-19', agency)).working,
    ];
    expect(await works()).toEqual([false, false]);
    expect(await works('H29')).toEqual([false, false]);
    expect(await works('H26.11')).toEqual([false, true]);
    expect(await works('H26.10.2')).toEqual([true, true]);
    expect(await works('H261')).toEqual([false, false]);
    // Signed after the nation's, it is the nation's too: the later one wins there, and the nearer one stays.
    await decide('again', { signedAt: '2026-11-16T09:00:00+07:00', days: [{ ...off('2026-11-18'), working: true }] });
    await decide('before', { signedAt: '2026-11-10T09:00:00+07:00', days: [off('2026-11-18')] });
    expect(await works('H29')).toEqual([true, false]);
    expect((await dayOf(house, '2026-11-18', 'H29')).version).toBe(`${officialVersion.id}.5`);
  });

  test('a half day is one working day and has its own minutes; hours of an agency are shown', async () => {
    const house = calendarHouse();
    await house.setUpHours('H26', [
      ['07:30', '11:30'],
      ['13:30', '17:00'],
    ]);
    await house.propose({ days: [{ ...worked([['08:00', '11:00']], '2026-11-18') }] });
    await house.approve();
    expect(await dayOf(house, '2026-11-18', 'H26.10')).toMatchObject({
      workingMinutes: 180,
      segments: [['08:00', '11:00']],
    });
    expect(await dayOf(house, '2026-11-17', 'H26.10')).toMatchObject({ workingMinutes: 450 });
    expect(await house.calculate('2026-11-16 09:00', 2)).toMatchObject({
      value: { dueAt: '2026-11-18T11:00:00+07:00' },
    });
    expect(await house.calculate('2026-11-16 09:00', 3)).toMatchObject({
      value: { dueAt: '2026-11-19T17:00:00+07:00' },
    });
  });
});

describe('open dossiers', () => {
  test('a preview says which move, from which date to which; approving does that and no more', async () => {
    const house = calendarHouse();
    await accepted(house);
    await accepted(house, 'H26.10-261116-0008');
    await house.tellHere('supplement_requested', '2026-11-16 09:50', 'H26.10-261116-0008');
    await house.registerHere({}, 'H26.10-261116-0009');
    await house.stream();
    const proposed = await house.propose();
    expect(proposed.ok && proposed.value.preview).toEqual({
      ...{ openDossiers: 2, moved: 1, earlier: 0, later: 1, complete: true },
      sample: [{ dossierCode: CODE, from: '2026-11-19T17:00:00+07:00', to: '2026-11-20T17:00:00+07:00' }],
    });
    house.runOutOfTime(() => false);
    const cut = await house.readDecision();
    expect(cut.ok && cut.value.preview).toMatchObject({ complete: false });

    house.at('2026-11-17 10:00');
    await house.approve();
    expect((await house.readDecision()).ok && (await house.readDecision())).not.toHaveProperty('value.preview');
    await house.work();
    const promised = house
      .milestonesTold()
      .filter(({ type, data }) => type === 'dossier.promised' && data.cause === 'decision');
    expect(promised.map(({ data }) => data)).toMatchObject([
      { dossierCode: CODE, promisedAt: inVietNam('2026-11-20 17:00'), calendarVersion: `${officialVersion.id}.1` },
    ]);
  });

  test('one that has ended stays as it was, by whatever is decided after its end; with its end taken back it moves', async () => {
    const house = calendarHouse();
    house.at('2026-11-20 17:30');
    // Saturday 21/11 and with the pause Sunday 22/11, which both are Monday 23/11.
    await house.registerHere({ timeLimit: { amount: 5, unit: 'days' } });
    await house.tellHere('accepted', '2026-11-16 09:35');
    await house.tellHere('supplement_requested', '2026-11-17 09:00');
    await house.tellHere('supplement_received', '2026-11-18 09:00');
    await house.tellHere('finished', '2026-11-20 16:00');
    const before = await house.viewOf();
    expect(before).toMatchObject({ promisedAt: '2026-11-23T17:00:00+07:00', clock: { state: 'stopped' } });

    await house.propose({ days: [{ ...off('2026-11-21'), working: true }, off('2026-11-23')] });
    expect(await house.approve()).toMatchObject({ ok: true });
    await house.work();
    expect(await house.viewOf()).toEqual(before);
    expect(house.milestonesTold().filter(({ type }) => type === 'dossier.promised')).toHaveLength(1);

    const occurredAt = inVietNam('2026-11-20 16:30');
    const takenBack = { kind: 'voided', eventId: 'v', voidsEventId: 'here4', occurredAt, by: 'B' } as const;
    await house.ports.ledger.record(CODE, takenBack, { recordedBy: 'test', requestId: 'r' });
    expect((await house.viewOf()).promisedAt).toBe('2026-11-25T17:00:00+07:00');
  });

  test('one whose end is told after a decision had moved it keeps that promise, and stays from then on', async () => {
    const house = calendarHouse();
    await accepted(house);
    house.at('2026-11-17 10:00');
    await house.propose();
    await house.approve();
    await house.work();
    house.at('2026-11-17 12:00');
    await house.tellHere('finished', '2026-11-17 09:00');
    const ended = await house.viewOf();
    expect(ended).toMatchObject({ promisedAt: '2026-11-20T17:00:00+07:00', clock: { state: 'stopped' } });
    await house.revoke();
    await house.work();
    expect(await house.viewOf()).toEqual(ended);
  });

  test('one that is parked is not looked at: the preview says so, and of the others what they do', async () => {
    const house = calendarHouse();
    await accepted(house);
    await accepted(house, 'H26.10-261116-0008');
    await house.table.put({ pk: 'DOS#H26.10-261116-0008', sk: 'FACT#b#x', fact: { kind: 'of a later release' } });
    expect(await house.propose()).toMatchObject({
      value: { preview: { openDossiers: 2, moved: 1, sample: [{ dossierCode: CODE }], complete: false } },
    });
    expect(await house.readDecision()).toMatchObject({ value: { preview: { moved: 1, complete: false } } });
  });

  test('a read has the new date before any step is done, lists and the timeline follow', async () => {
    const house = calendarHouse();
    await accepted(house);
    await house.propose();
    await house.approve();
    expect(await house.viewOf()).toMatchObject({ promisedAt: '2026-11-20T17:00:00+07:00' });
    await house.work();
    expect(await house.listed()).toMatchObject({ value: { items: [{ dueAt: '2026-11-20T17:00:00+07:00' }] } });
    expect((await house.viewOf()).timeline.filter(({ type }) => type === 'promised')).toMatchObject([
      { cause: 'accepted' },
      { cause: 'decision', calendarVersion: `${officialVersion.id}.1` },
    ]);
  });

  test('the stream begins the steps of each edition, and a second pass follows the first a while later', async () => {
    const house = calendarHouse();
    await accepted(house);
    await house.propose();
    await house.approve();
    await house.stream();
    expect(house.steps).toEqual([{ step: { edition: 1, pass: 1 }, delaySeconds: 0 }]);
    const first = house.steps.splice(0)[0]!;
    expect(await house.step(first.step)).toBe(1);
    expect(house.steps).toMatchObject([{ step: { edition: 1, pass: 2 }, delaySeconds: 300 }]);
  });

  test('office hours are those of the day of registration, and the same registration again is no other', async () => {
    const house = calendarHouse();
    const hours = { timeLimit: { amount: 8, unit: 'working_hours' } };
    await house.registerHere(hours);
    await house.tellHere('accepted', '2026-11-16 09:35');
    await house.setUpHours('H26', [
      ['07:30', '11:30'],
      ['13:30', '17:00'],
    ]);
    await house.registerHere(hours, 'H26.10-261116-0008');
    await house.tellHere('accepted', '2026-11-16 09:35', 'H26.10-261116-0008');
    expect(await house.registerHere(hours)).toMatchObject({ ok: true, value: { created: false } });
    // From 09:30: 6.5 hours of Monday and 1.5 of Tuesday; 2 hours and 3.5 of Monday and 2.5 of Tuesday.
    expect((await house.viewOf()).promisedAt).toBe('2026-11-17T09:30:00+07:00');
    expect((await house.viewOf('H26.10-261116-0008')).promisedAt).toBe('2026-11-17T10:00:00+07:00');
  });
});
