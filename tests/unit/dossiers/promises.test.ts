import { describe, expect, test } from 'vitest';
import { factOf } from '../../../functions/dossiers/domain/back-office-event.ts';
import { MAX_PROMISES } from '../../../functions/dossiers/domain/promises.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import { decided, undecided } from '../../support/calendars.ts';
import { CODE, dossierHouse, paymentEvent } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

type House = ReturnType<typeof dossierHouse>;

/** A dossier received Monday 16/11 09:30 with three working days, so due Thursday 19/11 17:00, accepted at once. */
const accepted = async (given: Record<string, unknown> = {}) => {
  const house = dossierHouse();
  await house.register(given);
  await house.tell('accepted', '2026-11-16 09:35', { eventId: 'accepted' });
  house.at('2026-11-17 10:00');
  return house;
};
/** Wednesday 18/11 is taken off, a day before: what was due on Thursday is due on Friday. */
const decision = decided('2026-11-17 08:00', '2026-11-18');

const viewOf = async (house: House) => {
  const read = await house.read();
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value;
};
const day = (time: string | null) => time?.slice(8, 13);
/** What the timeline says of promises: cause and day with hour. */
const promisesOf = async (house: House) =>
  (await viewOf(house)).timeline.flatMap(({ type, cause, note }) =>
    type === 'promised' ? [`${cause} ${day(note)}`] : [],
  );
const toldOf = (house: House, type: string) => house.milestonesTold().filter((milestone) => milestone.type === type);
const withdrawn = (house: House) => house.announced().filter((type) => type.endsWith('_withdrawn'));

/** Records a step without an answer, which would fold it. */
const tellQuietly = (house: House, type: 'accepted' | 'supplement_requested' | 'supplement_received', wall: string) => {
  const told = { type, eventId: `${type}:${inVietNam(wall)}`, occurredAt: inVietNam(wall), by: 'Lê Văn B' };
  const fact = factOf(told, false);
  return house.ledger.record(CODE, fact, { recordedBy: 'test', requestId: 'r' });
};

