import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import type { ResultId } from '../../shared/kernel/ids.ts';
import { call, eventually, keys, stack } from './deployed.ts';

/**
 * Sets up an agency of its own below the main one whose results the seal alone signs, to a level: those of the samples are signed by an
 * officer as well and last (B-LTA), so that another file follows at a minute of its own.
 */
export const agencySealedTo = async (level: 'B-T' | 'B-LTA'): Promise<string> => {
  const unique = randomInt(1e9);
  const [agencyCode, signerId] = [`${stack.agencies.main}.${unique}`, `seal-${unique}`];
  const setUp = async (path: string, body: unknown) => {
    const answer = await call('PUT', path, { key: keys.operator, body });
    expect([200, 201], answer.text).toContain(answer.status);
  };
  await setUp(`/v1/agencies/${agencyCode}`, { name: 'UBND xã Con Dấu' });
  await setUp(`/v1/signers/${signerId}`, { agencyCode, role: 'agency', by: 'kms', label: 'Con dấu' });
  await setUp(`/v1/agencies/${agencyCode}/signing-plan`, { level, signatures: [{ role: 'agency', signerId }] });
  return agencyCode;
};

/** Opens a result for a dossier. */
export const openResult = (
  dossierCode: string,
  more: Readonly<Record<string, unknown>> = {},
  idempotencyKey = `res-${randomInt(1e9)}`,
  key = keys.backOffice,
) =>
  call('POST', `/v1/dossiers/${dossierCode}/results`, {
    key,
    headers: { 'idempotency-key': idempotencyKey },
    body: { documentNumber: '123/TLKS-BS', title: 'Bản sao trích lục khai sinh', issuedOn: '2026-11-19', ...more },
  });

/** Uploads a file as a result's upload says. */
export const upload = (
  answer: { readonly method: string; readonly url: string; readonly headers: Record<string, string> },
  file: Uint8Array,
) => call(answer.method, answer.url, { raw: file, headers: answer.headers });

/** The result as it is now. */
const resultOf = async (resultId: ResultId) =>
  (await call('GET', `/v1/results/${resultId}`, { key: keys.backOffice })).body;

/** Opens, uploads and issues; answers the result once it is issued or refused. */
export const issue = async (dossierCode: string, file: Uint8Array, more: Readonly<Record<string, unknown>> = {}) => {
  const opened = await openResult(dossierCode, more);
  expect(opened.status, opened.text).toBe(201);
  const uploaded = await upload(opened.body.upload, file);
  expect(uploaded.status, uploaded.text).toBe(200);
  const asked = await call('POST', `/v1/results/${opened.body.resultId}/issue`, { key: keys.backOffice, body: {} });
  expect(asked.status, asked.text).toBe(202);
  return eventually(async () => {
    const result = await resultOf(opened.body.resultId);
    expect(['issued', 'refused'], JSON.stringify(result)).toContain(result.state);
    return result;
  }, 90);
};
