import { describe, expect, test } from 'vitest';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import { readMessage } from '../../../functions/notifications/usecases/read-messages.ts';
import type { EventOf } from '../../../shared/kernel/events.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/kernel/time.ts';
import { cardWith, heardEvents, notificationsHouse } from '../../support/notifications-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

type House = ReturnType<typeof notificationsHouse>;

/** A dossier becomes due soon; its number tells it from others. */
const dueSoon = (n: number, due: string, agencyCode = 'H26.10'): EventOf<'dossier.due_soon'> => {
  const dossierCode = `${agencyCode}-261120-${String(n).padStart(4, '0')}` as DossierCode;
  const dueAt = inVietNam(due);
  return {
    id: `dossier:${dossierCode}:due_soon:resolve:${dueAt}`,
    type: 'dossier.due_soon',
    at: dueAt - 8 * HOUR_MS,
    data: {
      dossierCode,
      agencyCode: agencyCode as EventOf<'dossier.due_soon'>['data']['agencyCode'],
      clock: 'resolve',
      dueAt,
    },
  };
};

/** Sends all that was put on its way and has not been sent. */
const sendAll = async (house: House) => {
  for (const id of house.ids()) await house.send(id);
};

/** The mornings' tick at a moment, and all that it leads to. */
const tickAt = async (house: House, wall: string) => {
  house.at = inVietNam(wall);
  const { failed } = await house.tick();
  expect(failed).toEqual([]);
  await sendAll(house);
};

const mails = ({ email }: House) =>
  email.taken.map((mail) => (mail.channel === 'email' ? { to: mail.to, subject: mail.subject, body: mail.body } : {}));

describe('staff of an agency, of a dossier that is overdue', () => {
  test('are told at once and once, by mail alone, without a word of a person', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    for (const number of [1, 1, 2]) await house.hear(heardEvents.overdue, false, number);
    await sendAll(house);
    await sendAll(house);
    expect(house.sms.taken).toEqual([]);
    expect(mails(house)).toEqual([
      {
        to: 'phong.tuphap@example.gov.vn',
        subject: 'Hồ sơ H26.10-261120-0007 đã quá hạn – Ủy ban nhân dân phường Ngọc Hà',
        body: expect.stringContaining(
          '- H26.10-261120-0007: Cấp bản sao trích lục hộ tịch, hẹn trả kết quả 11:59 18/11/2026',
        ),
      },
    ]);
    const [mail] = house.email.taken;
    expect(JSON.stringify(mail)).not.toMatch(/Ánh|Kính gửi|0912345678|anh@example|\/t\//);
  });

  test('are told at each of their addresses, at the ones that hold when it leaves', async () => {
    const house = notificationsHouse();
    house.staff = ['a@example.gov.vn', 'b@example.gov.vn'];
    await house.hear(heardEvents.overdue);
    house.staff = ['c@example.gov.vn', 'b@example.gov.vn', 'd@example.gov.vn'];
    await house.hear(heardEvents.overdue);
    await sendAll(house);
    expect(mails(house).map(({ to }) => to)).toEqual(expect.arrayContaining(['c@example.gov.vn', 'b@example.gov.vn']));
    expect(house.email.taken).toHaveLength(2);
  });

  test('are not told where the dossier ended, or the moment was withdrawn, before the mail left', async () => {
    const ended = notificationsHouse();
    await ended.hear(heardEvents.overdue);
    ended.over.add(heardEvents.overdue.id);
    await sendAll(ended);
    const withdrawn = notificationsHouse();
    await withdrawn.hear(heardEvents.overdue);
    await withdrawn.hear(heardEvents.overdue, true);
    await sendAll(withdrawn);
    for (const house of [ended, withdrawn]) {
      expect(house.email.taken).toEqual([]);
      const [id = 'msg_'] = house.ids();
      expect((await house.message(id)).failure?.reason).toBe('overtaken');
    }
  });

  test('are not told twice where it was withdrawn and holds after all', async () => {
    const house = notificationsHouse();
    await house.hear(heardEvents.overdue);
    await sendAll(house);
    await house.hear(heardEvents.overdue, true, 2);
    await house.hear(heardEvents.overdue, false, 3);
    await sendAll(house);
    expect(house.email.taken).toHaveLength(1);
  });

  test('are told nothing that is old, and nothing where there is no address', async () => {
    const house = notificationsHouse();
    house.at += 3 * DAY_MS;
    await house.hear(heardEvents.overdue);
    expect(house.ids()).toEqual([]);
    const nowhere = notificationsHouse();
    nowhere.staff = [];
    await nowhere.hear(heardEvents.overdue);
    expect(nowhere.ids()).toEqual([]);
  });

  test('are shown in the messages of the dossier, masked, whoever its person is', async () => {
    const house = notificationsHouse(cardWith({ contact: undefined }));
    await house.hear(heardEvents.overdue);
    await sendAll(house);
    const [id = 'msg_'] = house.ids();
    const operator = { permission: 'operator' } as const;
    const agencies = {
      named: async () => ({ name: 'A' }),
      staffAddresses: async () => house.staff,
    };
    const cards = { read: async () => house.card };
    const ledger = { message: house.message };
    const read = await readMessage({ ledger, cards, agencies })(id, operator as never);
    expect(read.ok && messageView(read.value, house.at)).toMatchObject({
      template: 'overdue',
      channel: 'email',
      state: 'accepted',
      to: expect.stringMatching(/^p.*\*.*gov\.vn$/),
    });
  });
});

