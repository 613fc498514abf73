import { expect, test } from 'vitest';
import { BackOfficeEvent } from '../../../functions/dossiers/domain/back-office-event.ts';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import { replayErasures } from '../../../functions/dossiers/usecases/replay-erasures.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { CODE, dossierHouse, paymentEvent, resultIssued } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

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

test('a correction and a void are what they say: told otherwise under the same name they conflict', async () => {
  const house = dossierHouse();
  await house.register();
  for (const [type, said, otherwise] of [
    ['details_corrected', { eventId: 'c', applicant: { phone: '0987654321' } }, { applicant: { phone: '0987654322' } }],
    ['voided', { eventId: 'v', voidsEventId: 'x' }, { voidsEventId: 'y' }],
  ] as const) {
    expect((await house.tell(type, '2026-11-16 09:35', said)).ok).toBe(true);
    expect((await house.tell(type, '2026-11-16 09:35', said)).ok).toBe(true);
    expect(await house.tell(type, '2026-11-16 09:35', { ...said, ...otherwise })).toMatchObject({
      failure: { kind: 'conflict', key: said.eventId },
    });
  }
});

test('one name is one event: of different kinds at the same moment one is kept, the others conflict', async () => {
  const kinds: readonly (readonly [string, Record<string, unknown>])[] = [
    ['accepted', {}],
    ['refused', {}],
    ['voided', { voidsEventId: 'x' }],
    ['details_corrected', { applicant: { phone: '0987654321' } }],
  ];
  for (let n = 0; n < kinds.length; n += 1) {
    const house = dossierHouse();
    await house.register();
    const order = [...kinds.slice(n), ...kinds.slice(0, n)];
    const tell = ([type, more]: (typeof kinds)[number]) =>
      house.tell(type, '2026-11-16 09:35', { eventId: 'one', ...more });
    const answers = await Promise.all([...order, ...order].map(tell));
    const taken = answers.map(({ ok }) => ok);
    expect(taken.slice(0, 4).filter(Boolean)).toHaveLength(1);
    expect(taken.slice(4)).toEqual(taken.slice(0, 4));
    for (const answer of answers.filter(({ ok }) => !ok))
      expect(answer).toMatchObject({ failure: { kind: 'conflict', key: 'one' } });
    const read = await house.read();
    expect(read.ok && read.value.timeline.filter(({ eventId }) => eventId === 'one')).toHaveLength(1);
  }
});

test('what was kept on the card before events there took their names is read, repeated and taken back as ever', async () => {
  const house = dossierHouse();
  await house.register();
  const correction = { eventId: 'c', applicant: { phone: '0987654321' } };
  await house.tell('details_corrected', '2026-11-16 09:35', correction);
  await house.tell('voided', '2026-11-16 09:36', { eventId: 'v', voidsEventId: 'other' });
  for (const eventId of ['c', 'v']) await house.table.delete(`DOS#${CODE}`, `FACT#b#${eventId}`);
  expect((await house.tell('details_corrected', '2026-11-16 09:35', correction)).ok).toBe(true);
  const conflict = { failure: { kind: 'conflict', key: 'c' } };
  expect(await house.tell('accepted', '2026-11-16 09:35', { eventId: 'c' })).toMatchObject(conflict);
  expect(await house.tell('voided', '2026-11-16 09:35', { eventId: 'c', voidsEventId: 'x' })).toMatchObject(conflict);
  const cards = dossierCardsIn(house.table);
  expect((await cards.read(CODE))?.applicant?.phone).toBe('0987654321');
  await house.tell('voided', '2026-11-16 09:37', { voidsEventId: 'c' });
  expect((await cards.read(CODE))?.applicant?.phone).toBe('0912345678');
});

