import { describe, expect, test } from 'vitest';
import { BackOfficeEvent } from '../../../functions/dossiers/domain/back-office-event.ts';
import type { KeyCaller } from '../../../shared/kernel/callers.ts';
import { dossierHouse, paymentEvent } from '../../support/dossier-house.ts';

type House = ReturnType<typeof dossierHouse>;

/** A dossier received at a wall time with a term, and accepted five minutes later; the house's clock stands long after. */
const accepted = async (received: string, amount: number, unit: string, given: Record<string, unknown> = {}) => {
  const house = dossierHouse();
  house.at('2026-12-30 10:00');
  const at = `${received.replace(' ', 'T')}:00+07:00`;
  await house.register({ submittedAt: at, receivedAt: at, timeLimit: { amount, unit }, ...given });
  expect(await house.tell('accepted', `${received.slice(0, 11)}17:30`, { receivedAt: at })).toMatchObject({ ok: true });
  return house;
};
const viewOf = async (house: House) => {
  const read = await house.read();
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value;
};
const promisedOf = async (house: House) => (await viewOf(house)).promisedAt?.slice(0, 16);
const causesOf = async (house: House) => (await viewOf(house)).timeline.flatMap(({ cause }) => cause ?? []);

describe('by date, a pause', () => {
  test('of twenty minutes for a fee moves nothing', async () => {
    const house = await accepted('2026-11-16 09:30', 5, 'working_days');
    await house.hear(paymentEvent('payment.opened', '2026-11-17 10:00'));
    await house.hear(paymentEvent('payment.settled', '2026-11-17 10:20'));
    expect(await promisedOf(house)).toBe('2026-11-23T17:00');
    expect(await causesOf(house)).toEqual(['accepted']);
  });

  test.each([
    ['days', 30, '2026-03-16T17:00', 'ten calendar days on, from Wednesday 4/3 to Saturday 14/3, moved to Monday'],
    ['working_days', 20, '2026-03-10T17:00', 'Tết is no working day: one day on'],
    ['months', 1, '2026-03-12T17:00', 'ten calendar days behind 2/3'],
  ])('over Tết moves a term in %s', async (unit, amount, due) => {
    const house = await accepted('2026-02-02 09:30', amount, unit);
    await house.tell('supplement_requested', '2026-02-13 16:00');
    await house.tell('supplement_received', '2026-02-23 09:00');
    expect(await promisedOf(house)).toBe(due);
  });

  test.each([
    ['after hours counts until the next working moment', '2026-11-17 16:00', '2026-11-18 20:00', '2026-11-23T17:00'],
    ['at 17:00:00 is still over on that day', '2026-11-17 16:00', '2026-11-18 17:00', '2026-11-20T17:00'],
    ['in the evening of the due day gives the next one', '2026-11-19 16:00', '2026-11-19 20:00', '2026-11-20T17:00'],
    ['in the evening of an earlier day gives nothing', '2026-11-17 16:00', '2026-11-17 20:00', '2026-11-19T17:00'],
    ['begun at the due moment itself counts', '2026-11-19 17:00', '2026-11-20 09:00', '2026-11-20T17:00'],
    ['begun a second later moves nothing', '2026-11-19 17:00:01', '2026-11-20 09:00', '2026-11-19T17:00'],
  ])('that ends %s', async (_, asked, answered, due) => {
    const house = await accepted('2026-11-16 09:30', 3, 'working_days');
    await house.tell('supplement_requested', asked);
    await house.tell('supplement_received', answered);
    expect(await promisedOf(house)).toBe(due);
  });
});

