import { describe, expect, test } from 'vitest';
import type { Composed, TellingCard } from '../../../functions/notifications/ports.ts';
import type { HeardEvent } from '../../../shared/kernel/events.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

const mailHouse = (card: Partial<TellingCard> = {}) =>
  notificationsHouse(cardWith({ notify: { sms: false, email: true }, ...card }));

type House = ReturnType<typeof notificationsHouse>;

/** The mail that an event leads to. */
const mailAfter = async (house: House, event: HeardEvent) => {
  await house.hear(event);
  for (const id of house.ids()) await house.send(id);
  const mail = house.email.taken.at(-1) as Extract<Composed, { channel: 'email' }> | undefined;
  return { body: mail?.body ?? '', html: mail?.html ?? '' };
};

const accepted = { ...heardEvents.accepted, data: { ...heardEvents.accepted.data, eventId: 'e1' } } as const;
const at = (wall: string) => Date.parse(`2026-11-16T${wall}:00+07:00`);
const applicant = { fullName: 'Nguyễn Thị Ánh', phone: '0912345678', email: 'anh@example.vn', address: '1 Đội Cấn' };
const finished = {
  id: 'dossier:H26.10-261120-0007:step:e4',
  type: 'dossier.status_changed',
  at: NOON,
  data: { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10', status: 9, step: 'finished', eventId: 'e4' },
} as const;

describe('form 01 with the acceptance', () => {
  test('says what the card and the acceptance say when the mail leaves, and keeps none of it', async () => {
    const steps = new Map([['e1', { recipient: 'Lê Thị Dung', by: 'hệ thống', receivedAt: at('09:30') }]]);
    const components = [{ code: 'GKS', name: 'Giấy khai sinh', originals: 1, copies: 2, digitised: true }];
    const house = mailHouse({ applicant, contact: applicant, steps, components, resultBy: 'post' });
    const { body } = await mailAfter(house, accepted);
    for (const row of [
      'Tiếp nhận hồ sơ của: Nguyễn Thị Ánh',
      'Địa chỉ: 1 Đội Cấn',
      'Thành phần hồ sơ nộp: 1. Giấy khai sinh (1 bản chính, 2 bản sao)',
      'Thời gian giải quyết theo quy định: 3 ngày làm việc',
      'Thời gian nhận hồ sơ: 09:30 16/11/2026',
      'Thời gian trả kết quả: 17:00 27/11/2026',
      'Đăng ký nhận kết quả tại: Qua dịch vụ bưu chính',
      'Người tiếp nhận: Lê Thị Dung',
    ])
      expect(body).toContain(`\n${row}\n`);
    expect(JSON.stringify(house.table.all())).not.toMatch(/Ánh|Đội Cấn|Dung|0912345678/);
  });

  test.each([
    ['the acceptance says', { receivedAt: at('09:10'), occurredAt: at('09:35') }, at('09:00'), '09:10'],
    ['the registration says, where the acceptance says none', { occurredAt: at('09:35') }, at('09:00'), '09:00'],
    ['it was accepted, where nothing says another', { occurredAt: at('09:35') }, undefined, '09:35'],
  ])('names as the time of receipt the one that %s', async (_, step, receivedAt, wall) => {
    const house = mailHouse({ receivedAt });
    house.step = { by: 'Trần Văn Bình', ...step };
    const { body } = await mailAfter(house, accepted);
    expect(body).toContain(`\nThời gian nhận hồ sơ: ${wall} 16/11/2026\n`);
    expect(body).toContain('\nNgười tiếp nhận: Trần Văn Bình\n');
  });

  test('leaves out who took it in where an earlier release does not say which acceptance it was', async () => {
    const house = mailHouse();
    house.step = { by: 'Trần Văn Bình' };
    expect((await mailAfter(house, heardEvents.accepted)).body).not.toContain('Người tiếp nhận');
  });

  test('is told once though a later word of the same acceptance says what an earlier release did not', async () => {
    const house = mailHouse();
    await mailAfter(house, heardEvents.accepted);
    await house.hear(accepted, false, 9);
    for (const id of house.ids()) await house.send(id);
    expect(house.email.taken).toHaveLength(1);
  });

  test('is told to nobody after the person’s data were erased', async () => {
    const house = mailHouse({ applicant: undefined, contact: undefined });
    expect((await mailAfter(house, accepted)).body).toBe('');
  });
});

describe('the unit that a mail names', () => {
  const counter = { name: 'Trung tâm Phục vụ hành chính công tỉnh', nameEn: 'Public Service Centre', phone: '1900 1' };

  test('is the counter that took the dossier in, with its own telephone', async () => {
    const house = mailHouse({ receivingAgencyCode: 'H26.01' });
    house.agencies = { 'H26.01': { ...counter, email: 'hoi@example.vn' } };
    const { body } = await mailAfter(house, accepted);
    expect(body).toContain(`\nBộ phận tiếp nhận và trả kết quả: ${counter.name}\n`);
    expect(body).toContain('\nCơ quan giải quyết: Ủy ban nhân dân phường Ngọc Hà\n');
    expect(body).toContain('\nLiên hệ khi cần hướng dẫn: 1900 1, hoi@example.vn\n');
  });

  test('has the name, and the form the title, that the agency gave them', async () => {
    const house = mailHouse();
    house.agencies = { 'H26.10': { forms: { unit: 'Một cửa Ngọc Hà', titles: { '01': 'Biên nhận hồ sơ' } } } };
    const { body, html } = await mailAfter(house, accepted);
    expect(body).toContain('\nBIÊN NHẬN HỒ SƠ\n');
    expect(html).toContain('>Biên nhận hồ sơ</caption>');
    expect(body).toContain('\nBộ phận tiếp nhận và trả kết quả: Một cửa Ngọc Hà\n');
  });

  test('is where a finished dossier’s result is fetched, with its address and hours where they are known', async () => {
    const house = mailHouse();
    expect((await mailAfter(house, finished)).body).toContain('kết quả tại Bộ phận Một cửa, trong giờ làm việc.');
    const known = mailHouse();
    known.agencies = { 'H26.10': { address: '25 Liễu Giai', hours: 'Thứ 2-6: 08:00-17:00\nThứ 7: 08:00-12:00' } };
    expect((await mailAfter(known, finished)).body).toContain(
      'tại Bộ phận Một cửa, 25 Liễu Giai, trong giờ làm việc (Thứ 2-6: 08:00-17:00; Thứ 7: 08:00-12:00).',
    );
  });

  test('is named in English to who chose it', async () => {
    const notify = { sms: false, email: true, language: 'en' };
    const house = mailHouse({ receivingAgencyCode: 'H26.01', notify });
    house.agencies = { 'H26.01': counter };
    const { body } = await mailAfter(house, accepted);
    expect(body).toContain('\nOne-stop unit: Public Service Centre\n');
    expect(body).toContain('\nTime limit by law: 3 working days\n');
    const alone = mailHouse({ notify });
    expect((await mailAfter(alone, finished)).body).toContain('at the one-stop counter, in office hours.');
  });
});

describe('where mails lead', () => {
  test.each([
    ['opened', 'Nộp phí, lệ phí', '/pay'],
    ['paid', 'Khoản đã nộp và biên lai', '/pay'],
    ['issued', 'Nhận kết quả', '/result'],
  ] as const)('%s: %s', async (name, words, path) => {
    const { body, html } = await mailAfter(mailHouse(), heardEvents[name]);
    const [, link] = new RegExp(`\\n${words}: (\\S+)\\n`).exec(body) ?? [];
    expect(link).toMatch(new RegExp(`^https://motcua\\.example\\.vn/t/[^/]+${path}$`));
    expect(html).toContain(`<a href="${link}"`);
    expect(body).toContain(`\nTra cứu hồ sơ: ${link?.slice(0, -path.length)}\n`);
  });
});
