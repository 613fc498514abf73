import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { eventually, messagesTo, registered, type SandboxMessage, sendEvent, stack } from '../support/deployed.ts';

const details = {
  notify: { sms: false, email: true },
  components: [
    { code: 'TK', name: 'Tờ khai', originals: 1, copies: 0, digitised: true },
    { code: 'GKS', name: 'Giấy khai sinh', originals: 0, copies: 2, digitised: true },
  ],
  resultBy: 'counter',
};

/** Waits until one mail with these words in its subject is there. */
const mailSaying = (to: string, words: RegExp): Promise<SandboxMessage> =>
  eventually(async () => {
    const all = await messagesTo(to);
    const [mail, ...more] = all.filter(({ subject = '' }) => words.test(subject));
    if (!mail || more.length > 0) throw new Error(JSON.stringify(all));
    return mail;
  });

/** The one event in the one calendar of a mail. */
const eventIn = ({ attachments = [] }: SandboxMessage) => {
  const [file, ...more] = attachments.filter(({ contentType }) => contentType === 'text/calendar');
  expect(more).toEqual([]);
  const calendar = new ICAL.Component(ICAL.parse(file?.text ?? ''));
  const [event] = calendar.getAllSubcomponents('vevent');
  const value = (name: string) => event?.getFirstPropertyValue(name);
  return {
    file,
    method: calendar.getFirstPropertyValue('method'),
    uid: value('uid'),
    sequence: Number(value('sequence')),
    at: (value('dtstart') as ICAL.Time).toJSDate().getTime(),
  };
};

test('form 01 with the date for a calendar, form 02, and the date that moved, are in the mailbox', async () => {
  const { dossierCode, phone, email } = await registered(details);
  const accepted = await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00', { recipient: 'Lê Thị Dung' });
  expect(accepted.status, accepted.text).toBe(200);
  const receipt = await mailSaying(email, /đã được tiếp nhận/);
  for (const row of [
    'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
    `Mã hồ sơ: ${dossierCode}`,
    'Tiếp nhận hồ sơ của: Nguyễn Thị Ánh',
    `Số điện thoại: ${phone}`,
    `Email: ${email}`,
    'Nội dung yêu cầu giải quyết: Cấp bản sao trích lục hộ tịch',
    'Thành phần hồ sơ nộp:\n1. Tờ khai (1 bản chính)\n2. Giấy khai sinh (2 bản sao)',
    'Thời gian giải quyết theo quy định: 3 ngày làm việc',
    'Thời gian nhận hồ sơ: 09:30 16/11/2026',
    'Thời gian trả kết quả: 17:00 19/11/2026',
    'Người tiếp nhận: Lê Thị Dung',
  ])
    expect(receipt.body).toContain(`\n${row}\n`);
  expect(receipt.html).toMatch(/<caption [^>]*>Giấy tiếp nhận hồ sơ và hẹn trả kết quả<\/caption>/);
  const promised = eventIn(receipt);
  expect(promised.file).toMatchObject({
    filename: `${dossierCode}.ics`,
    contentType: 'text/calendar',
    bytes: Buffer.byteLength(promised.file?.text ?? ''),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(promised.method).toBe('PUBLISH');
  expect(promised.uid).toBe(`${dossierCode}@${new URL(stack.frontDoor).hostname}`);
  expect(promised.at).toBe(Date.parse('2026-11-19T17:00:00+07:00'));

  const note = 'Thiếu bản chính giấy khai sinh.';
  await sendEvent(dossierCode, 'supplement_requested', '2026-11-16T10:00:00+07:00', { note });
  const asked = await mailSaying(email, /cần bổ sung/);
  for (const row of [
    'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
    'Hồ sơ của: Nguyễn Thị Ánh',
    `Yêu cầu hoàn thiện hồ sơ: ${note}`,
    'Thời gian yêu cầu: 10:00 16/11/2026',
    'Người hướng dẫn: Trần Văn Bình',
  ])
    expect(asked.body).toContain(`\n${row}\n`);
  expect(asked.attachments?.map(({ filename }) => filename)).toEqual([`${dossierCode}-02.pdf`]);

  await sendEvent(dossierCode, 'supplement_received', '2026-11-17T10:00:00+07:00');
  const moved = eventIn(await mailSaying(email, /đổi ngày hẹn trả/));
  expect(moved.uid).toBe(promised.uid);
  expect(moved.sequence).toBeGreaterThan(promised.sequence);
  expect(moved.at).toBeGreaterThan(promised.at);
});