describe('it starts', () => {
  test.each([
    ['the receipt that the acceptance says', { receivedAt: '2026-11-17T09:00:00+07:00' }, '2026-11-20T17:00'],
    ['the receipt of the registration', {}, '2026-11-19T17:00'],
  ])('with %s', async (_, said, due) => {
    const house = dossierHouse();
    house.at('2026-11-18 10:00');
    await house.register();
    await house.tell('accepted', '2026-11-18 09:00', said);
    expect(await promisedOf(house)).toBe(due);
  });

  test('not before the answer to the last supplement that was asked for before the acceptance', async () => {
    const house = dossierHouse();
    house.at('2026-11-20 10:00');
    await house.register();
    expect(await house.tell('supplement_requested', '2026-11-16 10:00')).toMatchObject({
      value: { status: { number: 5 }, promisedAt: null, clock: { state: 'not_started', dueAt: null } },
    });
    expect(await house.tell('accepted', '2026-11-16 11:00')).toMatchObject({
      failure: { kind: 'transition_not_allowed' },
    });
    expect(await house.tell('supplement_received', '2026-11-18 10:00')).toMatchObject({
      value: { status: { number: 1 } },
    });
    await house.tell('accepted', '2026-11-18 14:00');
    expect(await promisedOf(house)).toBe('2026-11-23T17:00');
  });

  test('at 17:00:00 with that day, a second later with the next', async () => {
    const receivedAt = (second: string) => ({ receivedAt: `2026-11-16T17:00:${second}+07:00` });
    for (const [second, due] of [
      ['00', '2026-11-17T17:00'],
      ['01', '2026-11-18T17:00'],
    ] as const) {
      const house = dossierHouse();
      house.at('2026-11-16 18:00');
      await house.register({ timeLimit: { amount: 1, unit: 'working_days' }, ...receivedAt(second) });
      await house.tell('accepted', '2026-11-16 17:30');
      expect(await promisedOf(house), second).toBe(due);
    }
  });

  test('where a counter took it in, not before the deciding agency has it: promised without, and moved then', async () => {
    const counter: KeyCaller = { keyId: 'key_counter', permission: 'back_office', agencyCodes: ['H26.20'] };
    const house = dossierHouse();
    await house.setUp('H26.10', { counters: ['H26.20'] });
    await house.setUp('H26.20');
    house.at('2026-11-18 10:00');
    const code = 'H26.20-261116-0001' as const;
    await house.register({ receivingAgencyCode: 'H26.20' }, code, counter);
    const tell = (type: string, wall: string, more = {}) => house.tell(type, wall, more, code, counter);
    await tell('accepted', '2026-11-16 09:35');
    const promised = async () => {
      const read = await house.read(counter, code);
      return read.ok ? read.value.timeline.flatMap(({ cause, note }) => (cause ? [`${cause} ${note}`] : [])) : [];
    };
    const first = 'accepted 2026-11-19T17:00:00+07:00';
    expect(await promised()).toEqual([first]);
    expect(await tell('handed_over', '2026-11-17 08:30', { toAgencyCode: 'H26.99' })).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'toAgencyCode' }] },
    });
    await tell('handed_over', '2026-11-17 08:30', { toAgencyCode: 'H26.20' });
    expect(await promised()).toEqual([first]);
    await tell('handed_over', '2026-11-17 09:00', { toAgencyCode: 'H26.10' });
    await tell('handed_over', '2026-11-18 09:00', { toAgencyCode: 'H26.10' });
    expect(await promised()).toEqual([first, 'handed_over 2026-11-20T17:00:00+07:00']);
  });

  test('no counter, no hand-over', async () => {
    const house = await accepted('2026-11-16 09:30', 3, 'working_days');
    await house.setUp('H26.10');
    expect(await house.tell('handed_over', '2026-11-17 09:00', { toAgencyCode: 'H26.10' })).toMatchObject({
      failure: { kind: 'not_allowed_now' },
    });
  });
});

