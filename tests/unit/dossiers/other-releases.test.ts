import { expect, test } from 'vitest';
import { parseBusEvent } from '../../../shared/kernel/events.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { backOffice, CODE, dossierHouse, paymentEvent, resultIssued } from '../../support/dossier-house.ts';

const value = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

const about = { dossierCode: CODE, agencyCode: 'H26.10' } as const;

test('what was heard before an event said more than it did then is still read, by what its fold needs', async () => {
  const house = dossierHouse();
  await house.register();
  const heard = (type: string, data: Record<string, Json>): Json => ({
    kind: 'heard',
    withdrawn: false,
    number: 1,
    event: { id: `${type}:${data.paymentId}`, type, at: house.clock.now, data: { dossierCode: CODE, ...data } },
  });
  const facts = [
    heard('payment.opened', { paymentId: 'pay_1', blocksProcessing: true }),
    heard('payment.paid', { paymentId: 'pay_2' }),
    heard('payment.settled', { paymentId: 'pay_2' }),
    heard('payment.settled', { paymentId: 'pay_3', outcome: 'paid' }),
    heard('message.delivered', { messageId: 'msg_1' }),
  ];
  for (const [n, fact] of facts.entries())
    await house.table.putIfAbsent({ pk: `DOS#${CODE}`, sk: `FACT#heard#${n}`, fact, recordedAt: 1 });
  const dossier = value(await house.read());
  expect(dossier.status.number).toBe(6);
  expect(dossier.timeline.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['payment_opened', 'payment_settled', 'paid', 'message_sent']),
  );
});

test('an event of a later release is kept whole, and a word of its own settles what the word was said of', async () => {
  const house = dossierHouse();
  await house.register();
  await house.hear(paymentEvent('payment.opened', '2026-11-16 09:40'));
  expect(value(await house.read()).status.number).toBe(6);
  const settled = paymentEvent('payment.settled', '2026-11-16 09:50');
  const data = { ...settled.data, outcome: 'forgiven', decisionNumber: '12/QĐ' };
  const told = parseBusEvent({ ...settled, number: 2, data });
  await house.hear(told!.event);
  expect(value(await house.read())).toMatchObject({
    status: { number: 1 },
    timeline: expect.arrayContaining([expect.objectContaining({ type: 'payment_settled', note: 'forgiven' })]),
  });
  const kept = house.table.all().find(({ sk }) => sk.startsWith(`FACT#heard#${settled.id}#`));
  expect(kept?.fact).toMatchObject({ event: { data } });
});

test('an event that does not say what a dossier must hear is told to a person, and nothing is kept of it', async () => {
  const house = dossierHouse();
  await house.register();
  for (const [event, data] of [
    [resultIssued('2026-11-16 09:50'), { ...about, resultId: 'res_1' }],
    [paymentEvent('payment.opened', '2026-11-16 09:50'), { ...about, paymentId: 'pay_1' }],
  ] as const) {
    const told = parseBusEvent({ ...event, data });
    await expect(house.hear(told!.event), event.type).rejects.toThrow('does not say what a dossier must hear');
  }
  expect(house.table.all().filter(({ sk }) => sk.startsWith('FACT#heard#'))).toEqual([]);
});

test('a step, a unit and an announcement of a later release change neither status, date nor what is announced', async () => {
  const house = dossierHouse();
  await house.register();
  value(await house.tell('accepted', '2026-11-16 09:35'));
  const before = value(await house.read());
  const put = (sk: string, fact: Json) =>
    house.table.putIfAbsent({
      pk: `DOS#${CODE}`,
      sk,
      fact,
      recordedAt: 1,
      recordedBy: backOffice.keyId,
      requestId: 'r',
    });
  const at = house.clock.now - 60_000;
  await put('FACT#b#s', { kind: 'moved', eventId: 's', type: 'suspended', occurredAt: at, by: 'B' });
  const dueAt = Date.parse(before.promisedAt!);
  for (const [clock, announces] of [
    ['resolve', 'lapsed'],
    ['acknowledge', 'overdue'],
  ] as const)
    await put(`FACT#timer#${clock}#${announces}#1`, { kind: 'timer_fired', clock, announces, dueAt, firedAt: at });
  const after = value(await house.read());
  const { timeline, ...rest } = after;
  expect(rest).toEqual({ ...before, timeline: undefined });
  expect(timeline.filter(({ type }) => type === 'suspended')).toEqual([
    expect.not.objectContaining({ flag: 'not_allowed' }),
  ]);
  expect(timeline.filter(({ type }) => type === 'lapsed' || type === 'overdue')).toEqual([]);
  await house.fold();
  expect(house.announced().filter((type) => /lapsed|overdue/.test(type))).toEqual([]);
});
