import { describe, expect, test } from 'vitest';
import { templateOf } from '../../../functions/notifications/domain/notice.ts';
import type { HeardEvent } from '../../../shared/kernel/events.ts';
import { numberOf } from '../../../shared/kernel/milestones.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

type House = ReturnType<typeof notificationsHouse>;

const smsAlone = () => notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
const mailAlone = (more: Parameters<typeof cardWith>[0] = {}) =>
  notificationsHouse(cardWith({ notify: { sms: false, email: true }, ...more }));

/** Hears an event and sends what it leads to; answers what became of each message. */
const told = async (house: House, event: HeardEvent, number = 1, withdrawn = false) => {
  const heard = await house.hear(event, withdrawn, number);
  if (!heard.ok) throw new Error(heard.failure.kind);
  return Promise.all(
    heard.value.map(async (id) => {
      const sent = await house.send(id);
      return sent.ok ? sent.value : sent.failure.kind;
    }),
  );
};

const textsOf = (house: House) => house.sms.taken.map((message) => (message.channel === 'sms' ? message.text : ''));
const bodiesOf = (house: House) =>
  house.email.taken.map((message) => (message.channel === 'email' ? message.body : ''));

const stepOf = (step: string, status: number, more: Record<string, unknown> = {}): HeardEvent => ({
  ...heardEvents.started,
  id: `dossier:H26.10-261120-0007:step:${step}`,
  data: { ...heardEvents.started.data, step, status, eventId: step, ...more },
});

describe('each step is told by its own template, or as the state that it led to', () => {
  test.each([
    ['supplement_requested', 5, 'supplement_requested', ['email', 'sms']],
    ['refused', 3, 'refused', ['email', 'sms']],
    ['stopped', 8, 'stopped', ['email']],
    ['withdrawal_requested', 7, 'withdrawal_received', ['email']],
    ['finished', 9, 'finished', ['email', 'sms']],
    ['returned', 10, 'returned', ['email']],
    ['processing_started', 4, 'status_changed', ['email']],
    ['supplement_received', 4, 'status_changed', ['email']],
    ['payment_requested', 6, 'status_changed', ['email']],
    ['of_a_later_release', 4, 'status_changed', ['email']],
  ] as const)('%s', async (step, status, template, channels) => {
    const house = notificationsHouse();
    await house.hear(stepOf(step, status));
    const intents = await Promise.all(house.ids().map(async (id) => (await house.message(id)).intent));
    expect(intents.map(({ channel }) => channel).sort()).toEqual(channels);
    expect(new Set(intents.map(({ notice }) => templateOf(notice)))).toEqual(new Set([template]));
  });

  test('registered is told by e-mail alone', async () => {
    expect(await told(smsAlone(), heardEvents.registered)).toEqual([]);
    const house = notificationsHouse();
    expect(await told(house, heardEvents.registered)).toEqual(['taken']);
    expect(bodiesOf(house)[0]).toContain('đã được ghi nhận lúc 12:00 18/11/2026');
  });

  test('a step whose moment another event tells leads to nothing, and what it led to before that was known is not sent', async () => {
    const house = mailAlone();
    expect(await told(house, stepOf('accepted', 2, { toldWith: 'dossier.accepted' }))).toEqual([]);
    expect(house.table.all()).toEqual([]);
    const [id = 'msg_'] = await house
      .hear(stepOf('payment_requested', 6))
      .then((heard) => (heard.ok ? heard.value : []));
    await house.hear(stepOf('payment_requested', 6, { toldWith: 'payment.opened' }), false, 2);
    expect(await house.send(id)).toEqual({ ok: true, value: 'given_up' });
    expect((await house.message(id)).failure?.reason).toBe('overtaken');
  });

  test('an earlier release says not which step it was: nothing is told by it, and all once that is known', async () => {
    const house = mailAlone();
    const { step: _, ...unnamed } = heardEvents.started.data;
    expect(await told(house, { ...heardEvents.started, data: unnamed })).toEqual([]);
    expect(await told(house, heardEvents.started, 2)).toEqual(['taken']);
  });
});

