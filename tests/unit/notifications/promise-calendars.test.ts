import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { promiseCalendarsAt } from '../../../functions/notifications/adapters/promise-calendars.ts';
import { promiseEventOf } from '../../../functions/notifications/domain/promise-event.ts';
import type { Attachment, Composed } from '../../../functions/notifications/ports.ts';
import { numberOf } from '../../../shared/kernel/milestones.ts';
import { notices } from '../../support/notices.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

/** What a calendar program reads in a file. */
const read = ({ bytes }: Attachment) => {
  const calendar = new ICAL.Component(ICAL.parse(new TextDecoder().decode(bytes)));
  const [event, ...more] = calendar.getAllSubcomponents('vevent');
  expect(more).toEqual([]);
  const value = (name: string) => event?.getFirstPropertyValue(name);
  const start = value('dtstart') as ICAL.Time;
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: value('uid'),
    sequence: value('sequence'),
    status: value('status'),
    summary: value('summary'),
    description: value('description'),
    location: value('location'),
    organizer: value('organizer'),
    stamp: (value('dtstamp') as ICAL.Time).toJSDate().getTime(),
    at: start.toJSDate().getTime(),
    zone: start.zone.tzid,
  };
};

/** A calendar as RFC 5546 has it: of one name the highest number holds, whatever comes after it. */
const calendarAfter = (files: readonly Attachment[]) => {
  const events = new Map<unknown, ReturnType<typeof read>>();
  for (const event of files.map(read)) {
    const before = events.get(event.uid);
    if (!before || Number(event.sequence) >= Number(before.sequence)) events.set(event.uid, event);
  }
  return [...events.values()];
};

const mails = (house: ReturnType<typeof notificationsHouse>) =>
  house.email.taken as readonly Extract<Composed, { channel: 'email' }>[];
const filesOf = (house: ReturnType<typeof notificationsHouse>) =>
  mails(house).flatMap(({ attachments = [] }) =>
    attachments.filter(({ contentType }) => contentType.startsWith('text/calendar')),
  );

const mailHouse = () => notificationsHouse(cardWith({ notify: { sms: false, email: true } }));

const tell = async (house: ReturnType<typeof notificationsHouse>, ...heard: Parameters<typeof house.hear>) => {
  await house.hear(...heard);
  for (const id of house.ids()) await house.send(id);
};

const accepted = { ...heardEvents.accepted, data: { ...heardEvents.accepted.data, eventId: 'e1' } };
const promisedAt = Date.parse('2026-11-27T17:00:00+07:00');

describe('the promised date in a person’s calendar', () => {
  test('is one event in UTC that is published, named for the dossier, with no person in it', async () => {
    const house = mailHouse();
    await tell(house, accepted);
    const [file, ...more] = filesOf(house);
    expect(more).toEqual([]);
    expect(file?.filename).toBe('H26.10-261120-0007.ics');
    expect(file?.contentType).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    expect(file && read(file)).toEqual({
      method: 'PUBLISH',
      uid: 'H26.10-261120-0007@motcua.example.vn',
      sequence: 1,
      status: 'CONFIRMED',
      summary: 'Hẹn trả kết quả hồ sơ H26.10-261120-0007',
      description: 'Cấp bản sao trích lục hộ tịch',
      location: 'Bộ phận Một cửa',
      organizer: 'mailto:no-reply@motcua.example.vn',
      stamp: NOON,
      at: promisedAt,
      zone: 'UTC',
    });
    expect(new TextDecoder().decode(file?.bytes)).not.toMatch(/Ánh|0912345678|anh@example|\/t\//);
  });

  test('moves with the promise, however the mails come', async () => {
    const house = mailHouse();
    await tell(house, accepted, false, 3);
    await tell(house, heardEvents.moved, false, 7);
    const files = filesOf(house);
    expect(files).toHaveLength(2);
    for (const order of [files, files.toReversed()])
      expect(calendarAfter(order)).toMatchObject([{ at: heardEvents.moved.data.promisedAt, status: 'CONFIRMED' }]);
  });

  test('moves after the table was restored, where versions begin anew', async () => {
    const house = mailHouse();
    await tell(house, accepted, false, numberOf(0, 400));
    await tell(house, heardEvents.moved, false, numberOf(1, 2));
    expect(calendarAfter(filesOf(house).toReversed())).toMatchObject([{ at: heardEvents.moved.data.promisedAt }]);
  });

  test('is cancelled with an acceptance that was taken back, and comes back with the next one', async () => {
    const house = mailHouse();
    await tell(house, accepted, false, 3);
    await tell(house, accepted, true, 5);
    expect(filesOf(house).map(read)[1]).toMatchObject({ method: 'CANCEL', status: 'CANCELLED' });
    expect(calendarAfter(filesOf(house))).toMatchObject([{ status: 'CANCELLED' }]);
    const again = { ...accepted, data: { ...accepted.data, eventId: 'e3', promisedAt: promisedAt + 86_400_000 } };
    await tell(house, again, false, 8);
    expect(calendarAfter(filesOf(house))).toMatchObject([{ status: 'CONFIRMED', at: promisedAt + 86_400_000 }]);
  });

  test('goes with no other mail, and with no acceptance that promises nothing', () => {
    const about = {
      language: 'vi',
      dossierCode: 'H26.10-261120-0007',
      procedureName: 'P',
      unit: 'U',
      agencyName: 'A',
    } as const;
    const telling = notices.filter((notice) => promiseEventOf(notice, about) !== undefined);
    expect(new Set(telling.map(({ template }) => template))).toEqual(
      new Set(['accepted', 'promise_moved', 'rescheduled', 'acceptance_withdrawn']),
    );
    for (const notice of telling) expect('promisedAt' in notice && notice.promisedAt).not.toBeNull();
  });

  test('texts with signs of the format come back as they were, in lines of at most 75 octets', async () => {
    const event = {
      dossierCode: 'H26.10-261120-0007',
      at: promisedAt,
      isCancelled: false,
      sequence: 1,
      summary: 'Hẹn; trả, \\ kết quả',
      description: `Dòng một\nDòng hai ${'ễ'.repeat(300)}`,
      location: '1, Đội Cấn; Hà Nội',
      agencyName: 'UBND "phường"; Ngọc Hà: một, hai',
      agencyEmail: 'a@b.vn',
    } as const;
    const file = await promiseCalendarsAt('https://x.vn').fileOf(event, NOON);
    const { summary, description, location } = event;
    expect(read(file)).toMatchObject({ summary, description, location, organizer: 'mailto:a@b.vn' });
    const lines = new TextDecoder().decode(file.bytes).split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });
});