describe('a pause that the agency tells', () => {
  test('lasts until it is resumed, and none that is open is resumed', async () => {
    const house = await accepted('2026-11-16 09:30', 3, 'working_days');
    expect(await house.tell('resumed', '2026-11-17 08:30')).toMatchObject({
      failure: { kind: 'transition_not_allowed' },
    });
    expect(await house.tell('paused', '2026-11-17 09:00', { reason: 'law' })).toMatchObject({
      value: { status: { number: 2 }, clock: { state: 'paused', dueAt: null } },
    });
    expect(await house.tell('resumed', '2026-11-18 09:00')).toMatchObject({
      value: { status: { number: 2 }, promisedAt: '2026-11-20T17:00:00+07:00' },
    });
    expect(await causesOf(house)).toEqual(['accepted', 'pause']);
  });

  test('with an end told beforehand moves the promise when the sweep has noticed that end; the state follows at once', async () => {
    const house = await accepted('2026-11-16 09:30', 3, 'working_days');
    house.at('2026-11-17 09:01');
    await house.tell('paused', '2026-11-17 09:00', { reason: 'system_fault', until: '2026-11-18T20:00:00+07:00' });
    expect(await house.sweep('2026-11-18 19:59')).toEqual({ announced: 0, failed: [] });
    expect(await viewOf(house)).toMatchObject({ promisedAt: '2026-11-19T17:00:00+07:00', clock: { state: 'paused' } });
    house.at('2026-11-18 20:00');
    const due = '2026-11-23T17:00:00+07:00';
    expect(await viewOf(house)).toMatchObject({ clock: { state: 'running', dueAt: due } });
    await house.sweep('2026-11-18 20:00');
    await house.sweep('2026-11-18 20:01');
    expect(await viewOf(house)).toMatchObject({ promisedAt: due, clock: { state: 'running', dueAt: due } });
    expect(await causesOf(house)).toEqual(['accepted', 'pause']);
  });

  test('with an end before it began is refused', () => {
    const told = { eventId: 'p', type: 'paused', reason: 'law', by: 'B', occurredAt: '2026-11-17T09:00:00+07:00' };
    const wrong = BackOfficeEvent.safeParse({ ...told, until: '2026-11-17T09:00:00+07:00' });
    expect(wrong.error?.issues.map(({ path }) => path)).toEqual([['until']]);
  });
});

