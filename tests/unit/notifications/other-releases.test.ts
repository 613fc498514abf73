import { expect, test } from 'vitest';
import { parseBusEvent } from '../../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

const by = { recordedBy: 'system', requestId: 'r' };
const intent = {
  kind: 'intended',
  occasion: 'o',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  channel: 'sms',
  notice: { template: 'paid', amountVnd: 1 },
  intendedAt: NOON,
};
/** A house in whose table a later release has kept a message of these facts. */
const keeping = async (...facts: readonly Json[]) => {
  const house = notificationsHouse();
  for (const [n, fact] of facts.entries())
    await house.table.putIfAbsent({ pk: 'MSG#msg_1', sk: `FACT#${n}`, fact, recordedAt: NOON, ...by });
  return house;
};

test('money that came for a reason of a later release is told without guessing what becomes of it', async () => {
  const house = notificationsHouse(cardWith());
  const { surplus } = heardEvents;
  const told = parseBusEvent({ ...surplus, data: { ...surplus.data, because: 'waived', law: 'x' }, number: 1 });
  const heard = await house.hear(told!.event);
  expect(heard).toMatchObject({ ok: true });
  for (const id of house.ids()) expect(await house.send(id)).toEqual({ ok: true, value: 'taken' });
  const [sms] = house.sms.taken;
  const [mail] = house.email.taken;
  expect(sms).toMatchObject({ text: expect.stringContaining('300.000 dong') });
  expect(mail).toMatchObject({ body: expect.stringContaining('300.000 đ') });
  for (const words of [JSON.stringify(sms), JSON.stringify(mail)])
    expect(words).toMatch(/ghi nhan hoac hoan tra|ghi nhận hoặc hoàn trả/);
});

test('an event without what its message must say is told to a person, not to the citizen', async () => {
  const house = notificationsHouse();
  const { amountVnd: _, ...data } = heardEvents.paid.data;
  const told = parseBusEvent({ ...heardEvents.paid, data });
  await expect(house.hear(told!.event)).rejects.toThrow('does not say amountVnd');
  expect(house.ids()).toEqual([]);
});

test.each([
  ['a template', 'rated by sms', { ...intent, notice: { template: 'rated', stars: 5 } }],
  ['a channel', 'paid by pigeon', { ...intent, channel: 'pigeon' }],
])(
  '%s that only a later release has is not sent and not given up: it waits for who can say it',
  async (_, said, kept) => {
    const house = await keeping(kept as Json);
    const failure = { kind: 'not_configured', detail: `nobody can say ${said} here` };
    expect(await house.send('msg_1')).toEqual({ ok: false, failure });
    expect(await house.message('msg_1')).toMatchObject({ status: 'queued', legs: [] });
    expect([...house.sms.taken, ...house.email.taken]).toEqual([]);
  },
);

test('a word about a leg that only a later release knows says nothing here', async () => {
  const begun = { kind: 'leg_begun', leg: 1, carrier: 'c', begunAt: NOON };
  const told = (status: string) => ({ kind: 'leg_told', leg: 1, carrier: 'c', status, receivedAt: NOON });
  const unknown = await keeping(intent, begun, told('read'));
  expect(await unknown.message('msg_1')).toMatchObject({ status: 'sending', takenAt: undefined });
  const known = await keeping(intent, begun, told('accepted'), told('read'));
  expect(await known.message('msg_1')).toMatchObject({ status: 'accepted', takenAt: NOON });
});

test('people of dossiers and agencies whose codes no rule of today takes are told as well', async () => {
  const about = { dossierCode: 'H26/2019/7' as string as DossierCode, agencyCode: 'h26 cũ' as string as AgencyCode };
  const house = notificationsHouse(cardWith(about));
  const { accepted } = heardEvents;
  const told = parseBusEvent({ ...accepted, id: '', data: { ...accepted.data, ...about } });
  expect(await house.hear(told!.event)).toMatchObject({ ok: true });
  expect(house.ids()).toHaveLength(2);
  for (const id of house.ids()) expect(await house.send(id)).toEqual({ ok: true, value: 'taken' });
});

test('a plan that another release kept leads to its messages and to no others', async () => {
  const house = notificationsHouse(cardWith());
  const planned = { messageId: 'msg_1', intent: { ...intent, law: 'x' }, channelHint: 'x' };
  const word = { pk: `HEARD#${heardEvents.accepted.id}`, sk: sortable(0) };
  await house.table.putIfAbsent({ ...word, number: 1, told: 'x', plannedAt: NOON, messages: [planned] });
  expect(await house.hear(heardEvents.accepted)).toEqual({ ok: true, value: ['msg_1'] });
  expect(house.ids()).toEqual(['msg_1']);
  expect(await house.table.get(word.pk, word.sk)).toMatchObject({ messages: [planned] });
});

test.each([
  ['no messages', undefined],
  ['a message without an intent', [{ messageId: 'msg_1' }]],
  ['a message without an id', [{ intent }]],
])('a plan with %s is told to a person, and nobody is told anything', async (_, messages) => {
  const house = notificationsHouse(cardWith());
  const pk = `HEARD#${heardEvents.accepted.id}`;
  await house.table.putIfAbsent({ pk, sk: sortable(0), number: 1, told: 'x', plannedAt: NOON, messages });
  await expect(house.hear(heardEvents.accepted)).rejects.toThrow(ParkedAggregate);
  expect(house.ids()).toEqual([]);
});