test('events on the card take two places of a dossier’s, so that it stays readable whatever it was told', async () => {
  const house = dossierHouse();
  await house.register();
  const told = (n: number) => house.tell('voided', '2026-11-16 09:35', { eventId: `v${n}`, voidsEventId: 'x' });
  for (let n = 0; n < 150; n += 1) expect((await told(n)).ok).toBe(true);
  expect(await told(150)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  expect((await told(149)).ok).toBe(true);
});

test('a step is the system’s by where it comes from, not by what a back office calls itself or its event', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  const disguised = { by: 'system', eventId: 'result:res_1' };
  expect(await house.tell('returned', '2026-11-16 09:40', disguised)).toMatchObject({
    ok: false,
    failure: { kind: 'transition_not_allowed' },
  });
  expect(await house.read()).toMatchObject({
    value: { timeline: expect.arrayContaining([expect.objectContaining({ type: 'returned', flag: 'not_allowed' })]) },
  });
  await house.hear(resultIssued('2026-11-16 09:50'));
  await house.tell('voided', '2026-11-16 09:55', { voidsEventId: 'result:res_1' });
  expect(await house.read()).toMatchObject({ value: { status: { number: 9 } } });

  const other = dossierHouse();
  await other.register();
  await other.tell('accepted', '2026-11-16 09:35');
  await other.hear(resultIssued('2026-11-16 09:50'));
  expect(await other.tell('processing_started', '2026-11-16 09:55', disguised)).toMatchObject({
    failure: { kind: 'transition_not_allowed', from: 'finished' },
  });
});

test('what is heard, announced and erased again is recorded as the system’s, with the request that caused it', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  await house.hear(paymentEvent('payment.opened', '2026-11-16 09:40', { blocksProcessing: false }));
  await house.sweep('2026-11-19 17:01');
  await house.ports.erasures.keep(CODE, { kind: 'erased', erasedAt: 1, by: 'b', reason: 'r' });
  await replayErasures(house.ports)(undefined, 'request', () => true);
  for (const start of ['FACT#heard#', 'FACT#timer#', 'CARD#erased']) {
    const kept = house.table.all().filter(({ sk }) => sk.startsWith(start));
    expect(kept, start).toMatchObject([{ recordedBy: 'system', requestId: 'request' }]);
  }
});

test('no eventId gives a step the name of the system’s: each step is announced under its own', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  await house.tell('processing_started', '2026-11-16 09:40', { eventId: 'result:res_1' });
  await house.hear(resultIssued('2026-11-16 09:50'));
  await house.fold();
  expect(house.announced().filter((type) => type === 'dossier.status_changed')).toHaveLength(3);
});

test('a dossier that is told events without end refuses more, stays readable, and still answers those it has', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:31');
  const longest = (n: number) => ({
    eventId: `${n}`.padEnd(128, '"'),
    by: 'ậ'.repeat(200),
    note: 'ậ'.repeat(1000),
  });
  const first = inVietNam('2026-11-16 09:32');
  for (let n = 1; n < 299; n += 1) {
    const type = n % 2 === 0 ? 'supplement_received' : 'supplement_requested';
    const fact = { kind: 'moved', type, occurredAt: first + n * 1000, ...longest(n) } as const;
    await house.ledger.record(CODE, fact, { recordedBy: 'key_main', requestId: 'request' });
  }
  expect(await house.tell('processing_started', '2026-11-16 09:40', longest(299))).toMatchObject({ ok: true });
  expect(await house.tell('processing_started', '2026-11-16 09:40', longest(300))).toMatchObject({
    ok: false,
    failure: { kind: 'not_allowed_now', detail: 'no more events can be told of this dossier' },
  });
  expect(await house.tell('processing_started', '2026-11-16 09:40', longest(299))).toMatchObject({ ok: true });
  expect(await house.hear(resultIssued('2026-11-16 09:50'))).toMatchObject({ ok: true });
  expect(await house.read()).toMatchObject({ value: { status: { number: 9 } } });
  // DynamoDB takes an item of 400 KB; a head must fit however long everything in it is.
  const head = await house.table.get(`DOS#${CODE}`, 'HEAD');
  expect(Object.keys(head?.milestones as object).length).toBeGreaterThan(290);
  expect(Buffer.byteLength(JSON.stringify(head))).toBeLessThan(400_000);
});

test('an event more than five minutes ahead of the clock is refused', async () => {
  const house = dossierHouse();
  await house.register();
  expect((await house.tell('accepted', '2026-11-16 10:05')).ok).toBe(true);
  expect(await house.tell('processing_started', '2026-11-16 10:05:01')).toMatchObject({
    failure: {
      kind: 'invalid_input',
      fields: [{ path: 'occurredAt', message: 'expected at most 5 minutes ahead of the clock' }],
    },
  });
});