describe('a decision on the calendar', () => {
  test('moves the due moment by a promise of its own; what was promised before stays as it was', async () => {
    const house = await accepted();
    const [first] = (await viewOf(house)).timeline.filter(({ type }) => type === 'promised');
    const after = house.on(decision);
    await after.fold();

    const view = await viewOf(after);
    expect([view.promisedAt, view.clock.dueAt]).toEqual(['2026-11-20T17:00:00+07:00', '2026-11-20T17:00:00+07:00']);
    expect(view.timeline.filter(({ type }) => type === 'promised')).toEqual([
      first,
      {
        at: '2026-11-17T08:00:00+07:00',
        type: 'promised',
        by: 'system',
        note: '2026-11-20T17:00:00+07:00',
        cause: 'decision',
        calendarVersion: decision.version.id,
      },
    ]);
    expect(first).toMatchObject({ note: '2026-11-19T17:00:00+07:00', calendarVersion: officialVersion.id });
  });

  test('is told as such: a moment of its own with both dates, and the acceptance keeps what it told', async () => {
    const house = await accepted();
    const after = house.on(decision);
    await after.fold();
    await after.fold();
    const [thursday, friday] = [inVietNam('2026-11-19 17:00'), inVietNam('2026-11-20 17:00')];
    expect(toldOf(house, 'dossier.promised').map(({ id, data }) => [id, data])).toMatchObject([
      [`dossier:${CODE}:promised:1`, { promisedAt: thursday, insteadOf: null, cause: 'accepted' }],
      [`dossier:${CODE}:promised:2`, { promisedAt: friday, insteadOf: thursday, cause: 'decision' }],
    ]);
    const head = await after.refold();
    expect(head?.milestones[`dossier:${CODE}:accepted`]?.data).toMatchObject({ promisedAt: thursday });
    expect(withdrawn(house)).toEqual([]);
  });

  test('that moves nothing of a dossier leaves its promise as it was told, says nothing, and replaces no head', async () => {
    const house = dossierHouse(undecided(2027));
    await house.register({ timeLimit: { amount: 60, unit: 'working_days' } });
    await house.tell('accepted', '2026-11-16 09:35');
    const before = await house.refold();
    const told = house.milestonesTold();
    const view = await viewOf(house);
    expect(view).toMatchObject({ promisedAt: '2027-02-17T17:00:00+07:00', clock: { provisional: true } });

    const after = house.on(officialCalendar);
    expect(await after.refold()).toEqual(before);
    expect(after.milestonesTold()).toEqual(told);
    const decided = { provisional: false };
    const clocks = { ...view.clocks, resolve: { ...view.clocks.resolve, ...decided } };
    expect(await viewOf(after)).toEqual({ ...view, clock: { ...view.clock, ...decided }, clocks });
  });

  test('moves lists and the sweep once the head is folded again', async () => {
    const house = await accepted();
    const after = house.on(decision);
    await after.fold();
    house.at('2026-11-19 17:30');
    expect(await after.list({ states: ['running', 'due_soon', 'overdue'] })).toMatchObject({
      value: { items: [{ state: 'due_soon', dueAt: '2026-11-20T17:00:00+07:00', remainingWorkingMinutes: 480 }] },
    });
    expect(await after.sweep('2026-11-19 17:30')).toMatchObject({ announced: 1 });
    expect(await after.sweep('2026-11-20 17:01')).toMatchObject({ announced: 1 });
    await after.fold();
    const told = [...toldOf(house, 'dossier.due_soon'), ...toldOf(house, 'dossier.overdue')];
    expect(told.map(({ data }) => data.dueAt)).toEqual([inVietNam('2026-11-20 17:00'), inVietNam('2026-11-20 17:00')]);
  });

  test('published after the due moment: what was announced by the calendar of its day stays, the next has its own id', async () => {
    const house = await accepted();
    for (const wall of ['2026-11-19 09:00', '2026-11-19 17:01']) {
      await house.sweep(wall);
      await house.fold();
    }
    const after = house.on(decided('2026-11-20 08:00', '2026-11-18'));
    await after.fold();
    for (const wall of ['2026-11-20 09:00', '2026-11-20 17:01']) {
      await after.sweep(wall);
      await after.fold();
    }
    for (const type of ['due_soon', 'overdue']) {
      expect(toldOf(house, `dossier.${type}`).map(({ id }) => id)).toEqual(
        ['2026-11-19 17:00', '2026-11-20 17:00'].map((due) => `dossier:${CODE}:${type}:resolve:${inVietNam(due)}`),
      );
    }
    expect(withdrawn(house)).toEqual([]);
    await house.fold();
    expect(withdrawn(house)).toEqual([]);
  });

  test('a late word still withdraws what it makes untrue, by whatever calendar it was announced', async () => {
    const house = await accepted();
    await house.sweep('2026-11-19 17:01');
    await house.fold();
    const after = house.on(decided('2026-11-20 08:00', '2026-11-18'));
    await after.fold();
    house.at('2026-11-20 10:00');
    await after.tell('supplement_requested', '2026-11-17 09:00');
    await after.tell('supplement_received', '2026-11-18 10:00');
    expect(withdrawn(house)).toEqual(['dossier.overdue_withdrawn']);
    expect((await viewOf(after)).timeline.filter(({ type }) => type === 'overdue')).toEqual([]);
  });

  test('does not move what has ended: not the promise, not where it was due', async () => {
    const house = await accepted();
    await house.tell('finished', '2026-11-17 09:30');
    const before = await viewOf(house);
    const after = house.on(decision);
    await after.fold();
    expect(await viewOf(after)).toEqual(before);
  });

  test('does not move what is paused until it runs again', async () => {
    const house = await accepted();
    await house.tell('supplement_requested', '2026-11-17 08:30');
    const before = await viewOf(house);
    const after = house.on(decision);
    await after.fold();
    expect(await viewOf(after)).toEqual(before);
    house.at('2026-11-19 10:00');
    await after.tell('supplement_received', '2026-11-19 08:30');
    expect(await promisesOf(after)).toEqual(['accepted 19T17', 'pause 23T17']);
  });

  test('on a day within a limit in calendar days moves nothing and leaves less working time', async () => {
    const house = await accepted({ timeLimit: { amount: 3, unit: 'days' } });
    const before = await viewOf(house);
    expect(before.clock).toMatchObject({ dueAt: '2026-11-19T17:00:00+07:00', remainingWorkingMinutes: 360 + 2 * 480 });
    const after = house.on(decision);
    await after.fold();
    const left = { remainingWorkingMinutes: 360 + 480 };
    const clocks = { ...before.clocks, resolve: { ...before.clocks.resolve, ...left } };
    expect(await viewOf(after)).toEqual({ ...before, clock: { ...before.clock, ...left }, clocks });
  });

  test('is not undone by code that does not know it yet', async () => {
    const house = await accepted();
    const after = house.on(decision);
    await after.fold();
    await house.fold();
    expect((await viewOf(house)).promisedAt).toBe('2026-11-20T17:00:00+07:00');
    await after.fold();
    expect(await promisesOf(after)).toEqual(['accepted 19T17', 'decision 20T17']);
    expect(toldOf(house, 'dossier.promised')).toHaveLength(2);
  });

  test('that gives a day back moves the promise back, and is told too', async () => {
    const house = await accepted();
    await house.on(decision).fold();
    const revoked = house.on(decided('2026-11-17 09:00'));
    await revoked.fold();
    expect(await promisesOf(revoked)).toEqual(['accepted 19T17', 'decision 20T17', 'decision 19T17']);
  });
});

