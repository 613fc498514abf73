import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { call, keys, registered, sendEvent } from '../support/deployed.ts';
import { makePdf, streamObject } from '../support/pades/pdf-files.ts';
import { activePdf, hugePdf, simplePdf } from '../support/pdf-samples.ts';
import { environmentOf, objectsUnder } from '../support/plumbing.ts';
import { agencySealedTo, issue, openResult } from '../support/results-api.ts';

const agencyCode = await agencySealedTo('B-T');

const inProgress = async () => {
  const { dossierCode } = await registered({ agencyCode, notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00');
  return dossierCode;
};

/** A stream of a few KB that becomes so many megabytes. */
const bomb = (megabytes: number) =>
  streamObject(deflateSync(Buffer.alloc(megabytes * 1024 * 1024)), '/Filter/FlateDecode');

test.each([
  ['not a PDF', () => Buffer.from('Đây không phải PDF'), 'not_a_pdf'],
  ['active content', activePdf, 'active_content'],
  ['encrypted', () => makePdf({ trailer: '/Encrypt 4 0 R' }), 'encrypted'],
  ['a decompression bomb', () => makePdf({ objects: [bomb(200)] }), 'too_complex'],
  ['26 MB', hugePdf, 'too_large'],
])('%s is refused with a reason and nothing is stored', async (_, file, reason) => {
  const result = await issue(await inProgress(), file());
  expect(result).toMatchObject({ state: 'refused', refusal: { reason } });
  expect((await call('GET', `/v1/results/${result.resultId}/download`, { key: keys.portal })).status).toBe(409);
  const { RESULTS_BUCKET = '' } = await environmentOf('resultQueued');
  expect(await objectsUnder(RESULTS_BUCKET, `results/${result.resultId}/`)).toEqual([]);
});

test('issued without an upload: refused, upload_missing', async () => {
  const opened = await openResult(await inProgress());
  const asked = await call('POST', `/v1/results/${opened.body.resultId}/issue`, { key: keys.backOffice, body: {} });
  expect([202, 422]).toContain(asked.status);
  const result = (await call('GET', `/v1/results/${opened.body.resultId}`, { key: keys.backOffice })).body;
  expect(result).toMatchObject({ state: 'refused', refusal: { reason: 'upload_missing' } });
});

test('a result that does not finish leaves the dossier in progress; asked twice it is signed once', async () => {
  const dossierCode = await inProgress();
  const result = await issue(dossierCode, simplePdf(), { finishes: false });
  const { RESULTS_BUCKET = '' } = await environmentOf('resultQueued');
  expect(await objectsUnder(RESULTS_BUCKET, `results/${result.resultId}/`)).toHaveLength(1);
  const again = await call('POST', `/v1/results/${result.resultId}/issue`, { key: keys.backOffice, body: {} });
  expect(again.status).toBe(200);
  expect((await call('GET', `/v1/results/${result.resultId}`, { key: keys.backOffice })).body.sha256).toBe(
    result.sha256,
  );
  expect((await call('GET', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice })).body.status.number).toBe(4);
});

test('another agency may not know of a result; at status 1 none may be opened', async () => {
  const opened = await openResult(await inProgress());
  expect((await call('GET', `/v1/results/${opened.body.resultId}`, { key: keys.otherBackOffice })).status).toBe(404);
  const { dossierCode } = await registered();
  expect((await openResult(dossierCode)).status).toBe(409);
});
