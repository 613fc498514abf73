import { describe, expect, test } from 'vitest';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

const value = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

describe('what people are told of', () => {
  test.each([
    ['accepted', 'accepted'],
    ['opened', 'fee_due'],
    ['reminded', 'fee_reminder'],
    ['paid', 'paid'],
    ['surplus', 'surplus'],
    ['moved', 'promise_moved'],
    ['refused', 'refused'],
    ['refunded', 'refunded'],
    ['cancelled', 'fee_closed'],
    ['issued', 'result_ready'],
    ['revoked', 'result_revoked'],
  ] as const)('%s leads to one message for each wished channel', async (event, template) => {
    const house = notificationsHouse();
    const ids = value(await house.hear(heardEvents[event]));
    const intents = await Promise.all(ids.map(async (id) => (await house.message(id)).intent));
    expect(intents.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
    expect(intents.every(({ notice }) => notice.template === template)).toBe(true);
  });

  test('heard five times, once at the same moment: the same messages, no others', async () => {
    const house = notificationsHouse();
    await Promise.all([1, 2].map(() => house.hear(heardEvents.accepted)));
    for (const _ of [1, 2, 3]) await house.hear(heardEvents.accepted);
    expect(house.ids()).toHaveLength(2);
  });

  test('the same words under two numbers, heard at the same moment in either order: one plan', async () => {
    for (const numbers of [
      [1, 2],
      [2, 1],
    ]) {
      const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
      await Promise.all(numbers.map((number) => house.hear(heardEvents.accepted, false, number)));
      expect(house.ids()).toHaveLength(1);
    }
  });

  test('a word that changes what is told leads to messages of its own; the same words again, and earlier ones, to none', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    const promising = (promisedAt: number) => ({
      ...heardEvents.accepted,
      data: { ...heardEvents.accepted.data, promisedAt },
    });
    const [first, later] = [promising(NOON), promising(NOON + 86_400_000)];
    const told = value(await house.hear(first, false, 3));
    expect(told).toHaveLength(1);
    expect(value(await house.hear(first, false, 4))).toEqual(told);
    expect(value(await house.hear(later, false, 6))).not.toEqual(told);
    expect(value(await house.hear(promising(NOON + 1), false, 5))).toEqual([]);
    expect(house.ids()).toHaveLength(2);
    // What follows another word is told again, though it was told before.
    expect(value(await house.hear(first, false, 8))).toHaveLength(1);
    await house.hear(first, true, 9);
    expect(value(await house.hear(first, false, 10))).toHaveLength(1);
    // Between the two the person is told that the word does not hold.
    expect(house.ids()).toHaveLength(5);
  });

  test('what a later word overtook before it left is not sent, and what was taken back is not either', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    const again = { ...heardEvents.accepted, data: { ...heardEvents.accepted.data, promisedAt: NOON } };
    const [old = 'msg_'] = value(await house.hear(heardEvents.accepted, false, 1));
    const [holds = 'msg_'] = value(await house.hear(again, false, 2));
    await house.send(old);
    await house.send(holds);
    expect((await house.message(old)).failure?.reason).toBe('overtaken');
    expect(house.sms.taken.map(({ clientReference }) => clientReference)).toEqual([holds]);
    const [fee = 'msg_'] = value(await house.hear(heardEvents.opened, false, 1));
    await house.hear(heardEvents.opened, true, 2);
    await house.send(fee);
    expect((await house.message(fee)).failure?.reason).toBe('overtaken');
    expect(house.sms.taken).toHaveLength(1);
  });

  test('what was taken back before anything of it was told is not told when its first word comes late', async () => {
    const house = notificationsHouse();
    await house.hear(heardEvents.accepted, true, 2);
    expect(value(await house.hear(heardEvents.accepted, false, 1))).toEqual([]);
    expect(house.ids()).toEqual([]);
  });

  test('announced again after the phone number and the wishes changed: nobody is told old news', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    const first = value(await house.hear(heardEvents.accepted));
    house.card = cardWith({ contact: { fullName: 'Trần Văn Bình', phone: '0987654321', email: 'b@example.vn' } });
    expect(value(await house.hear(heardEvents.accepted))).toEqual(first);
    expect(house.ids()).toHaveLength(1);
  });

  test('of two payments of one fee, heard together, the receipt names the fee and not what came', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    await house.hear({ ...heardEvents.paid, data: { ...heardEvents.paid.data, receivedVnd: 300_000 } });
    await house.hear(heardEvents.surplus);
    for (const id of house.ids()) await house.send(id);
    const texts = house.sms.taken.map((message) => (message.channel === 'sms' ? message.text : ''));
    expect(texts).toHaveLength(2);
    expect(texts.filter((text) => text.includes('da nhan du'))).toEqual([expect.stringContaining('150.000 dong')]);
    expect(texts.filter((text) => text.includes('Phan thua 150.000 dong se duoc hoan tra'))).toEqual([
      expect.stringContaining('phi, le phi 150.000 dong, da nhan 300.000 dong'),
    ]);
  });

  test('nobody is told that a fee of 0 is paid; money that came for it all the same is told', async () => {
    const house = notificationsHouse();
    await house.hear({ ...heardEvents.paid, data: { ...heardEvents.paid.data, amountVnd: 0, receivedVnd: 0 } });
    expect(house.ids()).toEqual([]);
    await house.hear({ ...heardEvents.surplus, data: { ...heardEvents.surplus.data, amountVnd: 0 } });
    expect(house.ids()).not.toEqual([]);
  });

  test('an amount that grew after the announcement is no conflict', async () => {
    const house = notificationsHouse();
    await house.hear(heardEvents.paid);
    const grown = { ...heardEvents.paid, data: { ...heardEvents.paid.data, receivedVnd: 300_000 } };
    expect((await house.hear(grown)).ok).toBe(true);
    expect(house.ids()).toHaveLength(2);
  });

  test('a landline gets no SMS: the e-mail on file takes its place, and where there is none nobody is told', async () => {
    const contact = { fullName: 'Nguyễn Thị Ánh', phone: '02438522222', email: 'anh@example.vn' };
    const house = notificationsHouse(cardWith({ contact, notify: { sms: true, email: false } }));
    const [messageId = 'msg_', ...others] = value(await house.hear(heardEvents.accepted));
    expect(others).toEqual([]);
    expect(value(await house.send(messageId))).toBe('taken');
    expect(house.email.taken.map(({ to }) => to)).toEqual(['anh@example.vn']);
    expect(house.sms.taken).toEqual([]);
    const withoutMail = notificationsHouse(
      cardWith({ contact: { fullName: 'Á', phone: '02438522222' }, notify: { sms: true, email: true } }),
    );
    expect(value(await withoutMail.hear(heardEvents.accepted))).toEqual([]);
  });

  test('where somebody is authorised it is that person who is told, by name, and the applicant nothing', async () => {
    const card = {
      applicant: { kind: 'business', fullName: 'Công ty Hoa Sen', phone: '0909123456', email: 'hoasen@example.vn' },
      contact: { fullName: 'Lê Hoàng Dũng', phone: '0987654321', email: 'dung@example.vn' },
    };
    const house = notificationsHouse(cardWith(card));
    for (const id of value(await house.hear(heardEvents.accepted))) expect(value(await house.send(id))).toBe('taken');
    expect(house.sms.taken).toMatchObject([{ to: '0987654321' }]);
    expect(house.email.taken).toMatchObject([
      { to: 'dung@example.vn', body: expect.stringMatching(/^Kính gửi ông\/bà Lê Hoàng Dũng,\n/) },
    ]);
    house.card = cardWith({ applicant: card.contact, contact: card.applicant });
    for (const id of value(await house.hear(heardEvents.issued))) await house.send(id);
    expect(house.email.taken[1]).toMatchObject({
      to: 'hoasen@example.vn',
      body: expect.stringMatching(/^Kính gửi Công ty Hoa Sen,\n/),
    });
  });

  test('an SMS on its way to a number that was corrected to a landline is given up, and parks nothing', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    const [messageId = 'msg_'] = value(await house.hear(heardEvents.accepted));
    house.card = cardWith({ contact: { fullName: 'Á', phone: '02438522222' } });
    expect(value(await house.send(messageId))).toBe('given_up');
    expect((await house.message(messageId)).failure).toMatchObject({ reason: 'landline' });
  });

  test('a withdrawn event, and one that concerns nobody, lead to nothing', async () => {
    const house = notificationsHouse();
    const status = { ...heardEvents.accepted.data, status: 4 };
    await house.hear({ ...heardEvents.accepted, type: 'dossier.status_changed', data: status });
    expect(house.table.all()).toEqual([]);
    expect(value(await house.hear(heardEvents.accepted, true))).toEqual([]);
    expect(house.ids()).toEqual([]);
  });

  test('a fee that is settled is remembered and told by itself to nobody', async () => {
    const house = notificationsHouse();
    expect(value(await house.hear(heardEvents.settled))).toEqual([]);
    expect(house.ids()).toEqual([]);
  });

  test('an unwished channel, and one without an address, are left out', async () => {
    const wishesSms = cardWith({ notify: { sms: true, email: false } });
    expect(value(await notificationsHouse(wishesSms).hear(heardEvents.issued))).toHaveLength(1);
    const noPhone = cardWith({ contact: { fullName: 'A', email: 'a@example.vn' } });
    expect(value(await notificationsHouse(noPhone).hear(heardEvents.issued))).toHaveLength(1);
  });

  test('a download code goes to the phone whatever the wish', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: false, email: true } }));
    const intention = {
      dossierCode: 'H26.10-261120-0007',
      occasion: 'download:H26.10-261120-0007:n1',
      notice: { template: 'download_code', nonce: 'n1' },
      expiresAt: NOON + 300_000,
      channels: ['sms'],
    } as const;
    const [id] = value(await house.intend(intention, { recordedBy: 'system', requestId: 'r' }));
    expect(value(await house.send(id ?? 'msg_'))).toBe('taken');
    const code = house.pepper.sixDigits('download-code', 'H26.10-261120-0007', 'n1');
    expect(house.sms.taken).toMatchObject([{ to: '0912345678', text: expect.stringContaining(code) }]);
    expect(JSON.stringify(house.table.all())).not.toContain(code);
  });

  test('nothing personal is stored', async () => {
    const house = notificationsHouse();
    for (const event of Object.values(heardEvents)) await house.hear(event);
    for (const id of house.ids()) await house.send(id);
    const stored = JSON.stringify(house.table.all());
    for (const secret of ['0912345678', 'anh@example.vn', 'Nguyễn', '/t/']) expect(stored).not.toContain(secret);
  });

  test('a name under which another message lies is a conflict, and that one stays as it is', async () => {
    const wishesSms = cardWith({ notify: { sms: true, email: false } });
    const named = notificationsHouse(wishesSms);
    const [messageId = 'msg_'] = value(await named.hear(heardEvents.accepted));
    const { intent } = await named.message(messageId);
    const house = notificationsHouse(wishesSms);
    const fact = { ...intent, dossierCode: 'H26.10-261120-0008' } as unknown as Json;
    const by = { recordedAt: NOON, recordedBy: 'system', requestId: 'r' };
    await house.table.putIfAbsent({ pk: `MSG#${messageId}`, sk: 'FACT#intent', fact, ...by });
    expect(await house.hear(heardEvents.accepted)).toEqual({
      ok: false,
      failure: { kind: 'conflict', key: messageId },
    });
    expect((await house.message(messageId)).intent.dossierCode).toBe('H26.10-261120-0008');
  });

  test('every fact says that the system recorded it, and in which request', async () => {
    const house = notificationsHouse();
    await house.hear(heardEvents.accepted);
    for (const id of house.ids()) expect(value(await house.send(id))).toBe('taken');
    const facts = house.table.all().filter(({ sk }) => sk.startsWith('FACT#'));
    expect(facts).toHaveLength(6);
    for (const fact of facts) expect(fact).toMatchObject({ recordedBy: 'system', requestId: 'request' });
  });

  test('what was taken back is kept as the word that it is, with no messages', async () => {
    const house = notificationsHouse();
    await house.hear(heardEvents.accepted, true, 7);
    const pk = `HEARD#${heardEvents.accepted.id}`;
    expect(await house.table.query(pk)).toMatchObject([{ told: 'withdrawn', number: 7, messages: [] }]);
  });

  test('a dossier that is not registered: the event fails and is parked', async () => {
    const house = notificationsHouse();
    house.card = undefined;
    const failure = { kind: 'not_found', what: 'dossier' };
    expect(await house.hear(heardEvents.accepted)).toEqual({ ok: false, failure });
  });
});
