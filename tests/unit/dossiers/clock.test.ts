import { describe, expect, test } from 'vitest';
import { sweepDeadlines } from '../../../functions/dossiers/usecases/sweep-deadlines.ts';
import { officialCalendar as calendar } from '../../../shared/kernel/working-time/calendar.ts';
import { undecided } from '../../support/calendars.ts';
import { CODE, dossierHouse, paymentEvent, resultIssued } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

/** A dossier received Monday 16/11 09:30 with three working days, so due Thursday 19/11 17:00, accepted at once. */
const accepted = async (given: Record<string, unknown> = {}, on = calendar) => {
  const house = dossierHouse(on);
  await house.register(given);
  await house.tell('accepted', '2026-11-16 09:35', { eventId: 'accepted' });
  house.at('2026-11-20 08:00');
  return house;
};
const clockAt = async (house: Awaited<ReturnType<typeof accepted>>, wall: string) => {
  house.at(wall);
  const read = await house.read();
  if (!read.ok) throw new Error(read.failure.kind);
  return { ...read.value.clock, promisedAt: read.value.promisedAt };
};

describe('the resolve clock', () => {
  test('runs from the receipt once accepted: running, due soon, overdue after the due moment and not at it', async () => {
    const house = await accepted();
    const dueAt = '2026-11-19T17:00:00+07:00';
    expect(await clockAt(house, '2026-11-16 10:00')).toEqual({
      state: 'running',
      dueAt,
      promisedAt: dueAt,
      remainingWorkingMinutes: 3 * 480 + 360,
      provisional: false,
    });
    expect(await clockAt(house, '2026-11-18 16:59')).toMatchObject({ state: 'running', remainingWorkingMinutes: 481 });
    expect(await clockAt(house, '2026-11-18 17:00')).toMatchObject({ state: 'due_soon', remainingWorkingMinutes: 480 });
    expect(await clockAt(house, '2026-11-19 17:00')).toMatchObject({ state: 'due_soon', remainingWorkingMinutes: 0 });
    expect(await clockAt(house, '2026-11-19 17:00:01')).toMatchObject({ state: 'overdue', remainingWorkingMinutes: 0 });
    expect(await clockAt(house, '2026-11-20 09:00')).toMatchObject({ state: 'overdue', remainingWorkingMinutes: -60 });
  });

  test('a supplement pauses it and moves the promise by its days after the first; the original stays in the timeline', async () => {
    const house = await accepted();
    await house.tell('supplement_requested', '2026-11-17 08:00');
    expect(await clockAt(house, '2026-11-17 10:00')).toEqual({
      state: 'paused',
      dueAt: null,
      promisedAt: '2026-11-19T17:00:00+07:00',
      remainingWorkingMinutes: 3 * 480,
      provisional: false,
    });
    house.at('2026-11-20 08:00');
    await house.tell('supplement_received', '2026-11-18 10:00');
    const { dueAt, promisedAt } = await clockAt(house, '2026-11-18 10:00');
    expect([dueAt, promisedAt]).toEqual(['2026-11-20T17:00:00+07:00', '2026-11-20T17:00:00+07:00']);
    const read = await house.read();
    const promises = read.ok && read.value.timeline.filter(({ type }) => type === 'promised');
    const bySystem = { type: 'promised', by: 'system', calendarVersion: 'vn-2026.2' };
    expect(promises).toEqual([
      { ...bySystem, at: '2026-11-16T09:35:00+07:00', note: '2026-11-19T17:00:00+07:00', cause: 'accepted' },
      { ...bySystem, at: '2026-11-18T10:00:00+07:00', note: '2026-11-20T17:00:00+07:00', cause: 'pause' },
    ]);
  });

  test('a supplement and a fee that overlap pause it once', async () => {
    const house = await accepted();
    await house.tell('supplement_requested', '2026-11-17 08:00');
    await house.hear(paymentEvent('payment.opened', '2026-11-17 10:00'));
    await house.tell('supplement_received', '2026-11-17 14:00');
    expect(await clockAt(house, '2026-11-17 15:00')).toMatchObject({ state: 'paused' });
    await house.hear(paymentEvent('payment.settled', '2026-11-18 09:00'));
    expect(await clockAt(house, '2026-11-18 09:00')).toMatchObject({ dueAt: '2026-11-20T17:00:00+07:00' });
  });

  test('a pause opened after the due moment stands, yet moves nothing', async () => {
    const house = await accepted();
    house.at('2026-11-23 10:00');
    await house.tell('supplement_requested', '2026-11-20 09:00');
    expect(await clockAt(house, '2026-11-23 10:00')).toMatchObject({ state: 'paused', remainingWorkingMinutes: -60 });
    await house.tell('supplement_received', '2026-11-20 10:00');
    expect(await clockAt(house, '2026-11-23 10:00')).toMatchObject({
      state: 'overdue',
      dueAt: '2026-11-19T17:00:00+07:00',
    });
  });

  test('a requested withdrawal pauses it: it is never overdue, and taken back its days come on top', async () => {
    const house = await accepted();
    await house.tell('withdrawal_requested', '2026-11-17 08:00');
    expect(await clockAt(house, '2026-11-25 10:00')).toMatchObject({
      state: 'paused',
      dueAt: null,
      remainingWorkingMinutes: 3 * 480,
    });
    expect(await house.sweep('2026-11-25 10:00')).toEqual({ announced: 0, failed: [] });
    await house.tell('withdrawal_taken_back', '2026-11-20 09:00');
    expect(await clockAt(house, '2026-11-20 10:00')).toMatchObject({
      state: 'running',
      dueAt: '2026-11-25T17:00:00+07:00',
    });
  });

  test.each([
    ['stopped', 'stopped'],
    ['finished', 'finished'],
  ])('%s stops it where it is', async (_, type) => {
    const house = await accepted();
    await house.tell(type, '2026-11-19 16:00');
    expect(await clockAt(house, '2026-11-25 10:00')).toMatchObject({
      state: 'stopped',
      dueAt: '2026-11-19T17:00:00+07:00',
      remainingWorkingMinutes: 60,
    });
  });

  test('a refusal stops a clock that never ran', async () => {
    const house = dossierHouse();
    await house.register();
    await house.tell('refused', '2026-11-16 09:40');
    expect(await house.read()).toMatchObject({
      value: { status: { number: 3 }, promisedAt: null, clock: { state: 'stopped', dueAt: null } },
    });
  });

  test('finished at 16:59 and heard at 17:01 is not overdue', async () => {
    const house = await accepted();
    house.at('2026-11-19 17:01');
    await house.hear(resultIssued('2026-11-19 16:59'));
    expect(await house.read()).toMatchObject({ value: { status: { number: 9 }, clock: { state: 'stopped' } } });
    expect(await house.sweep('2026-11-19 17:02')).toMatchObject({ announced: 0 });
  });

  test('finished in time is in time, however late the result is fetched', async () => {
    const house = await accepted();
    house.at('2026-11-25 10:00');
    await house.tell('finished', '2026-11-19 16:00');
    await house.tell('returned', '2026-11-25 09:00');
    expect(await house.read()).toMatchObject({ value: { status: { number: 10 } } });
    expect(await clockAt(house, '2026-11-26 10:00')).toMatchObject({
      state: 'stopped',
      dueAt: '2026-11-19T17:00:00+07:00',
      remainingWorkingMinutes: 60,
    });
    expect(await house.sweep('2026-11-26 10:00')).toEqual({ announced: 0, failed: [] });
  });

  test.each([
    ['the earlier is heard first', ['2026-11-18 09:00', '2026-11-20 09:00']],
    ['the later is heard first', ['2026-11-20 09:00', '2026-11-18 09:00']],
  ])('a fee that two records settle blocks until the earlier of them: %s', async (_, walls) => {
    const house = await accepted();
    house.at('2026-11-20 10:00');
    await house.hear(paymentEvent('payment.opened', '2026-11-17 09:00'));
    for (const [n, wall] of walls.entries())
      await house.hear({ ...paymentEvent('payment.settled', wall), id: `payment:pay_1:settled:${n}` });
    expect(await clockAt(house, '2026-11-20 10:00')).toMatchObject({
      state: 'due_soon',
      dueAt: '2026-11-20T17:00:00+07:00',
    });
  });

  test('a pause that took no working time moves no promise, and none is told again', async () => {
    const house = await accepted();
    await house.tell('supplement_requested', '2026-11-17 18:00');
    await house.tell('supplement_received', '2026-11-17 20:00');
    expect(await clockAt(house, '2026-11-18 08:00')).toMatchObject({
      state: 'running',
      promisedAt: '2026-11-19T17:00:00+07:00',
    });
    const read = await house.read();
    const promises = read.ok ? read.value.timeline.filter(({ type }) => type.startsWith('promise')) : [];
    expect(promises.map(({ type, note }) => [type, note])).toEqual([['promised', '2026-11-19T17:00:00+07:00']]);
  });

  test('a due date in a year without decision is provisional, one without calendar is not guessed', async () => {
    const provisional = await accepted({ timeLimit: { amount: 40, unit: 'working_days' } }, undecided(2027));
    expect(await clockAt(provisional, '2026-11-16 10:00')).toMatchObject({ state: 'running', provisional: true });
    const unknown = await accepted({ timeLimit: { amount: 24, unit: 'months' } });
    expect(await clockAt(unknown, '2026-11-16 10:00')).toEqual({
      state: 'running',
      dueAt: null,
      promisedAt: null,
      remainingWorkingMinutes: null,
      provisional: true,
    });
    unknown.at('2026-11-17 09:00');
    await unknown.tell('supplement_requested', '2026-11-17 08:00');
    expect(await clockAt(unknown, '2026-11-17 09:00')).toMatchObject({ state: 'paused', dueAt: null });
    await unknown.tell('supplement_received', '2026-11-17 08:30');
    expect(await clockAt(unknown, '2026-11-17 09:00')).toMatchObject({ state: 'running', dueAt: null });
  });

  test('the end closes a pause that is open: what settles it later moves nothing, what settles it in that moment does', async () => {
    for (const [settled, dueAt] of [
      ['2026-11-18 10:00', '2026-11-20T17:00:00+07:00'],
      ['2026-11-19 10:00', '2026-11-19T17:00:00+07:00'],
    ] as const) {
      const house = await accepted();
      await house.hear(paymentEvent('payment.opened', '2026-11-17 10:00'));
      await house.tell('finished', '2026-11-18 10:00');
      await house.hear(paymentEvent('payment.settled', settled));
      expect(await clockAt(house, '2026-11-25 10:00'), settled).toMatchObject({
        state: 'stopped',
        dueAt,
        promisedAt: dueAt,
        remainingWorkingMinutes: 2 * 480 + 360,
      });
    }
  });
});

