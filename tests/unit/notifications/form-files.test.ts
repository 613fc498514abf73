import { expect, test } from 'vitest';
import type { Composed } from '../../../functions/notifications/ports.ts';
import { parseBusEvent } from '../../../shared/kernel/events.ts';
import type { FormNumber } from '../../../shared/kernel/forms/form.ts';
import type { Paper } from '../../../shared/kernel/forms/paper.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { CODE } from '../../support/dossier-house.ts';
import { formHouse } from '../../support/form-house.ts';
import { cardWith, heardEvents, notificationsHouse } from '../../support/notifications-house.ts';

/** Every agency is called so in the notifications' house. */
const name = 'Ủy ban nhân dân phường Ngọc Hà';
type Told = readonly [type: string, wall: string, more: Record<string, unknown>];
const acceptance: Told = ['accepted', '2026-11-16 09:35', { recipient: 'Trần Văn Bình' }];

/** A dossier that was registered with this, of which that was told, and the mails about it. */
const mailsOfOne = async (registered: object, ...events: readonly Told[]) => {
  const dossiers = formHouse();
  for (const code of ['H26', 'H26.10'] as const) await dossiers.setUp(code, { name });
  await dossiers.register({ notify: { sms: false, email: true }, ...registered });
  dossiers.at('2026-11-16 10:00');
  for (const [type, wall, more] of events) {
    await dossiers.tell(type, wall, more);
    await dossiers.refold();
  }
  const house = notificationsHouse(await dossierCardsIn(dossiers.table).read(CODE));
  for (const told of dossiers.milestonesTold()) {
    const heard = parseBusEvent(told);
    if (heard) await house.hear(heard.event, heard.withdrawn, heard.number);
  }
  for (const id of house.ids()) await house.send(id);
  const mails = house.email.taken as readonly Extract<Composed, { channel: 'email' }>[];
  const files = mails.flatMap(({ attachments = [] }) => attachments);
  return { dossiers, house, files };
};

const mailsOf = (...events: readonly Told[]) => mailsOfOne({}, ...events);

const paperIn = (bytes: Uint8Array): Paper => JSON.parse(new TextDecoder().decode(bytes));

const wordsOf = ({ statusUrl: _, signers, ...said }: Paper) => ({
  ...said,
  signers: signers.map(({ role, name: signer }) => [role, signer ?? null]),
});

test.each<readonly [FormNumber, string, readonly Told[]]>([
  ['01', 'an acceptance', [acceptance]],
  ['02', 'a supplement', [acceptance, ['supplement_requested', '2026-11-16 09:40', { note: 'Thiếu bản chính' }]]],
  ['03', 'a refusal', [['refused', '2026-11-16 09:40', { note: 'Không thuộc thẩm quyền' }]]],
  ['04', 'an extension', [acceptance, ['extended', '2026-11-16 09:40', { addWorkingDays: 2, reason: 'Cần xác minh' }]]],
])('form %s goes with the mail of %s, and says what the same form says that is fetched', async (form, _, events) => {
  const { dossiers, files } = await mailsOf(...events);
  const file = files.find(({ filename }) => filename === `${CODE}-${form}.pdf`);
  expect(file?.contentType).toBe('application/pdf');
  const paper = paperIn(file?.bytes ?? new Uint8Array());
  expect(wordsOf(paper)).toEqual(wordsOf(await dossiers.paper(form)));
  expect(paper.statusUrl).toMatch(/^https:\/\/motcua\.example\.vn\/t\//);
});

test('the day on which an extension was told is not called the day of the receipt', async () => {
  const registered = { submittedAt: '2026-11-12T09:12:00+07:00', receivedAt: undefined };
  const accepted: Told = ['accepted', '2026-11-12 09:35', { recipient: 'Trần Văn Bình' }];
  const extension: Told = ['extended', '2026-11-16 09:40', { addWorkingDays: 2, reason: 'Cần xác minh' }];
  const { files } = await mailsOfOne(registered, accepted, extension);
  const apology = files.find(({ filename }) => filename === `${CODE}-04.pdf`);
  const said = JSON.stringify(paperIn(apology?.bytes ?? new Uint8Array()));
  expect(said).toContain('tiếp nhận hồ sơ');
  expect(said).not.toContain('16 tháng 11 năm 2026, ');
});

test('form 05 goes with the mail that the work has stopped', async () => {
  const stop: Told = ['stopped', '2026-11-16 09:40', { note: 'Theo đề nghị của công dân' }];
  const { files } = await mailsOf(acceptance, stop);
  const paper = paperIn(files.find(({ filename }) => filename === `${CODE}-05.pdf`)?.bytes ?? new Uint8Array());
  expect(paper.parts).toContainEqual({ text: 'Lý do cụ thể: Theo đề nghị của công dân' });
  expect(paper.parts).toContainEqual({ text: 'Thời gian dừng giải quyết: 09 giờ 40 phút, ngày 16 tháng 11 năm 2026' });
});

test('a form is Vietnamese beside a mail in English', async () => {
  const notify = { sms: false, email: true, language: 'en' };
  const house = notificationsHouse(cardWith({ notify }));
  house.step = { by: 'B', occurredAt: house.at };
  await house.hear({ ...heardEvents.accepted, data: { ...heardEvents.accepted.data, eventId: 'e1' } });
  for (const id of house.ids()) await house.send(id);
  const [mail] = house.email.taken as readonly Extract<Composed, { channel: 'email' }>[];
  const paper = paperIn(mail?.attachments?.[0]?.bytes ?? new Uint8Array());
  expect(mail?.body).toContain('One-stop unit');
  expect(paper.title).toBe('GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ');
});

test('a mail leaves without its form where that cannot be drawn', async () => {
  const house = notificationsHouse(cardWith({ notify: { sms: false, email: true } }));
  house.step = { by: 'B', occurredAt: house.at };
  house.draw = async () => {
    throw new Error('no font');
  };
  await house.hear({ ...heardEvents.accepted, data: { ...heardEvents.accepted.data, eventId: 'e1' } });
  for (const id of house.ids()) await house.send(id);
  const [mail] = house.email.taken as readonly Extract<Composed, { channel: 'email' }>[];
  expect(mail?.attachments?.map(({ contentType }) => contentType)).toEqual([expect.stringMatching(/^text\/calendar/)]);
});