describe('the digest of what is due soon', () => {
  test('is one mail on the next working day at 07:30, the soonest first, to those dossiers’ agency', async () => {
    const house = notificationsHouse();
    house.at = inVietNam('2026-11-19 17:00');
    await house.hear(dueSoon(2, '2026-11-20 17:00'));
    await house.hear(dueSoon(1, '2026-11-20 11:30'));
    await house.hear(dueSoon(3, '2026-11-20 16:00', 'H26.20'));
    await tickAt(house, '2026-11-20 07:29');
    expect(mails(house)).toEqual([]);
    await tickAt(house, '2026-11-20 07:30');
    await tickAt(house, '2026-11-20 07:40');
    expect(mails(house)).toHaveLength(2);
    const own = mails(house).find(({ subject }) => subject?.startsWith('2 hồ sơ sắp đến hạn'));
    expect(own?.body).toContain(
      [
        'Các hồ sơ sau đây sắp đến hạn trả kết quả:',
        '',
        '- H26.10-261120-0001: Cấp bản sao trích lục hộ tịch, hẹn trả kết quả 11:30 20/11/2026',
        '- H26.10-261120-0002: Cấp bản sao trích lục hộ tịch, hẹn trả kết quả 17:00 20/11/2026',
        '',
      ].join('\n'),
    );
    expect(JSON.stringify(house.email.taken)).not.toMatch(/Ánh|Kính gửi|0912345678|anh@example|\/t\//);
  });

  test.each([
    ['2026-11-20 07:29', '2026-11-20'],
    ['2026-11-20 07:30', '2026-11-23'],
    ['2026-11-20 16:00', '2026-11-23'],
    ['2026-11-21 03:00', '2026-11-23'],
    // The new year's day and the weekend after it.
    ['2026-12-31 12:00', '2027-01-04'],
  ])('what becomes due soon at %s waits for the morning of %s', async (moment, date) => {
    const house = notificationsHouse();
    house.at = inVietNam(moment);
    await house.hear(dueSoon(1, '2027-03-01 12:00'));
    const timers = house.table.all().filter(({ sk }) => sk === 'TIMER');
    expect(timers).toMatchObject([{ date, at: inVietNam(`${date} 07:30`) }]);
  });

  test('leaves out what has ended, what is due already and nothing else; without anything it is not sent', async () => {
    const house = notificationsHouse();
    house.at = inVietNam('2026-11-19 17:00');
    const [ended, open, alone] = [
      dueSoon(1, '2026-11-20 17:00'),
      dueSoon(2, '2026-11-20 17:00'),
      dueSoon(3, '2026-11-20 17:00', 'H26.20'),
    ];
    for (const event of [ended, open, alone, dueSoon(4, '2026-11-20 07:31')]) await house.hear(event);
    for (const { id } of [ended, alone]) house.over.add(id);
    await tickAt(house, '2026-11-20 07:40');
    expect(mails(house)).toHaveLength(1);
    expect(mails(house)[0]?.body?.match(/H26\S+(?=:)/g)).toEqual([open.data.dossierCode]);
  });

  test('is sent to nobody where nothing became due soon', async () => {
    const house = notificationsHouse();
    await tickAt(house, '2026-11-20 07:30');
    expect(house.ids()).toEqual([]);
  });

  test('what is heard again, of a rebuild or a queue, is in no second one', async () => {
    const house = notificationsHouse();
    house.at = inVietNam('2026-11-19 17:00');
    await house.hear(dueSoon(1, '2026-11-24 17:00'));
    await tickAt(house, '2026-11-20 07:30');
    for (const number of [1, 5]) await house.hear(dueSoon(1, '2026-11-24 17:00'), false, number);
    await tickAt(house, '2026-11-23 07:30');
    await tickAt(house, '2026-11-24 07:30');
    expect(mails(house)).toHaveLength(1);
  });

  test('what is collected while it is closed is in it or in the next, never in both or none', async () => {
    for (let turns = 0; turns < 60; turns += 1) {
      const house = notificationsHouse();
      house.at = inVietNam('2026-11-20 07:29');
      await house.hear(dueSoon(1, '2026-11-24 17:00'));
      const heard = house.hear(dueSoon(2, '2026-11-24 17:00'));
      for (let n = 0; n < turns; n += 1) await Promise.resolve();
      house.at = inVietNam('2026-11-20 07:30');
      await house.tick();
      await heard;
      await sendAll(house);
      await tickAt(house, '2026-11-23 07:30');
      const codes = mails(house).flatMap(({ body = '' }) => body.match(/H26\S+(?=:)/g) ?? []);
      expect(codes.sort(), `${turns} turns`).toEqual(['H26.10-261120-0001', 'H26.10-261120-0002']);
    }
  });

  test('of a dossier that became due soon twice the last date is told', async () => {
    const house = notificationsHouse();
    house.at = inVietNam('2026-11-19 10:00');
    await house.hear(dueSoon(1, '2026-11-20 10:00'));
    await house.hear(dueSoon(1, '2026-11-20 11:00'));
    await tickAt(house, '2026-11-20 07:30');
    expect(mails(house)[0]?.body?.match(/^- .*$/gm)).toEqual([expect.stringContaining('11:00 20/11/2026')]);
  });

  test('of very many lists the first 200 and says how many there are', async () => {
    const house = notificationsHouse();
    house.at = inVietNam('2026-11-19 17:00');
    for (let n = 1; n <= 203; n += 1) await house.hear(dueSoon(n, '2026-11-20 17:00'));
    await tickAt(house, '2026-11-20 07:30');
    const [mail] = mails(house);
    expect(mail?.subject).toMatch(/^203 hồ sơ/);
    expect(mail?.body?.match(/^- .*$/gm)).toHaveLength(200);
    expect(mail?.body).toContain('Và 3 hồ sơ khác');
  });
});

class Killed extends Error {}

describe('whoever tells staff may be killed at every call', () => {
  /** All of it, as the queues would repeat it. */
  const run = async (house: House): Promise<void> => {
    house.at = inVietNam('2026-11-19 17:00');
    for (const n of [1, 2]) await house.hear(dueSoon(n, '2026-11-24 17:00'));
    await house.hear({ ...heardEvents.overdue, at: house.at });
    house.at = inVietNam('2026-11-20 07:30');
    const { failed } = await house.tick();
    for (const { error } of failed) throw error;
    await sendAll(house);
  };

  test('and each is told once', async () => {
    const whole = notificationsHouse();
    let calls = 0;
    whole.onCall = () => {
      calls += 1;
    };
    await run(whole);
    expect(whole.email.taken).toHaveLength(2);
    expect(calls).toBeGreaterThan(40);
    for (let deadly = 1; deadly <= calls; deadly += 1) {
      const house = notificationsHouse();
      let n = 0;
      house.onCall = (name) => {
        n += 1;
        if (n === deadly) throw new Killed(name);
      };
      for (let round = 0; round < 4; round += 1) {
        await run(house).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        // A leg that was cut short is asked about once it is old.
        house.at += 2 * HOUR_MS;
        await sendAll(house);
      }
      const told = house.email.taken.flatMap((mail) =>
        mail.channel === 'email' ? (mail.body.match(/^- \S+(?=:)/gm) ?? []) : [],
      );
      expect(told.sort(), `killed at call ${deadly}`).toEqual([
        '- H26.10-261120-0001',
        '- H26.10-261120-0002',
        '- H26.10-261120-0007',
      ]);
    }
  });
});
