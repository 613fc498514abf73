import { expect, test } from 'vitest';
import { call, eventually, keys, registered, sendEvent } from '../support/deployed.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { issue } from '../support/results-api.ts';

const decision = { decisionNumber: '15/QĐ-UBND', reason: 'Sai ngày sinh', by: 'Trần Văn B' };
const resultOf = async (resultId: string) =>
  (await call('GET', `/v1/results/${resultId}`, { key: keys.backOffice })).body;
const ask = (resultId: string, what: string, body: unknown) =>
  call('POST', `/v1/results/${resultId}/${what}`, { key: keys.backOffice, body });
const verified = async (code: string) => (await call('GET', `/v1/verifications/${code}`)).body;

test('delivered, replaced, revoked: each is seen by whoever reads the result, checks it or fetches its file', async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const first = await issue(dossierCode, simplePdf('first'));
  const download = (query = '') => call('GET', `/v1/results/${first.resultId}/download${query}`, { key: keys.portal });
  expect((await download()).status).toBe(302);

  const handed = {
    ...{ deliveryId: 'd1', channel: 'counter', receiver: 'Nguyễn Thị Ánh', by: 'B' },
    at: new Date().toISOString(),
  };
  const delivered = await ask(first.resultId, 'deliveries', handed);
  expect(delivered).toMatchObject({ status: 200, body: { deliveries: [{ receiver: 'Nguyễn Thị Ánh' }] } });
  expect(delivered.body.downloads).toMatchObject([{ by: 'portal' }]);
  expect((await ask(first.resultId, 'deliveries', { ...handed, receiver: 'Trần B' })).status).toBe(409);
  expect((await ask(first.resultId, 'deliveries', { ...handed, deliveryId: 'd2', channel: 'post' })).status).toBe(422);
  await eventually(async () => {
    const { body } = await call('GET', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice });
    expect(body.status.number).toBe(10);
  }, 60);

  const next = await issue(dossierCode, simplePdf('second'), {
    replaces: { resultId: first.resultId, ...decision },
  });
  expect(next.state).toBe('issued');
  // The new one is issued a moment before the first is told of it.
  await eventually(async () => {
    expect(await resultOf(first.resultId)).toMatchObject({ state: 'replaced', replacedBy: next.resultId });
  }, 60);
  expect(await verified(first.verificationCode)).toMatchObject({
    status: 'replaced',
    replacedBy: { verificationCode: next.verificationCode },
  });
  expect(await download()).toMatchObject({ status: 409, body: { kind: 'not_in_force' } });
  expect((await download(`?version=${first.sha256}`)).status).toBe(302);

  expect(await ask(next.resultId, 'revoke', decision)).toMatchObject({ status: 200, body: { state: 'revoked' } });
  const told = await verified(next.verificationCode);
  const signers = ['Nguyễn Văn An (ký thử)', expect.any(String)];
  expect(told).toMatchObject({ status: 'revoked', decisionNumber: '15/QĐ-UBND', signers });
  expect(JSON.stringify(told)).not.toMatch(/Sai ngày sinh|Trần Văn B|H26\.10-/);
  const page = await call('GET', `/verify?sha256=${next.sha256.toUpperCase()}`);
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Đã bị thu hồi') });
});

/** Sends a file by the pages alone, as a browser without script does; answers where that leads. */
const sendByForm = async (file: Uint8Array): Promise<string> => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const pressed = await call('POST', '/verify/uploads', { raw: 'send=file', headers });
  expect(pressed.status).toBe(303);
  const path = /\/verify\/uploads\/chk_[0-9a-z]{26}$/.exec(pressed.headers.get('location') ?? '')?.[0] ?? '';
  const { text } = await call('GET', path);
  const written = (value: string) => value.replaceAll('&amp;', '&');
  const body = new FormData();
  for (const [, name = '', value = ''] of text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g))
    body.append(name, written(value));
  body.append('file', new Blob([Uint8Array.from(file)], { type: 'application/pdf' }), 'tệp.pdf');
  const store = written(/ action="([^"]+)" enctype="multipart\/form-data"/.exec(text)?.[1] ?? '');
  const sent = await fetch(store, { method: 'POST', body, redirect: 'manual' });
  expect(sent.status, await sent.text()).toBe(303);
  const landed = new URL(sent.headers.get('location') ?? '');
  expect([landed.pathname.endsWith(path), landed.searchParams.get('sent')]).toEqual([true, '1']);
  return path + landed.search;
};

test('a file that is sent by the page without script is told apart: of the register, changed, of nobody, no PDF', async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { resultId, verificationCode } = await issue(dossierCode, simplePdf('to be sent'));
  const download = await call('GET', `/v1/results/${resultId}/download`, { key: keys.portal });
  const issued = Buffer.from(await (await fetch(download.headers.get('location') ?? '')).arrayBuffer());
  const files: readonly (readonly [Uint8Array, readonly string[]])[] = [
    [issued, ['Do cơ quan này ban hành', `verify/${verificationCode}`, 'Chữ ký 1']],
    [Buffer.concat([issued, Buffer.from('\n% more')]), ['Tệp đã bị sửa đổi sau khi ký']],
    [simplePdf('by nobody'), ['Tệp không có chữ ký số']],
    [Buffer.from('no PDF'), ['Không xác nhận được tệp này']],
  ];
  for (const [file, words] of files) {
    const page = await call('GET', await sendByForm(file));
    expect(page.status).toBe(200);
    for (const text of words) expect(page.text).toContain(text);
    expect(page.text).not.toMatch(/hiệu lực|giá trị pháp lý|valid/i);
  }
  expect((await call('GET', `/verify/uploads/chk_${'0'.repeat(26)}`)).status).toBe(404);
});
