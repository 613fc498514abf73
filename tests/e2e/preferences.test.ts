import { expect, test } from 'vitest';
import { call, eventually, keys, messagesTo, newPhone, openFee, registered, sendEvent } from '../support/deployed.ts';

const accept = (dossierCode: string) => sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');

/** Sends a form of the page as a browser does. */
const choose = (citizenUrl: string, fields: Readonly<Record<string, string>>) =>
  call('POST', `${citizenUrl}/preferences`, {
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

const preferencesOf = async (dossierCode: string) =>
  (await call('GET', `/v1/dossiers/${dossierCode}/preferences`, { key: keys.operator })).body;

/** Waits until a fee that was opened now is told by SMS, which tells when its mail would have come. */
const toldOfFee = async (dossierCode: string, phone: string): Promise<void> => {
  const fee = await openFee(dossierCode);
  expect(fee.status, fee.text).toBe(201);
  await eventually(async () =>
    expect((await messagesTo(phone)).filter(({ text }) => text?.includes('150.000'))).toHaveLength(1),
  );
};

test('one click in the mail ends mails; the page turns them on again, in English', async () => {
  const { dossierCode, phone, email, dossier } = await registered();
  const [mail] = await eventually(async () => {
    const mails = await messagesTo(email);
    expect(mails).not.toEqual([]);
    return mails;
  });
  const { headers = {}, body = '' } = mail ?? {};
  expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  const unsubscribe = /^<(.+)>$/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  expect(unsubscribe).toBe(`${dossier.citizenUrl}/unsubscribe`);
  expect(body).toContain(`${dossier.citizenUrl}/preferences`);

  expect((await call('GET', unsubscribe)).status).toBe(200);
  expect(await preferencesOf(dossierCode)).toEqual({ sms: true, email: true, zalo: false, language: 'vi' });
  const clicked = await call('POST', unsubscribe, {
    raw: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(clicked.status, clicked.text).toBe(200);
  expect(await preferencesOf(dossierCode)).toEqual({ sms: true, email: false, zalo: false, language: 'vi' });

  await sendEvent(dossierCode, 'details_corrected', '2026-11-16T09:32:00+07:00', { notify: { email: true } });
  const before = (await messagesTo(email)).length;
  await accept(dossierCode);
  await toldOfFee(dossierCode, phone);
  expect(await messagesTo(email)).toHaveLength(before);

  const saved = await choose(dossier.citizenUrl, { action: 'save', email: 'on', language: 'en' });
  expect(saved.status, saved.text).toBe(303);
  expect(await preferencesOf(dossierCode)).toEqual({ sms: false, email: true, zalo: false, language: 'en' });
  await sendEvent(dossierCode, 'supplement_requested', '2026-11-16T09:40:00+07:00');
  await eventually(async () => {
    const english = (await messagesTo(email)).filter(({ body: text }) => text?.startsWith('Dear Nguyễn Thị Ánh,'));
    expect(english).toHaveLength(1);
  });
});

test('a back office chooses for the person, and a name that is missing is told', async () => {
  const { dossierCode } = await registered();
  const put = (body: unknown, key = keys.backOffice) =>
    call('PUT', `/v1/dossiers/${dossierCode}/preferences`, { key, body });
  const wanted = { sms: false, email: true, zalo: false, language: 'en' };
  for (let n = 0; n < 2; n++) expect(await put(wanted)).toMatchObject({ status: 200, body: wanted });
  const { language: _, ...less } = wanted;
  expect(await put(less)).toMatchObject({ status: 422, body: { fields: [{ path: 'language' }] } });
  expect(await preferencesOf(dossierCode)).toEqual(wanted);
  expect((await put(wanted, keys.operator)).status).toBe(403);
  expect((await put(wanted, keys.otherBackOffice)).status).toBe(404);
});

test('once somebody is authorised that person alone is told, until that ends', async () => {
  const [owner, authorised] = [newPhone(), newPhone()];
  const { dossierCode } = await registered({
    applicant: { fullName: 'Nguyễn Thị Ánh', phone: owner },
    notify: { sms: true },
  });
  await sendEvent(dossierCode, 'details_corrected', '2026-11-16T09:31:00+07:00', {
    authorisedPerson: { fullName: 'Trần Văn Bình', phone: authorised },
  });
  await accept(dossierCode);
  await eventually(async () => expect(await messagesTo(authorised)).toHaveLength(1));
  expect(await messagesTo(owner)).toEqual([]);
  await sendEvent(dossierCode, 'details_corrected', '2026-11-16T09:50:00+07:00', { authorisedPerson: null });
  await toldOfFee(dossierCode, owner);
  expect(await messagesTo(authorised)).toHaveLength(1);
});