describe('what the agency wrote', () => {
  const steps = new Map([
    ['e9', { note: 'Thiếu chữ ký.' }],
    ['e2', { note: 'Ghi chú nội bộ' }],
  ]);

  test('beside a refusal is told word for word by mail, and by SMS nothing of it', async () => {
    const house = notificationsHouse(cardWith({ steps }));
    await told(house, heardEvents.refused);
    expect(bodiesOf(house)[0]).toContain('Lý do cụ thể: Thiếu chữ ký.');
    expect(textsOf(house)[0]).not.toContain('Thieu');
  });

  test('beside a step whose template has no place for it is told to nobody', async () => {
    const house = mailAlone({ steps });
    await told(house, heardEvents.started);
    expect(bodiesOf(house)[0]).not.toContain('nội bộ');
  });

  test('is stored nowhere', async () => {
    const house = mailAlone({ steps });
    await told(house, heardEvents.refused);
    expect(JSON.stringify(house.table.all())).not.toContain('chữ ký');
  });
});

describe('what was told and does not hold is taken back', () => {
  test('an acceptance, on the channels that told it, with what it had promised and why', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: false, email: true } }));
    const accepted = { ...heardEvents.accepted, data: { ...heardEvents.accepted.data, eventId: 'e1' } };
    await told(house, accepted);
    house.card = cardWith({ reasons: new Map([['e1', 'Nhầm hồ sơ.']]) });
    expect(await told(house, accepted, 2, true)).toEqual(['taken']);
    expect(house.sms.taken).toEqual([]);
    expect(bodiesOf(house)[1]).toContain('hẹn trả kết quả lúc 17:00 27/11/2026. Thông báo đó không còn hiệu lực');
    expect(bodiesOf(house)[1]).toContain('Lý do: Nhầm hồ sơ.');
    // Said again it is the same word, and the same messages.
    expect(await told(house, accepted, 3, true)).toEqual(['settled_before']);
  });

  test('a step, with what was told and what holds now', async () => {
    const house = mailAlone();
    await told(house, heardEvents.refused);
    house.status = 1;
    expect(await told(house, heardEvents.refused, 2, true)).toEqual(['taken']);
    expect(bodiesOf(house)[1]).toContain('ở trạng thái “Không được tiếp nhận”. Thông báo đó không còn hiệu lực.');
    expect(bodiesOf(house)[1]).toContain('Trạng thái hiện nay: Mới đăng ký.');
  });

  test('what never left is taken back from nobody', async () => {
    const house = smsAlone();
    await house.hear(heardEvents.accepted);
    expect(await told(house, heardEvents.accepted, 2, true)).toEqual(['put_off']);
    const [first = 'msg_', correction = 'msg_'] = house.ids();
    await house.send(first);
    await house.send(correction);
    for (const id of [first, correction]) expect((await house.message(id)).failure?.reason).toBe('overtaken');
    expect(house.sms.taken).toEqual([]);
  });

  test('while nobody knows whether the word left, its taking back waits', async () => {
    const house = smsAlone();
    house.sms.answers = [{ taken: false, fault: 'unknown', reason: 'lost' }];
    expect(await told(house, heardEvents.accepted)).toEqual(['unknown_outcome']);
    expect(await told(house, heardEvents.accepted, 2, true)).toEqual(['put_off']);
    expect(house.later).toMatchObject([{ delaySeconds: 60 }]);
    const [first = 'msg_', correction = 'msg_'] = house.ids();
    house.at += 100_000;
    expect(await house.send(first)).toMatchObject({ value: 'taken' });
    expect(await house.send(correction)).toMatchObject({ value: 'taken' });
    expect(textsOf(house)).toEqual([
      expect.stringMatching(/da tiep nhan/),
      expect.stringMatching(/chua duoc tiep nhan/),
    ]);
  });
});

