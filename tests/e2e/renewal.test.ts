import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyPdf } from '../../functions/results/pades/verify/verify-pdf.ts';
import { derOfPem } from '../../functions/results/pades/x509/pem.ts';
import { call, eventually, invoke, keys, registered, sendEvent, stack } from '../support/deployed.ts';
import { run } from '../support/pades/oracles.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { issue } from '../support/results-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-renewal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const setUp = async (path: string, body: unknown) => {
  const answer = await call('PUT', path, { key: keys.operator, body });
  expect([200, 201], answer.text).toContain(answer.status);
};

test('a result lasts: its data and a time stamp over them follow within minutes, and another one a year later', async () => {
  const unique = randomInt(1e9);
  const agencyCode = `${stack.agencies.main}.${unique}`;
  await setUp(`/v1/agencies/${agencyCode}`, { name: 'UBND xã Lưu Trữ' });
  await setUp(`/v1/signers/seal-${unique}`, { agencyCode, role: 'agency', by: 'kms', label: 'Con dấu' });
  await setUp(`/v1/agencies/${agencyCode}/signing-plan`, {
    level: 'B-LTA',
    signatures: [{ role: 'agency', signerId: `seal-${unique}` }],
  });
  const { dossierCode } = await registered({ agencyCode, notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { resultId } = await issue(dossierCode, simplePdf());
  const path = `/v1/results/${resultId}`;
  const resultNow = async () => (await call('GET', path, { key: keys.backOffice })).body;
  await eventually(async () => {
    const { level, versions } = await resultNow();
    expect(level).toBe('B-LTA');
    expect(versions.map((one: { level: string }) => one.level)).toEqual(['B-T', 'B-LTA']);
  }, 150);

  await invoke('resultRenewal', { time: new Date(Date.now() + 366 * 86_400_000).toISOString() });
  const renewed = await resultNow();
  expect(renewed).toMatchObject({ level: 'B-LTA', versions: [{}, {}, { level: 'B-LTA' }] });
  const redirect = await call('GET', `${path}/download`, { key: keys.portal });
  const pdf = Buffer.from(await (await fetch(redirect.headers.get('location') ?? '')).arrayBuffer());
  const roots = derOfPem((await call('GET', '/pki/roots.pem')).text);
  const report = verifyPdf(pdf, { roots, now: new Date(), requireRevocation: true });
  expect(report).toMatchObject({ verdict: 'valid', level: 'B-LTA', sha256: renewed.sha256, coversWholeFile: true });
  expect(report.signatures.map(({ kind }) => kind).sort()).toEqual([
    'document_timestamp',
    'document_timestamp',
    'signature',
  ]);
  writeFileSync(join(folder, 'lasting.pdf'), pdf);
  expect(run('pdfsig', ['-nocert', join(folder, 'lasting.pdf')]).text).toContain('Signature is Valid.');
  expect((await call('GET', `/v1/verifications?sha256=${renewed.versions[0].sha256}`)).body.status).toBe('issued');
});