describe('a promise', () => {
  test('is unchanged by a pause while it lasts, and after one that took no working time', async () => {
    const house = await accepted();
    house.at('2026-11-21 12:00');
    await house.hear(paymentEvent('payment.opened', '2026-11-17 12:10'));
    await house.fold();
    expect(await viewOf(house)).toMatchObject({
      promisedAt: '2026-11-19T17:00:00+07:00',
      clock: { state: 'paused', dueAt: null },
    });
    await house.hear(paymentEvent('payment.settled', '2026-11-17 12:50'));
    await house.fold();
    expect(await promisesOf(house)).toEqual(['accepted 19T17']);
    expect(toldOf(house, 'dossier.promised')).toHaveLength(1);
  });

  test('that a pause carries beyond the years that have a calendar is none: no date is shown and nobody is told', async () => {
    const house = await accepted({ timeLimit: { amount: 280, unit: 'working_days' } });
    const [first] = await promisesOf(house);
    expect(first).toMatch(/^accepted /);
    house.at('2027-03-01 10:00');
    await house.tell('supplement_requested', '2026-11-17 08:00');
    await house.tell('supplement_received', '2027-03-01 08:00');
    expect(await viewOf(house)).toMatchObject({ promisedAt: null, clock: { state: 'running', dueAt: null } });
    expect(await promisesOf(house)).toEqual([first]);
    expect(toldOf(house, 'dossier.promised')).toHaveLength(1);
  });

  test('that a pause without working time left alone is still moved by the calendar', async () => {
    const house = await accepted();
    await house.hear(paymentEvent('payment.opened', '2026-11-16 12:10'));
    await house.hear(paymentEvent('payment.settled', '2026-11-16 12:50'));
    const after = house.on(decision);
    await after.fold();
    expect(await promisesOf(after)).toEqual(['accepted 19T17', 'decision 20T17']);
  });

  test('accepted, taken back, accepted again: none stands between, and then there is a new one though the date be equal', async () => {
    const house = await accepted();
    await house.tell('voided', '2026-11-16 09:50', { voidsEventId: 'accepted' });
    expect((await viewOf(house)).promisedAt).toBeNull();
    await house.tell('accepted', '2026-11-16 10:00', { eventId: 'again' });
    expect(await promisesOf(house)).toEqual(['accepted 19T17', 'accepted 19T17']);
    expect(toldOf(house, 'dossier.promised').map(({ id }) => id)).toEqual([
      `dossier:${CODE}:promised:1`,
      `dossier:${CODE}:promised:2`,
    ]);
  });

  test('accepted again with another receipt: the acceptance tells the date that was promised for it', async () => {
    const house = await accepted({ receivedAt: undefined });
    await house.tell('voided', '2026-11-16 09:50', { voidsEventId: 'accepted' });
    await house.tell('accepted', '2026-11-17 09:00', { eventId: 'again' });
    const friday = inVietNam('2026-11-20 17:00');
    const head = await house.refold();
    expect(head?.milestones[`dossier:${CODE}:accepted`]?.data).toMatchObject({ promisedAt: friday });
    expect(toldOf(house, 'dossier.promised').at(-1)?.data).toMatchObject({ promisedAt: friday, insteadOf: null });
  });

  test('a pause that is taken back moves it back: three promises, each told', async () => {
    const house = await accepted();
    house.at('2026-11-18 10:00');
    await house.tell('supplement_requested', '2026-11-17 08:00', { eventId: 'asked' });
    await house.tell('supplement_received', '2026-11-18 08:00');
    await house.tell('voided', '2026-11-18 09:00', { voidsEventId: 'asked' });
    expect(await promisesOf(house)).toEqual(['accepted 19T17', 'pause 20T17', 'correction 19T17']);
    const [, , back] = (await viewOf(house)).timeline.filter(({ type }) => type === 'promised');
    expect(back?.at).toBe('2026-11-18T09:00:00+07:00');
    expect(toldOf(house, 'dossier.promised')).toHaveLength(3);
  });

  test('that was overtaken before anything recorded it never was', async () => {
    const house = dossierHouse();
    await house.register();
    await tellQuietly(house, 'accepted', '2026-11-16 09:35');
    await tellQuietly(house, 'supplement_requested', '2026-11-17 08:00');
    await tellQuietly(house, 'supplement_received', '2026-11-18 08:00');
    await house.fold();
    expect(await promisesOf(house)).toEqual(['accepted 20T17']);
  });

  test('is one however many fold at once', async () => {
    const house = dossierHouse();
    await house.register();
    await Promise.all([house.tell('accepted', '2026-11-16 09:35'), ...Array.from({ length: 9 }, () => house.fold())]);
    await house.fold();
    const kept = house.table.all().filter(({ sk }) => sk.startsWith('FACT#promise#'));
    expect(kept.map(({ sk }) => sk)).toEqual(['FACT#promise#1']);
    expect(house.table.all().filter(({ sk }) => sk.startsWith('CONFLICT#'))).toEqual([]);
  });

  test.each([
    ['the question', ['asked']],
    ['the answer', ['answered']],
    ['both', ['asked', 'answered']],
  ])('a read that brought it without all that it was made of makes no other: without %s', async (_, lost) => {
    const house = await accepted();
    house.at('2026-11-18 10:00');
    await house.tell('supplement_requested', '2026-11-17 08:00', { eventId: 'asked' });
    await house.tell('supplement_received', '2026-11-18 08:00', { eventId: 'answered' });
    expect(await house.sweep('2026-11-20 08:00')).toMatchObject({ announced: 1 });
    for (const id of lost) await house.table.delete(`DOS#${CODE}`, `FACT#b#${id}`);
    await house.fold();
    expect(await promisesOf(house)).toEqual(['accepted 19T17', 'pause 20T17']);
  });

  test('is moved by a correction where a pause is told anew on another day', async () => {
    const house = await accepted();
    house.at('2026-11-18 10:00');
    await house.tell('supplement_requested', '2026-11-17 08:00', { eventId: 'asked' });
    await house.tell('supplement_received', '2026-11-18 08:00');
    const by = { recordedBy: 'test', requestId: 'r' };
    const occurredAt = inVietNam('2026-11-18 09:00');
    await house.ledger.record(
      CODE,
      { kind: 'voided', eventId: 'v', voidsEventId: 'asked', occurredAt, by: 'Lê Văn B' },
      by,
    );
    await tellQuietly(house, 'supplement_requested', '2026-11-16 13:00');
    await house.fold();
    expect(await promisesOf(house)).toEqual(['accepted 19T17', 'pause 20T17', 'correction 23T17']);
  });

  test('stands from the acceptance on, whatever was paid before it', async () => {
    const house = dossierHouse();
    await house.register();
    await house.hear(paymentEvent('payment.opened', '2026-11-16 09:31'));
    await house.hear(paymentEvent('payment.settled', '2026-11-16 09:33'));
    await house.tell('accepted', '2026-11-16 09:35');
    const [promise] = (await viewOf(house)).timeline.filter(({ type }) => type === 'promised');
    expect(promise).toMatchObject({ at: '2026-11-16T09:35:00+07:00', cause: 'accepted' });
  });

  test('however often it moves, a dossier stays readable: beyond a number of promises the date is shown and none is recorded', async () => {
    const house = await accepted({ timeLimit: { amount: 24, unit: 'working_hours' } });
    house.at('2026-12-31 10:00');
    for (let n = 1; n <= MAX_PROMISES + 3; n += 1) {
      const hour = `2026-11-16 ${10 + Math.floor(n / 30)}`;
      await tellQuietly(house, 'supplement_requested', `${hour}:${String((n * 2) % 60).padStart(2, '0')}`);
      await tellQuietly(house, 'supplement_received', `${hour}:${String(((n * 2) % 60) + 1).padStart(2, '0')}`);
      await house.refold();
    }
    const kept = house.table.all().filter(({ sk }) => sk.startsWith('FACT#promise#'));
    expect(kept).toHaveLength(MAX_PROMISES);
    const { promisedAt, clock } = await viewOf(house);
    expect(promisedAt).toBe(clock.dueAt);
    expect(promisedAt?.slice(0, 16)).toBe('2026-11-19T10:23');
  });
});