describe('the last word is the true one', () => {
  const promising = (promisedAt: number) => ({
    ...heardEvents.accepted,
    data: { ...heardEvents.accepted.data, promisedAt },
  });
  const [a, b] = [promising(NOON + DAY_MS), promising(NOON + 2 * DAY_MS)];

  test('A, B, then A again: three messages', async () => {
    const house = smsAlone();
    for (const [n, event] of [a, b, a].entries()) expect(await told(house, event, n + 1)).toEqual(['taken']);
    expect(textsOf(house).map((text) => /\d\d\/11\/2026/.exec(text)?.[0])).toEqual([
      '19/11/2026',
      '20/11/2026',
      '19/11/2026',
    ]);
  });

  test('A, a B that never left, then A again: the person knows A, and is told once', async () => {
    const house = smsAlone();
    await told(house, a, 1);
    const [unsent = 'msg_'] = await house.hear(b, false, 2).then((heard) => (heard.ok ? heard.value : []));
    expect(await told(house, a, 3)).toEqual(['put_off']);
    await house.send(unsent);
    const again = house.ids().find((id) => ![unsent].includes(id) && id !== house.sms.taken[0]?.clientReference);
    expect(await house.send(again ?? 'msg_')).toEqual({ ok: true, value: 'given_up' });
    expect(textsOf(house)).toHaveLength(1);
  });

  test('an A that its carrier refused is told when it comes again', async () => {
    const house = smsAlone();
    house.sms.answers = [{ taken: false, fault: 'permanent', reason: 'blocked' }];
    expect(await told(house, a, 1)).toEqual(['given_up']);
    expect(await told(house, a, 2, true)).toEqual(['given_up']);
    expect(await told(house, a, 3)).toEqual(['taken']);
  });
});

describe('promises', () => {
  const promised = (ordinal: number, promisedAt: number, cause = 'pause'): HeardEvent => ({
    ...heardEvents.moved,
    id: `dossier:H26.10-261120-0007:promised:${ordinal}`,
    data: { ...heardEvents.moved.data, promisedAt, cause },
  });
  const [a, b] = [NOON + DAY_MS, NOON + 2 * DAY_MS];

  test('that of an acceptance is told with the acceptance; each later one by itself, the same date again, too', async () => {
    const house = smsAlone();
    expect(await told(house, promised(1, a, 'accepted'))).toEqual([]);
    for (const [n, date] of [b, a, b].entries())
      expect(await told(house, promised(n + 2, date), 10 + n)).toEqual(['taken']);
    expect(textsOf(house)).toHaveLength(3);
  });

  test('one that moves by seconds reads as it did, and is no news', async () => {
    const house = smsAlone();
    const [id = 'msg_'] = await house.hear(promised(2, b), false, 2).then((heard) => (heard.ok ? heard.value : []));
    const event = promised(3, b + 59_000);
    const moved = { ...event, data: { ...event.data, insteadOf: b } } as HeardEvent;
    expect(await told(house, moved, 3)).toEqual([]);
    expect(await house.send(id)).toMatchObject({ value: 'taken' });
  });

  test('one that has moved on is not sent, in whatever order they are heard', async () => {
    const house = smsAlone();
    const [later = 'msg_'] = await house.hear(promised(3, b), false, 5).then((heard) => (heard.ok ? heard.value : []));
    expect(await told(house, promised(2, a), 9)).toEqual([]);
    expect(await house.send(later)).toMatchObject({ value: 'taken' });
    const [overtaken = 'msg_'] = await house
      .hear(promised(4, a), false, 11)
      .then((heard) => (heard.ok ? heard.value : []));
    await house.hear(promised(5, b), false, 12);
    await house.send(overtaken);
    expect((await house.message(overtaken)).failure?.reason).toBe('overtaken');
  });

  test('told again by a table that was restored they are no news; another date is', async () => {
    const house = smsAlone();
    await told(house, promised(2, a), 5);
    expect(await told(house, promised(2, a), numberOf(1, 2))).toEqual(['settled_before']);
    expect(await told(house, promised(2, b), numberOf(1, 9))).toEqual(['settled_before']);
    expect(await told(house, promised(3, b), numberOf(1, 10))).toEqual(['taken']);
  });
});

