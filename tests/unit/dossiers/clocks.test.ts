import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../shared/kernel/callers.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { must } from '../../support/payments.ts';

const steps = [
  { name: 'Thẩm định', agencyCode: 'H26.20', timeLimit: { amount: 1, unit: 'working_days' } },
  { name: 'Ký duyệt', agencyCode: 'H26.10', timeLimit: { amount: 4, unit: 'working_hours' } },
];
const appraiser: Caller = { keyId: 'key_step', permission: 'back_office', agencyCodes: ['H26.20'] };
const sibling: Caller = { keyId: 'key_other', permission: 'back_office', agencyCodes: ['H26.30'] };

/** A dossier filed online on Monday, 16 November 2026 at 09:12. */
const filed = async (given: Record<string, unknown> = {}) => {
  const house = dossierHouse();
  await house.setUpProcedure({ steps });
  must(await house.register({ receivedAt: undefined, ...given }));
  const clocks = async (wall: string) => {
    house.at(wall);
    return must(await house.read()).clocks;
  };
  return { house, clocks };
};

describe('the clock of the answer to an online filing', () => {
  test('runs for eight working hours, is due soon in the last third and overdue after the moment', async () => {
    const { clocks } = await filed();
    const stateAt = async (wall: string) => (await clocks(wall)).acknowledge?.state;
    expect((await clocks('2026-11-16 10:12')).acknowledge).toEqual({
      state: 'running',
      dueAt: '2026-11-17T09:12:00+07:00',
      remainingWorkingMinutes: 420,
      provisional: false,
      answeredAt: null,
    });
    expect(await stateAt('2026-11-16 15:31')).toBe('running');
    expect(await stateAt('2026-11-16 15:32')).toBe('due_soon');
    expect(await stateAt('2026-11-17 09:12')).toBe('due_soon');
    expect(await stateAt('2026-11-17 09:13')).toBe('overdue');
  });

  test.each(['acknowledged', 'accepted', 'refused', 'supplement_requested', 'withdrawal_requested'])(
    'is stopped by %s, once for all',
    async (type) => {
      const { house, clocks } = await filed();
      house.at('2026-11-20 10:00');
      must(await house.tell(type, '2026-11-16 10:12'));
      await house.tell('acknowledged', '2026-11-18 10:12');
      expect((await clocks('2026-11-20 10:00')).acknowledge).toMatchObject({
        state: 'stopped',
        dueAt: '2026-11-17T09:12:00+07:00',
        remainingWorkingMinutes: 420,
        answeredAt: '2026-11-16T10:12:00+07:00',
      });
    },
  );

  test('is paused by a fault of a system and by nothing else', async () => {
    const { house, clocks } = await filed();
    house.at('2026-11-20 10:00');
    must(await house.tell('paused', '2026-11-16 10:00', { reason: 'law' }));
    must(await house.tell('resumed', '2026-11-16 11:00'));
    expect((await clocks('2026-11-16 11:30')).acknowledge?.dueAt).toBe('2026-11-17T09:12:00+07:00');
    house.at('2026-11-20 10:00');
    must(await house.tell('paused', '2026-11-16 13:00', { reason: 'system_fault' }));
    expect((await clocks('2026-11-16 14:00')).acknowledge?.state).toBe('paused');
    house.at('2026-11-20 10:00');
    must(await house.tell('resumed', '2026-11-16 15:00'));
    expect((await clocks('2026-11-16 15:30')).acknowledge?.dueAt).toBe('2026-11-17T11:12:00+07:00');
  });

  test('is none where nothing was filed online', async () => {
    const { clocks } = await filed({ channel: 'counter' });
    expect((await clocks('2026-11-16 10:12')).acknowledge).toBeNull();
  });

  test('is listed beside the others, and announced once under its own name', async () => {
    const { house } = await filed();
    await house.fold();
    house.at('2026-11-17 10:00');
    const { items } = must(await house.list({ now: house.clock.now }));
    expect(items).toMatchObject([{ dossierCode: CODE, clock: 'acknowledge', state: 'overdue' }]);
    await house.sweep('2026-11-17 10:00');
    await house.sweep('2026-11-17 10:01');
    await house.fold();
    const told = house.milestonesTold().filter(({ type }) => type === 'dossier.overdue');
    const dueAt = Date.parse('2026-11-17T09:12:00+07:00');
    expect(told.map(({ id }) => id)).toEqual([`dossier:${CODE}:overdue:acknowledge:${dueAt}`]);
    expect(told[0]?.data).toMatchObject({ clock: 'acknowledge' });
  });
});