describe('the sweep', () => {
  const timers = async (house: Awaited<ReturnType<typeof accepted>>) => {
    const read = await house.read();
    const entries = read.ok ? read.value.timeline : [];
    return entries.filter(({ type }) => type === 'due_soon' || type === 'overdue').map(({ type }) => type);
  };

  test('announces due soon and overdue, each exactly once and never early', async () => {
    const house = await accepted();
    const announced: string[] = [];
    for (const wall of [
      '2026-11-18 16:59',
      '2026-11-18 17:00',
      '2026-11-18 17:01',
      '2026-11-19 16:59',
      '2026-11-19 17:00',
      '2026-11-19 17:01',
      '2026-11-19 17:02',
      '2026-11-20 08:00',
    ]) {
      const { announced: count } = await house.sweep(wall);
      await house.fold();
      if (count > 0) announced.push(`${wall}: ${(await timers(house)).at(-1)}`);
    }
    expect(announced).toEqual(['2026-11-18 17:00: due_soon', '2026-11-19 17:01: overdue']);
    expect(house.announced().filter((type) => type === 'dossier.overdue')).toHaveLength(1);
    expect(house.announced().some((type) => type.endsWith('_withdrawn'))).toBe(false);
  });

  test('twenty sweeps at once announce once', async () => {
    const house = await accepted();
    const swept = await Promise.all(Array.from({ length: 20 }, () => house.sweep('2026-11-19 17:01')));
    expect(swept.reduce((sum, { announced }) => sum + announced, 0)).toBe(1);
  });

  test('two sweeps at once announce once, though each at its own moment, and nothing is kept aside of it', async () => {
    const house = await accepted();
    const swept = await Promise.all(['17:01', '17:02'].map((hour) => house.sweep(`2026-11-19 ${hour}`)));
    expect(swept.reduce((sum, { announced }) => sum + announced, 0)).toBe(1);
    expect(house.table.all().filter(({ sk }) => sk.startsWith('FACT#timer#'))).toHaveLength(1);
    expect(house.table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
  });

  test('after a pause it announces for the new due moment, and the first announcement stays true', async () => {
    const house = await accepted();
    await house.sweep('2026-11-19 08:00');
    await house.fold();
    await house.tell('supplement_requested', '2026-11-19 09:00');
    house.at('2026-11-25 10:00');
    await house.tell('supplement_received', '2026-11-23 09:00');
    await house.fold();
    expect(await house.sweep('2026-11-23 10:00')).toMatchObject({ announced: 1 });
    await house.fold();
    expect(await timers(house)).toEqual(['due_soon', 'due_soon']);
    expect(house.announced().some((type) => type.endsWith('_withdrawn'))).toBe(false);
  });

  test('an overdue that proves untrue is withdrawn, and returns when that is voided', async () => {
    const house = await accepted();
    await house.sweep('2026-11-19 17:01');
    await house.fold();
    await house.tell('finished', '2026-11-19 16:59', { eventId: 'late' });
    expect(await timers(house)).toEqual([]);
    expect(house.announced().at(-1)).toBe('dossier.overdue_withdrawn');
    await house.tell('voided', '2026-11-20 08:00', { voidsEventId: 'late' });
    expect(await timers(house)).toEqual(['overdue']);
  });

  test('a finish or a pause after the due moment leaves the overdue true; a finish at that very moment was in time', async () => {
    for (const [type, wall, left] of [
      ['finished', '2026-11-19 17:00:01', ['overdue']],
      ['finished', '2026-11-19 17:00', []],
      ['supplement_requested', '2026-11-19 17:00', ['overdue']],
      ['supplement_requested', '2026-11-19 16:59', []],
    ] as const) {
      const house = await accepted();
      await house.sweep('2026-11-19 17:05');
      house.at('2026-11-19 17:10');
      await house.tell(type, wall);
      expect(await timers(house), `${type} ${wall}`).toEqual(left);
    }
  });

  test('a due soon that was told while the clock stood is withdrawn once that is known, though the pause took no working time', async () => {
    const house = await accepted();
    await house.sweep('2026-11-18 18:00');
    await house.tell('supplement_requested', '2026-11-18 17:30', { eventId: 'asked' });
    await house.tell('supplement_received', '2026-11-18 19:00');
    expect(await timers(house)).toEqual([]);
    await house.tell('voided', '2026-11-19 08:00', { voidsEventId: 'asked' });
    expect(await timers(house)).toEqual(['due_soon']);
  });

  test('what was announced is withdrawn, and the dossier stays readable, where the receipt is mended to a day without calendar', async () => {
    const house = await accepted();
    await house.sweep('2026-11-19 17:05');
    await house.tell('voided', '2026-11-20 08:00', { voidsEventId: 'accepted' });
    const [occurredAt, receivedAt] = [inVietNam('2026-11-16 09:40'), inVietNam('2022-11-16 09:00')];
    const again = { kind: 'moved', type: 'accepted', eventId: 'again', occurredAt, receivedAt, by: 'B' } as const;
    await house.ledger.record(CODE, again, { recordedBy: 'an earlier release', requestId: 'r' });
    expect(await house.read()).toMatchObject({ value: { promisedAt: null, clock: { state: 'running', dueAt: null } } });
    expect(await timers(house)).toEqual([]);
  });

  test('paused, stopped and announced dossiers wait for nothing', async () => {
    const waiting = async (house: Awaited<ReturnType<typeof accepted>>) => {
      await house.fold();
      return house.table.all().filter((item) => item.timerPk).length;
    };
    const paused = await accepted();
    expect(await waiting(paused)).toBe(1);
    await paused.tell('supplement_requested', '2026-11-17 08:00');
    expect(await waiting(paused)).toBe(0);
    const overdue = await accepted();
    for (const wall of ['2026-11-19 16:00', '2026-11-19 17:01']) {
      await overdue.sweep(wall);
      await overdue.fold();
    }
    expect(await waiting(overdue)).toBe(0);
  });

  test('acts on what the dossier itself says, whatever the index still has of it, and tries no write where that is nothing', async () => {
    const swept = async (house: Awaited<ReturnType<typeof accepted>>, wall: string) => {
      const calls: string[] = [];
      house.table.onCall = (name) => void calls.push(name);
      const timers = {
        shards: [0],
        async *waiting() {
          yield [CODE] as const;
        },
      };
      const sweep = sweepDeadlines({ ledger: house.ledger, timers, earlier: timers, calendar });
      expect(await sweep(inVietNam(wall), 'r')).toEqual({ announced: 0, failed: [] });
      house.table.onCall = undefined;
      expect([...new Set(calls)], wall).toEqual(['query']);
    };
    await swept(dossierHouse(), '2026-11-19 17:01');
    const running = await accepted();
    await swept(running, '2026-11-18 16:59');
    await running.sweep('2026-11-19 17:01');
    await swept(running, '2026-11-19 17:02');
    const paused = await accepted();
    await paused.tell('supplement_requested', '2026-11-17 08:00');
    await swept(paused, '2026-11-19 17:01');
    const finished = await accepted();
    await finished.tell('finished', '2026-11-19 16:00');
    await swept(finished, '2026-11-19 17:01');
    const beyond = await accepted({ timeLimit: { amount: 24, unit: 'months' } });
    await swept(beyond, '2026-11-19 17:01');
  });

  test('a dossier that cannot be read fails alone', async () => {
    const house = await accepted();
    const second = 'H26.10-261116-0008';
    await house.register({}, second);
    await house.tell('accepted', '2026-11-16 09:35', {}, second);
    await house.table.put({ pk: `DOS#${CODE}`, sk: 'FACT#b#poison', fact: { kind: 'unheard_of' } });
    const swept = await house.sweep('2026-11-19 17:01');
    expect(swept).toMatchObject({ announced: 1, failed: [{ dossierCode: CODE, error: { name: 'ParkedAggregate' } }] });
  });

  test('more dossiers than a page holds are all announced', async () => {
    const house = dossierHouse();
    const codes = Array.from({ length: 300 }, (_, i) => `H26.10-261116-${String(i).padStart(4, '0')}` as const);
    for (const code of codes) {
      await house.register({}, code);
      await house.tell('accepted', '2026-11-16 09:35', {}, code);
    }
    expect(await house.sweep('2026-11-19 17:01')).toEqual({ announced: 300, failed: [] });
  });
});
