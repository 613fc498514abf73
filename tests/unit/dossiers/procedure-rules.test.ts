import { describe, expect, test } from 'vitest';
import { dossierHouse } from '../../support/dossier-house.ts';
import { must } from '../../support/payments.ts';

/** A dossier of a procedure that says this, received and accepted at a moment of Monday, 16 November 2026. */
const acceptedBy = async (rules: Record<string, unknown>, received = '15:00', given: Record<string, unknown> = {}) => {
  const house = dossierHouse();
  await house.setUpProcedure(rules);
  house.at('2026-11-30 10:00');
  const receivedAt = `2026-11-16T${received.padEnd(8, ':00')}+07:00`;
  must(await house.register({ receivedAt, submittedAt: receivedAt, timeLimit: undefined, ...given }));
  await house.tell('accepted', '2026-11-16 16:59', { eventId: 'accepted' });
  const promised = async () => must(await house.read()).promisedAt;
  return { house, promised };
};
const days = (amount: number) => ({ timeLimit: { amount, unit: 'working_days' } });

describe('a procedure of the same day with its hour', () => {
  test.each([
    ['15:00:00', '2026-11-16'],
    ['15:00:59', '2026-11-16'],
    ['15:01:00', '2026-11-17'],
    ['16:30:00', '2026-11-17'],
  ])('received at %s is due on %s', async (received, day) => {
    const { promised } = await acceptedBy({ ...days(0), cutoff: '15:00' }, received);
    expect(await promised()).toBe(`${day}T17:00:00+07:00`);
  });
});

describe('a procedure in which a supplement begins the term anew', () => {
  test('counts from the answer, and an extension of before lapses without giving its place back', async () => {
    const { house, promised } = await acceptedBy({ ...days(5), onSupplement: 'restart' });
    await house.tell('extended', '2026-11-17 09:00', { addWorkingDays: 10, reason: 'Cần xác minh' });
    await house.tell('supplement_requested', '2026-11-18 09:00');
    await house.tell('supplement_received', '2026-11-19 10:00');
    // Five working days behind Thursday the 19th; Tuesday the 24th is off.
    expect(await promised()).toBe('2026-11-27T17:00:00+07:00');
    const again = { addWorkingDays: 1, reason: 'Cần xác minh' };
    expect(await house.tell('extended', '2026-11-20 09:00', again)).toMatchObject({
      failure: { kind: 'extension_limit' },
    });
  });
});

describe('a procedure that runs while a fee is asked for', () => {
  test('is moved by no payment, but by a supplement that is open meanwhile', async () => {
    const { house, promised } = await acceptedBy({ ...days(5), onPayment: 'run' });
    const before = await promised();
    await house.tell('payment_requested', '2026-11-17 09:00');
    expect(must(await house.read()).clock.state).not.toBe('paused');
    await house.tell('processing_started', '2026-11-19 09:00');
    expect(await promised()).toBe('2026-11-23T17:00:00+07:00');
    expect(before).toBe('2026-11-23T17:00:00+07:00');
  });
});

describe('a procedure whose pauses count by minutes', () => {
  test('puts their working time on top, up to that day’s end; two halves are the whole', async () => {
    const half = async (pauses: readonly [string, string][]) => {
      const { house, promised } = await acceptedBy({ ...days(3), pauseBy: 'minutes' });
      for (const [from, to] of pauses) {
        await house.tell('paused', from, { reason: 'law' });
        await house.tell('resumed', to);
      }
      return promised();
    };
    expect(await half([['2026-11-17 09:00', '2026-11-17 09:20']])).toBe('2026-11-20T17:00:00+07:00');
    const halves = [
      ['2026-11-17 09:00', '2026-11-17 14:00'],
      ['2026-11-18 09:00', '2026-11-18 14:00'],
    ] as [string, string][];
    // Twice four working hours are one day.
    expect(await half(halves)).toBe('2026-11-20T17:00:00+07:00');
    expect(await half([['2026-11-17 09:00', '2026-11-18 09:01']])).toBe('2026-11-23T17:00:00+07:00');
  });
});

describe('a procedure with limits of its own', () => {
  test('is extended as often as it says', async () => {
    const { house } = await acceptedBy({ ...days(5), maxExtensions: 0 });
    const told = await house.tell('extended', '2026-11-17 09:00', { addWorkingDays: 1, reason: 'Cần xác minh' });
    expect(told).toMatchObject({ failure: { kind: 'extension_limit' } });
  });

  test('is due soon as early as it says, in its answer and in the list', async () => {
    const { house } = await acceptedBy({ ...days(5), dueSoonWorkingHours: 24 });
    house.at('2026-11-18 16:59');
    expect(must(await house.read()).clock.state).toBe('running');
    house.at('2026-11-18 17:00');
    expect(must(await house.read()).clock.state).toBe('due_soon');
    await house.fold();
    const { items } = must(await house.list({ now: house.clock.now }));
    expect(items).toMatchObject([{ state: 'due_soon', remainingWorkingMinutes: 24 * 60 }]);
  });
});

test('a corrected time limit moves the promise, and the rules of the procedure stay', async () => {
  const { house, promised } = await acceptedBy({ ...days(0), cutoff: '15:00' }, '16:00');
  await house.tell('details_corrected', '2026-11-16 17:30', { timeLimit: { amount: 2, unit: 'working_days' } });
  expect(await promised()).toBe('2026-11-19T17:00:00+07:00');
});
