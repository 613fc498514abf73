import { expect, test } from 'vitest';
import { holdsClock, standingAfter, standingAfterStep, submitted } from '../../../functions/dossiers/domain/status.ts';
import { endsClock, type StatusNumber, statusNames } from '../../../shared/kernel/dossier-status.ts';
import { dossierHouse, paymentEvent, resultIssued } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const all = Object.keys(statusNames).map(Number) as StatusNumber[];

test.each([
  [1, [1, 2, 3, 5, 7]],
  [2, [2, 4, 5, 6, 7, 8, 9]],
  [3, [3]],
  [4, [4, 5, 6, 7, 8, 9]],
  [5, [4, 5, 6, 7, 8]],
  [8, [8]],
  [9, [9, 10]],
  [10, [10]],
] as const)('from %i the official flow allows %j', (from, expected) => {
  expect(all.filter((to) => standingAfter({ status: from }, to))).toEqual(expected);
});

test('a requested payment or withdrawal goes back to what it interrupted, on or to its own end', () => {
  const payment = standingAfter({ status: 4 }, 6)!;
  expect(all.filter((to) => standingAfter(payment, to))).toEqual([4, 6, 7, 8]);
  const withdrawal = standingAfter(payment, 7)!;
  expect(all.filter((to) => standingAfter(withdrawal, to))).toEqual([6, 7, 8]);
  expect(standingAfter(withdrawal, 6)).toBe(payment);
  expect(standingAfter(payment, 4)).toEqual({ status: 4 });
  expect(standingAfter(submitted, 9)).toBeUndefined();
});

test('a step that the flow does not allow is kept, flagged and refused; an earlier step heard late allows it', async () => {
  const house = dossierHouse();
  await house.register();
  const early = await house.tell('processing_started', '2026-11-16 09:50', { eventId: 'start' });
  expect(early).toMatchObject({
    ok: false,
    failure: { kind: 'transition_not_allowed', from: 'submitted', event: 'processing_started' },
  });
  const repeat = await house.tell('processing_started', '2026-11-16 09:50', { eventId: 'start' });
  expect(repeat).toMatchObject({ ok: true, value: { status: { number: 1 } } });

  const late = await house.tell('accepted', '2026-11-16 09:40');
  expect(late).toMatchObject({ ok: true, value: { status: { number: 4, name: 'processing' } } });
  const again = await house.tell('processing_started', '2026-11-16 09:50', { eventId: 'start' });
  expect(again).toMatchObject({ ok: true, value: { status: { number: 4 } } });
});

test('a refused step stands in the timeline with its flag', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('finished', '2026-11-16 09:50', { note: 'xong' });
  const read = await house.read();
  expect(read.ok && read.value.timeline.find(({ type }) => type === 'finished')).toMatchObject({
    at: '2026-11-16T09:50:00+07:00',
    by: 'Lê Văn B',
    note: 'xong',
    flag: 'not_allowed',
  });
});

test('two steps at one moment are taken in official order', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('processing_started', '2026-11-16 09:50');
  expect(await house.tell('accepted', '2026-11-16 09:50')).toMatchObject({ value: { status: { number: 4 } } });
});

test('of two acceptances in one second the first by name counts, whichever came first and whether or not it has words', async () => {
  const first = { eventId: 'a', receivedAt: '2026-11-16T08:00:00+07:00' };
  const second = { eventId: 'b' };
  const worded = { ...second, recipient: 'Trần Văn Bình' };
  for (const order of [
    [first, second],
    [second, first],
    [first, worded],
    [worded, first],
  ]) {
    const house = dossierHouse();
    await house.register({ receivedAt: undefined, timeLimit: { amount: 8, unit: 'working_hours' } });
    for (const said of order) await house.tell('accepted', '2026-11-16 09:50', said);
    const read = await house.read();
    expect(read).toMatchObject({ value: { clock: { dueAt: '2026-11-16T17:00:00+07:00' } } });
    expect(read.ok && read.value.timeline.flatMap(({ eventId }) => eventId ?? [])).toEqual(['a', 'b']);
  }
});

