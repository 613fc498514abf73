import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { call, keys, newDossierCode, openFee, registration, sendEvent } from '../support/deployed.ts';
import { openResult } from '../support/results-api.ts';

/** Agencies of these tests' own, so that the samples stay as they are. */
const DECIDING = 'H26.7001';
const COUNTER = 'H26.7002';
const SPACE = '000.70.01.H26';

const keyOf = async (permission: 'back_office' | 'portal', agencyCode: string, more: object = {}): Promise<string> => {
  const made = await call('POST', '/v1/api-keys', {
    key: keys.operator,
    headers: { 'idempotency-key': `key-${randomInt(1e9)}` },
    body: { permission, agencyCodes: [agencyCode], kind: 'test', label: 'e2e', ...more },
  });
  expect(made.status, made.text).toBe(201);
  return made.body.apiKey;
};

const setUp = (code: string, more: object = {}) =>
  call('PUT', `/v1/agencies/${code}`, { key: keys.operator, body: { name: code, ...more } });

const put = (code: string, key: string, more: Readonly<Record<string, unknown>>) =>
  call('PUT', `/v1/dossiers/${code}`, { key, body: registration({ agencyCode: DECIDING, ...more }) });

test('a counter takes a dossier in for an agency that names it; fees and results stay the deciding agency’s', async () => {
  const [deciding, counter, portal] = await Promise.all([
    keyOf('back_office', DECIDING),
    keyOf('back_office', COUNTER),
    keyOf('portal', DECIDING),
  ]);
  const ofCounter = newDossierCode(COUNTER);
  const received = { receivingAgencyCode: COUNTER };
  expect((await setUp(DECIDING)).status).toBeLessThan(300);
  expect((await put(ofCounter, counter, received)).status).toBe(403);
  expect((await setUp(DECIDING, { counters: [COUNTER], codeSpaces: [SPACE] })).status).toBe(200);
  expect((await setUp(COUNTER, { codeSpaces: [SPACE] })).status).toBe(422);
  expect((await put(newDossierCode(DECIDING), counter, received)).status).toBe(403);
  expect((await put(ofCounter, deciding, received)).status).toBe(403);
  expect((await put(ofCounter, counter, received)).status).toBe(201);
  expect((await put(newDossierCode(SPACE), deciding, {})).status).toBe(201);
  expect((await put(newDossierCode(SPACE), keys.backOffice, { agencyCode: 'H26.10' })).status).toBe(403);

  expect((await sendEvent(ofCounter, 'accepted', '2026-11-16T10:00:00+07:00', {}, counter)).status).toBe(200);
  const byCounter = await Promise.all([
    sendEvent(ofCounter, 'processing_started', '2026-11-16T11:00:00+07:00', {}, counter),
    openFee(ofCounter, {}, 'fee', counter),
    openResult(ofCounter, {}, 'result', counter),
  ]);
  expect(byCounter.map(({ status, body }) => [status, body.kind])).toEqual(Array(3).fill([403, 'forbidden']));
  const byStranger = await Promise.all([
    sendEvent(ofCounter, 'processing_started', '2026-11-16T11:00:00+07:00', {}, keys.otherBackOffice),
    openFee(ofCounter, {}, 'fee', keys.otherBackOffice),
    openResult(ofCounter, {}, 'result', keys.otherBackOffice),
  ]);
  expect(byStranger.map(({ status }) => status)).toEqual([404, 404, 404]);

  const fee = await openFee(ofCounter, { blocksProcessing: false }, 'fee', deciding);
  expect(fee.status, fee.text).toBe(201);
  const result = await openResult(ofCounter, {}, 'result', deciding);
  expect(result.status, result.text).toBe(201);
  const reads = async (path: string) =>
    Promise.all(
      [deciding, counter, portal, keys.operator, keys.otherBackOffice].map(
        async (key) => (await call('GET', path, { key })).status,
      ),
    );
  expect(await reads(`/v1/dossiers/${ofCounter}`)).toEqual([200, 200, 200, 200, 404]);
  expect(await reads(`/v1/payments/${fee.body.paymentId}`)).toEqual([200, 200, 403, 200, 404]);
  expect(await reads(`/v1/results/${result.body.resultId}`)).toEqual([200, 200, 200, 200, 404]);
  expect(await reads(`/v1/results/${result.body.resultId}/download`)).toEqual([409, 409, 409, 403, 404]);
});

test('a key ends when its creator said', async () => {
  const expiresAt = new Date(Date.now() + 6000).toISOString();
  const key = await keyOf('back_office', DECIDING, { expiresAt });
  const read = async () => (await call('GET', '/v1/deadlines', { key })).status;
  expect(await read()).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 6500));
  expect(await read()).toBe(401);
});

test('one name is one event on the deployed table, too', async () => {
  const code = newDossierCode();
  expect((await call('PUT', `/v1/dossiers/${code}`, { key: keys.backOffice, body: registration() })).status).toBe(201);
  const tell = (type: string, more: object = {}) =>
    sendEvent(code, type, '2026-11-16T10:00:00+07:00', { eventId: 'one', ...more });
  const answers = await Promise.all([
    tell('accepted'),
    tell('refused'),
    tell('voided', { voidsEventId: 'x' }),
    tell('details_corrected', { applicant: { phone: '0987654321' } }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});