describe('news', () => {
  const learnt = (learntAt: number): HeardEvent => ({
    ...heardEvents.started,
    data: { ...heardEvents.started.data, learntAt },
  });

  test('is told for three days after it was learnt of, however long ago it happened', async () => {
    const old = { ...heardEvents.registered, at: NOON - 30 * DAY_MS };
    expect(await told(mailAlone(), old)).toEqual([]);
    expect(await told(mailAlone(), { ...old, data: { ...old.data, learntAt: NOON - 3 * DAY_MS } })).toEqual([]);
    expect(await told(mailAlone(), { ...old, data: { ...old.data, learntAt: NOON - 3 * DAY_MS + 1 } })).toEqual([
      'taken',
    ]);
  });

  test('what was told once is told anew when it changes, however late', async () => {
    const house = mailAlone();
    await told(house, learnt(NOON));
    house.at += 10 * DAY_MS;
    const changed = { ...learnt(NOON), at: NOON + 1000 * 60 };
    expect(await told(house, learnt(NOON), 2)).toEqual(['settled_before']);
    expect(await told(house, changed as HeardEvent, 3)).toEqual(['taken']);
  });

  test('is not sent after three days', async () => {
    const house = mailAlone();
    const [id = 'msg_'] = await house.hear(heardEvents.started).then((heard) => (heard.ok ? heard.value : []));
    house.at += 3 * DAY_MS;
    await house.send(id);
    expect((await house.message(id)).failure?.reason).toBe('expired');
  });
});

describe('of fees', () => {
  test('that one is closed is told to those alone who were asked for it', async () => {
    const house = smsAlone();
    await told(house, heardEvents.opened);
    expect(await told(house, heardEvents.cancelled)).toEqual(['taken']);
    const unasked = smsAlone();
    const [demand = 'msg_'] = await unasked.hear(heardEvents.opened).then((heard) => (heard.ok ? heard.value : []));
    expect(await told(unasked, heardEvents.cancelled)).toEqual(['put_off']);
    await unasked.send(demand);
    const closed = unasked.ids().find((id) => id !== demand) ?? 'msg_';
    expect(await unasked.send(closed)).toEqual({ ok: true, value: 'given_up' });
    expect(unasked.sms.taken).toEqual([]);
  });

  test('closed with money in it, and paid, are told by their own moments', async () => {
    const house = smsAlone();
    const { data } = heardEvents.cancelled;
    expect(await told(house, { ...heardEvents.cancelled, data: { ...data, receivedVnd: 1 } })).toEqual([]);
    expect(await told(house, heardEvents.settled)).toEqual([]);
  });

  test('a part that came is told with what is left, and not after the whole has come', async () => {
    const house = mailAlone();
    const part = { ...heardEvents.part, data: { ...heardEvents.part.data, receivedVnd: 50_000 } };
    expect(await told(house, part)).toEqual(['taken']);
    expect(bodiesOf(house)[0]).toContain('còn phải nộp 100.000 đ');
    const late = mailAlone();
    await late.hear(part);
    await told(late, heardEvents.paid);
    expect(await late.send(late.ids()[0] ?? 'msg_')).toEqual({ ok: true, value: 'given_up' });
  });
});

test('a result that was revoked before its message left is not offered', async () => {
  const house = smsAlone();
  const [ready = 'msg_'] = await house.hear(heardEvents.issued).then((heard) => (heard.ok ? heard.value : []));
  expect(await told(house, heardEvents.revoked)).toEqual(['taken']);
  await house.send(ready);
  expect((await house.message(ready)).failure?.reason).toBe('overtaken');
});

test('who chose English is told in English', async () => {
  const house = notificationsHouse(cardWith({ notify: { sms: true, email: true, language: 'en' } }));
  await told(house, heardEvents.accepted);
  expect(textsOf(house)[0]).toContain('is accepted, result promised for 27/11/2026');
  expect(bodiesOf(house)[0]).toMatch(/^Dear Nguyễn Thị Ánh,\n/);
  house.card = cardWith({ notify: { sms: true, email: true, language: 'fr' } });
  await told(house, heardEvents.issued);
  expect(bodiesOf(house)[1]).toMatch(/^Kính gửi/);
});