describe('a step of the procedure', () => {
  const begun = async () => {
    const scene = await filed();
    scene.house.at('2026-11-20 10:00');
    must(await scene.house.tell('accepted', '2026-11-16 09:30'));
    must(await scene.house.tell('step_started', '2026-11-16 10:00', { step: 'Thẩm định', eventId: 'begun' }));
    return scene;
  };

  test('has its own term from its beginning to its end, and again a new one', async () => {
    const { house, clocks } = await begun();
    expect((await clocks('2026-11-17 09:00')).steps).toMatchObject([
      {
        name: 'Thẩm định',
        agencyCode: 'H26.20',
        dueAt: '2026-11-17T17:00:00+07:00',
        startedAt: '2026-11-16T10:00:00+07:00',
        finishedAt: null,
      },
    ]);
    house.at('2026-11-20 10:00');
    must(await house.tell('step_finished', '2026-11-17 10:00', { step: 'Thẩm định' }));
    must(await house.tell('step_started', '2026-11-18 10:00', { step: 'Thẩm định' }));
    expect((await clocks('2026-11-18 11:00')).steps).toMatchObject([
      { state: 'stopped', finishedAt: '2026-11-17T10:00:00+07:00', dueAt: '2026-11-17T17:00:00+07:00' },
      { dueAt: '2026-11-19T17:00:00+07:00', finishedAt: null },
    ]);
  });

  test('stands still with the dossier', async () => {
    const { house, clocks } = await begun();
    must(await house.tell('supplement_requested', '2026-11-16 11:00'));
    expect((await clocks('2026-11-17 09:00')).steps).toMatchObject([{ state: 'paused', dueAt: null }]);
    house.at('2026-11-20 10:00');
    must(await house.tell('supplement_received', '2026-11-17 09:00'));
    expect((await clocks('2026-11-17 09:30')).steps).toMatchObject([{ dueAt: '2026-11-18T17:00:00+07:00' }]);
  });

  test.each([
    ['an unknown one', 'step_started', 'Không có', 'invalid_input'],
    ['a second beginning', 'step_started', 'Thẩm định', 'transition_not_allowed'],
    ['an end without a beginning', 'step_finished', 'Ký duyệt', 'transition_not_allowed'],
  ])('%s is refused', async (_, type, step, kind) => {
    const { house } = await begun();
    expect(await house.tell(type, '2026-11-17 10:00', { step })).toMatchObject({ failure: { kind } });
  });

  test('lets its agency read and list the dossier from its beginning on, tell its end, and nothing else', async () => {
    const { house } = await filed();
    house.at('2026-11-17 10:00');
    must(await house.tell('accepted', '2026-11-16 09:30'));
    expect(await house.read(appraiser)).toMatchObject({ failure: { kind: 'not_found' } });
    must(await house.tell('step_started', '2026-11-16 10:00', { step: 'Thẩm định' }));
    must(await house.read(appraiser));
    expect(await house.read(sibling)).toMatchObject({ failure: { kind: 'not_found' } });
    await house.fold();
    const listed = must(await house.list({ caller: appraiser, now: house.clock.now, states: ['running', 'due_soon'] }));
    expect(listed.items).toMatchObject([{ agencyCode: 'H26.20', clock: 'step', step: 'Thẩm định' }]);
    const tellBy = (type: string, more: Record<string, unknown>, caller = appraiser) =>
      house.tell(type, '2026-11-17 09:00', more, CODE, caller);
    expect(await tellBy('finished', {})).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(await tellBy('step_started', { step: 'Ký duyệt' })).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(await tellBy('step_finished', { step: 'Thẩm định' }, sibling)).toMatchObject({
      failure: { kind: 'not_found' },
    });
    must(await tellBy('step_finished', { step: 'Thẩm định' }));
  });

  test('is announced overdue under the event that began it', async () => {
    const { house } = await begun();
    await house.fold();
    await house.sweep('2026-11-17 17:01');
    await house.fold();
    const told = house.milestonesTold().filter(({ type }) => type === 'dossier.overdue');
    const dueAt = Date.parse('2026-11-17T17:00:00+07:00');
    expect(told).toMatchObject([
      { id: `dossier:${CODE}:overdue:step:begun:${dueAt}`, data: { clock: 'step', step: 'Thẩm định', dueAt } },
    ]);
  });
});