describe('an extension', () => {
  const reason = 'Cần xác minh thêm';

  test('adds working days behind the end as it stood, is told with its reason, and later pauses move it', async () => {
    const house = await accepted('2026-11-16 09:30', 3, 'working_days');
    const extended = await house.tell('extended', '2026-11-18 09:00', { eventId: 'x', addWorkingDays: 2, reason });
    expect(extended).toMatchObject({ value: { promisedAt: '2026-11-23T17:00:00+07:00', flags: [] } });
    expect(await causesOf(house)).toEqual(['accepted', 'extension']);
    const told = house.milestonesTold().filter(({ type }) => type === 'dossier.promised');
    expect(told.at(-1)?.data).toMatchObject({ cause: 'extension', eventId: 'x' });
    expect(JSON.stringify(house.milestonesTold())).not.toContain(reason);
    await house.tell('supplement_requested', '2026-11-19 09:00');
    await house.tell('supplement_received', '2026-11-20 09:00');
    expect(await promisedOf(house)).toBe('2026-11-25T17:00');
  });

  test('one is too many: kept, flagged, without effect; it counts once the first is taken back', async () => {
    const house = await accepted('2026-11-16 09:30', 3, 'working_days');
    await house.tell('extended', '2026-11-17 09:00', { eventId: 'x', addWorkingDays: 1, reason });
    const second = { eventId: 'y', addWorkingDays: 3, reason };
    expect(await house.tell('extended', '2026-11-18 09:00', second)).toMatchObject({
      failure: { kind: 'extension_limit' },
    });
    const { promisedAt, flags, timeline } = await viewOf(house);
    expect([promisedAt, flags]).toEqual(['2026-11-20T17:00:00+07:00', ['extension_limit']]);
    expect(timeline.find(({ eventId }) => eventId === 'y')).toMatchObject({ flag: 'extension_limit', note: reason });
    await house.tell('voided', '2026-11-18 10:00', { voidsEventId: 'x' });
    expect(await viewOf(house)).toMatchObject({ promisedAt: '2026-11-25T17:00:00+07:00', flags: [] });
  });

  test.each([
    ['days', 3, '2026-11-20T17:00:00+07:00', undefined],
    ['days', 3, '2026-11-19T17:00:00+07:00', 'newDueAt'],
    ['days', 3, '2026-11-20T16:59:00+07:00', 'newDueAt'],
    ['days', 3, '2026-11-24T17:00:00+07:00', 'newDueAt'],
    ['days', 3, '2027-04-20T17:00:00+07:00', 'newDueAt'],
    ['days', 3, '2029-04-20T17:00:00+07:00', 'newDueAt'],
    ['working_hours', 8, '2026-11-20T10:15:00+07:00', undefined],
    ['working_hours', 8, '2026-11-20T12:15:00+07:00', 'newDueAt'],
  ])('of a term in %s %i to %s: wrong is %s', async (unit, amount, newDueAt, path) => {
    const house = await accepted('2026-11-16 09:30', amount, unit);
    const answer = await house.tell('extended', '2026-11-17 09:00', { newDueAt, reason });
    if (path === undefined) expect(answer).toMatchObject({ value: { promisedAt: newDueAt } });
    else expect(answer).toMatchObject({ failure: { kind: 'invalid_input', fields: [{ path }] } });
  });

  test.each([
    [{ reason }, ['addWorkingDays']],
    [{ reason, addWorkingDays: 1, newDueAt: '2026-11-20T17:00:00+07:00' }, ['addWorkingDays']],
    [{ reason, addWorkingDays: 61 }, ['addWorkingDays']],
    [{ reason, addWorkingDays: 0 }, ['addWorkingDays']],
    [{ addWorkingDays: 1 }, ['reason']],
  ])('%j is refused at %j', (said, path) => {
    const told = { eventId: 'x', type: 'extended', by: 'B', occurredAt: '2026-11-17T09:00:00+07:00', ...said };
    expect(BackOfficeEvent.safeParse(told).error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  test('is allowed while work goes on, overdue or not, and not before, at a withdrawal or after the end', async () => {
    const house = dossierHouse();
    house.at('2026-12-30 10:00');
    await house.register();
    const extend = (wall: string) => house.tell('extended', wall, { addWorkingDays: 1, reason });
    const refused = { failure: { kind: 'transition_not_allowed' } };
    expect(await extend('2026-11-16 09:31')).toMatchObject(refused);
    await house.tell('accepted', '2026-11-16 09:35');
    await house.tell('withdrawal_requested', '2026-11-17 09:35');
    expect(await extend('2026-11-17 10:00')).toMatchObject(refused);
    await house.tell('withdrawal_taken_back', '2026-11-17 11:00');
    expect(await extend('2026-11-25 10:00')).toMatchObject({ value: { promisedAt: '2026-11-20T17:00:00+07:00' } });
    await house.tell('finished', '2026-11-25 11:00');
    expect(await extend('2026-11-25 12:00')).toMatchObject(refused);
  });
});

test('papers asked for twice are flagged, restated once they are not', async () => {
  const house = await accepted('2026-11-16 09:30', 5, 'working_days');
  await house.tell('supplement_requested', '2026-11-17 09:00');
  await house.tell('supplement_requested', '2026-11-17 10:00');
  expect((await viewOf(house)).flags).toEqual([]);
  await house.tell('supplement_received', '2026-11-17 11:00');
  await house.tell('supplement_requested', '2026-11-17 13:00');
  expect((await viewOf(house)).flags).toEqual(['second_supplement']);
});

test('papers that were asked for before the acceptance are not asked for again by the first request after it', async () => {
  const house = dossierHouse();
  house.at('2026-12-30 10:00');
  await house.register();
  await house.tell('supplement_requested', '2026-11-16 10:00');
  await house.tell('supplement_received', '2026-11-16 11:00');
  await house.tell('accepted', '2026-11-16 17:30');
  await house.tell('supplement_requested', '2026-11-17 09:00');
  expect((await viewOf(house)).flags).toEqual([]);
  await house.tell('supplement_received', '2026-11-17 11:00');
  await house.tell('supplement_requested', '2026-11-17 13:00');
  expect((await viewOf(house)).flags).toEqual(['second_supplement']);
});

test('the end closes what is open: it moves the promise no more', async () => {
  const house = await accepted('2026-11-16 09:30', 3, 'working_days');
  await house.tell('paused', '2026-11-17 09:00', { reason: 'law', until: '2026-11-25T09:00:00+07:00' });
  await house.tell('finished', '2026-11-18 09:00');
  expect(await viewOf(house)).toMatchObject({ promisedAt: '2026-11-19T17:00:00+07:00', clock: { state: 'stopped' } });
  expect(await house.sweep('2026-11-25 09:01')).toEqual({ announced: 0, failed: [] });
});
