import { expect, test } from 'vitest';
import { BackOfficeEvent } from '../../../functions/dossiers/domain/back-office-event.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { dossierHouse, paymentEvent, resultIssued } from '../../support/dossier-house.ts';

test('a repeated event has no further effect; another meaning under its id is a conflict', async () => {
  const house = dossierHouse();
  await house.register();
  const told = () => house.tell('accepted', '2026-11-16 09:35', { eventId: 'a' });
  expect(await told()).toEqual(await told());
  for (const [type, more] of [
    ['accepted', { note: 'khác' }],
    ['refused', {}],
    ['voided', { voidsEventId: 'x' }],
    ['details_corrected', { notify: { sms: false } }],
  ] as const) {
    const answer = await house.tell(type, '2026-11-16 09:35', { eventId: 'a', ...more });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'conflict', key: 'a' } });
  }
});

test('an event more than five minutes ahead of the clock is refused', async () => {
  const house = dossierHouse();
  await house.register();
  expect((await house.tell('accepted', '2026-11-16 10:05')).ok).toBe(true);
  expect(await house.tell('processing_started', '2026-11-16 10:05:01')).toMatchObject({
    failure: { kind: 'invalid_input', fields: [{ path: 'occurredAt' }] },
  });
});

test('an event has its own shape and no other', () => {
  const event = { eventId: 'e', type: 'accepted', occurredAt: '2026-11-16T09:35:00+07:00', by: 'B' };
  expect(BackOfficeEvent.safeParse(event).success).toBe(true);
  for (const wrong of [
    { ...event, type: 'approved' },
    { ...event, occurredAt: '2026-11-16T09:35:00' },
    { ...event, eventId: 'dấu' },
    { ...event, eventId: '' },
    { ...event, by: '  ' },
    { ...event, type: 'voided' },
    { ...event, voidsEventId: 'x' },
  ]) {
    expect(BackOfficeEvent.safeParse(wrong).success).toBe(false);
  }
});

test.each([
  [{}, ['by', 'eventId', 'occurredAt', 'type']],
  [{ type: 'danced', eventId: '', occurredAt: '2026-11-16T10:00:00', by: '' }, ['by', 'eventId', 'occurredAt', 'type']],
  [{ type: 'voided', eventId: 'e', occurredAt: 'x', by: 'B' }, ['occurredAt', 'voidsEventId']],
  [{ type: 'accepted', eventId: 'e', occurredAt: 'x', by: 'B', voidsEventId: 'e' }, ['occurredAt', 'voidsEventId']],
])('every wrong field of an event is named, whatever its type: %o', (event, paths) => {
  const parsed = parseInput(BackOfficeEvent, event);
  const fields = parsed.ok || parsed.failure.kind !== 'invalid_input' ? [] : parsed.failure.fields;
  expect(fields.map(({ path }) => path).sort()).toEqual(paths);
});

test('an open blocking fee shows 6 over 1, 2 and 4, and what was there when it is settled', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  await house.hear(paymentEvent('payment.opened', '2026-11-16 10:00'));
  expect(await house.read()).toMatchObject({ value: { status: { number: 6 }, clock: { state: 'paused' } } });
  await house.tell('processing_started', '2026-11-16 10:01');
  expect(await house.read()).toMatchObject({ value: { status: { number: 6 } } });
  await house.tell('supplement_requested', '2026-11-16 10:02');
  expect(await house.read()).toMatchObject({ value: { status: { number: 5 } } });
  await house.tell('supplement_received', '2026-11-16 10:03');
  await house.hear(paymentEvent('payment.settled', '2026-11-16 10:04'));
  expect(await house.read()).toMatchObject({ value: { status: { number: 4 }, clock: { state: 'running' } } });
});

test('a fee that does not block changes neither status nor clock', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  await house.hear(paymentEvent('payment.opened', '2026-11-16 10:00', { blocksProcessing: false }));
  expect(await house.read()).toMatchObject({ value: { status: { number: 2 }, clock: { state: 'running' } } });
});

test('a settlement heard before its opening leaves no fee open', async () => {
  const house = dossierHouse();
  await house.register();
  await house.hear(paymentEvent('payment.settled', '2026-11-16 09:50'));
  await house.hear(paymentEvent('payment.opened', '2026-11-16 09:40'));
  expect(await house.read()).toMatchObject({ value: { status: { number: 1 } } });
});

test('a finishing result finishes the dossier by the system; one that does not finish leaves it', async () => {
  for (const [finishes, number] of [
    [true, 9],
    [false, 2],
  ] as const) {
    const house = dossierHouse();
    await house.register();
    await house.tell('accepted', '2026-11-16 09:35');
    await house.hear(resultIssued('2026-11-16 09:50', finishes));
    const read = await house.read();
    expect(read).toMatchObject({ value: { status: { number } } });
    const entries = read.ok ? read.value.timeline : [];
    const bySystem = entries.filter(({ by }) => by === 'system').map(({ type }) => type);
    expect(bySystem).toContain('result_issued');
    expect(bySystem.includes('finished')).toBe(finishes);
  }
});

test('what is heard twice is kept once, what is withdrawn is forgotten, what does not concern a dossier is ignored', async () => {
  const house = dossierHouse();
  await house.register();
  const opened = paymentEvent('payment.opened', '2026-11-16 09:40');
  expect(await house.hear(opened)).toEqual({ ok: true, value: 'recorded' });
  expect(await house.hear(opened)).toEqual({ ok: true, value: 'repeated' });
  await house.hear(opened, true);
  expect(await house.read()).toMatchObject({ value: { status: { number: 1 } } });
  const { id, at } = opened;
  const data = { dossierCode: 'H26.10-261116-0007', agencyCode: 'H26.10' };
  expect(await house.hear({ id, at, type: 'dossier.registered', data })).toEqual({ ok: true, value: 'ignored' });
});