test('returned in the second in which the result was issued is taken, also where the result is heard of later', async () => {
  for (const heardLater of [false, true]) {
    const house = dossierHouse();
    await house.register();
    await house.tell('accepted', '2026-11-16 09:40');
    const issued = { ...resultIssued('2026-11-16 09:50'), at: inVietNam('2026-11-16 09:50') + 700 };
    if (!heardLater) await house.hear(issued);
    const returned = await house.tell('returned', '2026-11-16 09:50', { eventId: 'r' });
    expect(returned.ok).toBe(!heardLater);
    if (heardLater) await house.hear(issued);
    const read = await house.tell('returned', '2026-11-16 09:50', { eventId: 'r' });
    expect(read).toMatchObject({ ok: true, value: { status: { number: 10 } } });
    expect(read.ok && read.value.timeline.find(({ type }) => type === 'returned')?.flag).toBeUndefined();
  }
});

test('a voided step is as if it had not been, whichever came first', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('voided', '2026-11-16 09:55', { voidsEventId: 'wrong' });
  await house.tell('accepted', '2026-11-16 09:40');
  const voided = await house.tell('refused', '2026-11-16 09:35', { eventId: 'wrong' });
  expect(voided).toMatchObject({ ok: true, value: { status: { number: 2 } } });
  const types = voided.ok && voided.value.timeline.map(({ type, flag }) => (flag ? `${type} ${flag}` : type));
  expect(types).toEqual(['registered', 'refused voided', 'accepted', 'promised', 'voided']);
});

test('a void cannot itself be taken back', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:40', { eventId: 'a' });
  await house.tell('voided', '2026-11-16 09:41', { eventId: 'v', voidsEventId: 'a' });
  expect(await house.tell('voided', '2026-11-16 09:42', { voidsEventId: 'v' })).toMatchObject({
    value: { status: { number: 1 }, promisedAt: null, clock: { state: 'not_started' } },
  });
});

test.each([
  [1, [], 6],
  [2, ['accepted'], 6],
  [3, ['refused'], 3],
  [4, ['accepted', 'processing_started'], 6],
  [5, ['accepted', 'supplement_requested'], 5],
  [7, ['accepted', 'withdrawal_requested'], 7],
  [9, ['accepted', 'finished'], 9],
] as const)('while a blocking fee is open over %i (%j) the status shown is %i', async (base, types, shown) => {
  const house = dossierHouse();
  const status = async () => {
    const read = await house.read();
    return read.ok ? read.value.status.number : undefined;
  };
  await house.register();
  for (const [n, type] of types.entries()) await house.tell(type, `2026-11-16 09:4${n}`);
  await house.hear(paymentEvent('payment.opened', '2026-11-16 09:50', { paymentId: 'pay_2', blocksProcessing: false }));
  expect(await status()).toBe(base);
  await house.hear(paymentEvent('payment.opened', '2026-11-16 09:51'));
  expect(await status()).toBe(shown);
  await house.hear(paymentEvent('payment.settled', '2026-11-16 09:55'));
  expect(await status()).toBe(base);
});

test('every other step leaves what was before it behind', () => {
  const processing = standingAfter({ status: 2 }, 4)!;
  expect(processing).toEqual({ status: 4 });
  expect(standingAfter(processing, 2)).toBeUndefined();
});

test('a supplement, a payment and a withdrawal hold the clock as long as they are asked for', () => {
  expect(all.filter((status) => holdsClock({ status }, false))).toEqual([5, 6, 7]);
});

test('a supplement asked for before the acceptance goes back to where it was asked, and to no work before that', () => {
  const asked = standingAfter(submitted, 5)!;
  expect(standingAfterStep(asked, 'supplement_received')).toEqual(submitted);
  expect(standingAfterStep(asked, 'accepted')).toBeUndefined();
  expect(standingAfterStep(asked, 'processing_started')).toBeUndefined();
  expect(standingAfterStep(standingAfter({ status: 2 }, 5)!, 'supplement_received')).toEqual({ status: 4 });
});

test('a withdrawal that is taken back goes back to what it interrupted; where none is asked for, none is taken back', () => {
  for (const before of [submitted, { status: 2 }, { status: 4 }, standingAfter({ status: 4 }, 6)!] as const)
    expect(standingAfterStep(standingAfter(before, 7)!, 'withdrawal_taken_back')).toEqual(before);
  expect(standingAfterStep({ status: 4 }, 'withdrawal_taken_back')).toBeUndefined();
});

test('the official statuses have their names, and 3, 8, 9 and 10 end the clock', () => {
  expect(statusNames).toEqual({
    1: 'submitted',
    2: 'accepted',
    3: 'refused',
    4: 'processing',
    5: 'supplement_requested',
    6: 'payment_requested',
    7: 'withdrawal_requested',
    8: 'stopped',
    9: 'finished',
    10: 'returned',
  });
  expect(all.filter(endsClock)).toEqual([3, 8, 9, 10]);
});