test('whoever tells what is no event is told which there are', () => {
  const event = { eventId: 'dấu', type: 'danced', occurredAt: '2026-11-16T09:35:00+07:00', by: 'B' };
  const parsed = parseInput(BackOfficeEvent, event);
  const fields = parsed.ok || parsed.failure.kind !== 'invalid_input' ? [] : parsed.failure.fields;
  expect(Object.fromEntries(fields.map(({ path, message }) => [path, message]))).toEqual({
    type: `expected one of ${[...moveTypes, 'voided', 'details_corrected'].join(', ')}`,
    eventId: 'expected 1-128 printable ASCII characters',
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

test('what a caller was shown of a dossier holds for its next call: fees and results read no older status', async () => {
  const house = dossierHouse();
  const { status } = dossierCardsIn(house.table);
  await house.register();
  expect(await status(CODE)).toBe(1);
  await house.tell('accepted', '2026-11-16 09:35');
  expect(await status(CODE)).toBe(2);
  for (const [type, shown] of [
    ['payment.opened', 6],
    ['payment.settled', 2],
  ] as const) {
    await house.hear(paymentEvent(type, shown === 6 ? '2026-11-16 09:40' : '2026-11-16 09:50'));
    expect(await house.read()).toMatchObject({ value: { status: { number: shown } } });
    expect(await status(CODE)).toBe(shown);
  }
});

test('what is heard of a dossier that nobody has registered is kept for it, and makes none', async () => {
  const house = dossierHouse();
  expect(await house.hear(paymentEvent('payment.opened', '2026-11-16 09:40'))).toEqual({ ok: true, value: 'recorded' });
  expect(await house.read()).toMatchObject({ failure: { kind: 'not_found' } });
  expect(await house.sweep('2026-11-16 10:00')).toEqual({ announced: 0, failed: [] });
  await house.register();
  expect(await house.read()).toMatchObject({ value: { status: { number: 6 } } });
});

test('money alone holds no dossier up: a fee that is heard to be paid, and not that it was opened, leaves it where it is', async () => {
  const house = dossierHouse();
  await house.register();
  await house.hear(paymentEvent('payment.paid', '2026-11-16 09:40'));
  expect(await house.read()).toMatchObject({ value: { status: { number: 1 } } });
});

test('a settlement heard before its opening leaves no fee open', async () => {
  const house = dossierHouse();
  await house.register();
  await house.hear(paymentEvent('payment.settled', '2026-11-16 09:50'));
  await house.hear(paymentEvent('payment.opened', '2026-11-16 09:40'));
  expect(await house.read()).toMatchObject({ value: { status: { number: 1 } } });
});

test('that a fee was paid is one line of the timeline, whether the payment was heard besides what settled it or not', async () => {
  for (const types of [['payment.settled'], ['payment.paid', 'payment.settled']] as const) {
    const house = dossierHouse();
    await house.register();
    for (const type of types) await house.hear(paymentEvent(type, '2026-11-16 09:50'));
    const read = await house.read();
    const lines = read.ok ? read.value.timeline.filter(({ type }) => /paid|settled/.test(type)) : [];
    expect(lines).toMatchObject([{ type: 'paid', by: 'system', note: 'pay_1', at: '2026-11-16T09:50:00+07:00' }]);
  }
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
  await house.hear(opened, false, 1);
  expect(await house.read()).toMatchObject({ value: { status: { number: 1 } } });
  await house.hear(opened, false, 3);
  expect(await house.read()).toMatchObject({ value: { status: { number: 6 } } });
  const dearer = { ...opened, data: { ...opened.data, amountVnd: 200_000 } } as typeof opened;
  expect(await house.hear(dearer, false, 3)).toEqual({ ok: true, value: 'repeated' });
  expect(await house.hear(opened, true, 3)).toMatchObject({ failure: { kind: 'conflict', key: opened.id } });
  const settled = { ...paymentEvent('payment.settled', '2026-11-16 09:40'), id: opened.id };
  expect(await house.hear(settled, false, 3)).toMatchObject({ failure: { kind: 'conflict' } });
  const { id, at } = opened;
  const data = { dossierCode: 'H26.10-261116-0007', agencyCode: 'H26.10' } as const;
  expect(await house.hear({ id, at, type: 'dossier.registered', data })).toEqual({ ok: true, value: 'ignored' });
});
