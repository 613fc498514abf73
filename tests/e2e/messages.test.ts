import { describe, expect, test } from 'vitest';
import {
  call,
  eventually,
  keys,
  messagesSaying,
  messagesTo,
  newDossierCode,
  newPhone,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';

const nobody = { fullName: 'Nguyễn Thị Ánh' };

/** A dossier with these people and wishes. */
const dossierWith = async (more: Readonly<Record<string, unknown>>, agencyCode = stack.agencies.main) => {
  const dossierCode = newDossierCode(agencyCode);
  const answer = await call('PUT', `/v1/dossiers/${dossierCode}`, {
    key: keys.backOffice,
    body: registration({ applicant: nobody, agencyCode, ...more }),
  });
  expect(answer.status, answer.text).toBe(201);
  return { dossierCode, citizenUrl: answer.body.citizenUrl as string };
};
const accept = (dossierCode: string) => sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');

/** Waits until a dossier that was accepted after the others has been told, so that what they lack will not come. */
const afterOthers = async (): Promise<void> => {
  const phone = newPhone();
  const { dossierCode } = await dossierWith({ applicant: { ...nobody, phone }, notify: { sms: true } });
  await accept(dossierCode);
  await eventually(async () => expect(await messagesTo(phone)).toHaveLength(1));
};

describe('messages on the deployed stack', () => {
  test('the authorised person is told instead of the owner', async () => {
    const [owner, authorised] = [newPhone(), newPhone()];
    const { dossierCode } = await dossierWith({
      applicant: { ...nobody, phone: owner, email: `${owner}@example.vn` },
      authorisedPerson: { fullName: 'Trần Văn Bình', phone: authorised, email: `${authorised}@example.vn` },
    });
    await accept(dossierCode);
    await eventually(async () => expect(await messagesTo(authorised)).toHaveLength(1));
    const [mail] = await eventually(async () => {
      const mails = await messagesSaying(`${authorised}@example.vn`, /được tiếp nhận/);
      expect(mails).toHaveLength(1);
      return mails;
    });
    expect(mail?.body).toContain('Kính gửi ông/bà Trần Văn Bình,');
    expect([...(await messagesTo(owner)), ...(await messagesTo(`${owner}@example.vn`))]).toEqual([]);
  });

  test('who wishes nothing is told nothing', async () => {
    const phone = newPhone();
    const { dossierCode } = await dossierWith({
      applicant: { ...nobody, phone, email: `${phone}@example.vn` },
      notify: { sms: false, email: false },
    });
    await accept(dossierCode);
    await afterOthers();
    expect([...(await messagesTo(phone)), ...(await messagesTo(`${phone}@example.vn`))]).toEqual([]);
  });

  test('a phone that was corrected first is the one that is told', async () => {
    const [old, corrected] = [newPhone(), newPhone()];
    const { dossierCode } = await dossierWith({ applicant: { ...nobody, phone: old }, notify: { sms: true } });
    await sendEvent(dossierCode, 'details_corrected', '2026-11-16T09:32:00+07:00', { applicant: { phone: corrected } });
    await accept(dossierCode);
    await eventually(async () => expect(await messagesTo(corrected)).toHaveLength(1));
    expect(await messagesTo(old)).toEqual([]);
  });

  test('names of any form and length: one plain SMS with the whole code, a mail in NFC; found by 0... and +84...', async () => {
    const agencyCode = `${stack.agencies.main}.${Math.floor(Math.random() * 9000) + 1000}`;
    const name = 'Trung tâm Phục vụ hành chính công phường Xuân Đỉnh, thành phố Hà Nội – Chi nhánh “Đông Ngạc”';
    const made = await call('PUT', `/v1/agencies/${agencyCode}`, {
      key: keys.operator,
      body: { name: name.normalize('NFD'), quietHours: null },
    });
    expect(made.status, made.text).toBe(201);
    const phone = newPhone();
    const fullName = 'Nguyễn Thị Ánh Ngọc'.normalize('NFD');
    const applicant = { fullName, phone: `+84${phone.slice(1)}`, email: `${phone}@example.vn` };
    const { dossierCode, citizenUrl } = await dossierWith({ applicant }, agencyCode);
    await accept(dossierCode);
    await eventually(async () => expect(await messagesTo(phone)).toHaveLength(1));
    expect(await messagesTo(`+84${phone.slice(1)}`)).toEqual(await messagesTo(phone));
    const [sms] = await messagesTo(phone);
    expect(sms?.text).toMatch(/^TTPVHCC P\. Xuan Dinh, TP\. Ha Noi[\x20-\x7e]{1,160}$/);
    expect(sms?.text?.length).toBeLessThanOrEqual(160);
    expect(sms?.text).toContain(dossierCode);
    expect(sms?.text).toMatch(/\d\d\/\d\d\/\d{4}/);
    const [mail] = await eventually(async () => {
      const mails = await messagesSaying(`${phone}@example.vn`, /được tiếp nhận/);
      expect(mails).toHaveLength(1);
      return mails;
    });
    expect(mail?.body).toContain('Kính gửi ông/bà Nguyễn Thị Ánh Ngọc,');
    expect(mail?.body).toContain(citizenUrl);
    expect(`${mail?.subject}${mail?.body}`).toBe(`${mail?.subject}${mail?.body}`.normalize('NFC'));
  });
});
