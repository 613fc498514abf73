import { expect, test } from 'vitest';
import { call, eventually, keys, registered, sendEvent } from '../support/deployed.ts';
import { makePdf, streamObject } from '../support/pades/pdf-files.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { environmentOf, objectsUnder } from '../support/plumbing.ts';
import { agencySealedTo, issue, openResult, upload } from '../support/results-api.ts';

const agencyCode = await agencySealedTo('B-T');

const inProgress = async () => {
  const { dossierCode } = await registered({ agencyCode, notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00');
  return dossierCode;
};

const ask = (resultId: string, what: string, body: unknown = {}) =>
  call('POST', `/v1/results/${resultId}/${what}`, { key: keys.backOffice, body });
const resultOf = async (resultId: string) =>
  (await call('GET', `/v1/results/${resultId}`, { key: keys.backOffice })).body;
const inState = (resultId: string, state: string) =>
  eventually(async () => {
    const result = await resultOf(resultId);
    expect(result.state, JSON.stringify(result)).toBe(state);
    return result;
  }, 90);

const noted = (text: string) => makePdf({ text, page: '/Annots[<</Subtype/Text/Rect[0 0 9 9]/Contents(bi mat)>>]' });

test('an archive that nothing refers to is refused, and a corrected file goes to a new address', async () => {
  const refused = await issue(
    await inProgress(),
    makePdf({ objects: [streamObject(Buffer.from('PK\u0003\u0004 quyet dinh.docx'))] }),
  );
  expect(refused).toMatchObject({ state: 'refused', refusal: { reason: 'active_content' } });
  const again = await ask(refused.resultId, 'upload');
  expect(again).toMatchObject({ status: 200, body: { upload: { method: 'PUT' } } });
  await upload(again.body.upload, simplePdf());
  expect((await ask(refused.resultId, 'issue')).status).toBe(202);
  await inState(refused.resultId, 'issued');
  expect((await ask(refused.resultId, 'issue')).status).toBe(200);
  expect(await ask(refused.resultId, 'upload')).toMatchObject({ status: 409, body: { kind: 'already_signing' } });
  expect((await ask(refused.resultId, 'withdraw', { reason: 'x', by: 'B' })).status).toBe(409);
});

test('a hidden note is confirmed for the upload that was read, and for no later one', async () => {
  const opened = await openResult(await inProgress());
  const { resultId } = opened.body;
  await upload(opened.body.upload, noted('ban nhap'));
  await ask(resultId, 'issue');
  const { warnings } = await inState(resultId, 'needs_confirmation');
  expect(warnings).toMatchObject([{ code: 'hidden_note' }]);
  expect(JSON.stringify(warnings)).not.toContain('bi mat');
  expect((await ask(resultId, 'issue', { confirmed: ['no_such_code'] })).status).toBe(422);
  expect(await ask(resultId, 'issue', { confirmed: [] })).toMatchObject({
    status: 202,
    body: { state: 'needs_confirmation' },
  });

  await upload((await ask(resultId, 'upload')).body.upload, noted('ban sua'));
  expect((await ask(resultId, 'issue', { confirmed: ['hidden_note'] })).body.state).toBe('signing');
  await inState(resultId, 'needs_confirmation');
  expect((await ask(resultId, 'issue', { confirmed: ['hidden_note'] })).body.state).toBe('signing');
  const issued = await inState(resultId, 'issued');
  const { RESULTS_BUCKET = '' } = await environmentOf('resultQueued');
  expect(await objectsUnder(RESULTS_BUCKET, `results/${resultId}/`)).toHaveLength(1);
  const file = await call('GET', `/v1/results/${resultId}/download`, { key: keys.backOffice });
  expect(file.status).toBe(302);
  expect(issued.warnings).toMatchObject([{ code: 'hidden_note' }]);
});

test('a result that is withdrawn is refused for good', async () => {
  const opened = await openResult(await inProgress());
  const { resultId } = opened.body;
  const withdrawn = { status: 200, body: { state: 'refused', refusal: { reason: 'withdrawn' } } };
  expect(await ask(resultId, 'withdraw', { reason: 'Mở nhầm', by: 'B' })).toMatchObject(withdrawn);
  expect(await ask(resultId, 'withdraw', { reason: 'Mở nhầm', by: 'B' })).toMatchObject(withdrawn);
  expect((await ask(resultId, 'upload')).status).toBe(409);
  expect((await ask(resultId, 'issue')).status).toBe(200);
});
