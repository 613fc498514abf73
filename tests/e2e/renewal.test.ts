import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyPdf } from '../../functions/results/pades/verify/verify-pdf.ts';
import { derOfPem } from '../../functions/results/pades/x509/pem.ts';
import { call, eventually, keys, registered, sendEvent } from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';
import { run } from '../support/pades/oracles.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { agencySealedTo, issue } from '../support/results-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-renewal-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a result lasts: its data and a time stamp over them follow within minutes, and another one a year later', async () => {
  const agencyCode = await agencySealedTo('B-LTA');
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

  // Every other result that lasts is due then, too: one sweep may not reach them all.
  const aYearLater = new Date(Date.now() + 366 * 86_400_000).toISOString();
  const renewed = await eventually(async () => {
    await invoke('resultRenewal', { time: aYearLater });
    const result = await resultNow();
    expect(result).toMatchObject({ level: 'B-LTA', versions: [{}, {}, { level: 'B-LTA' }] });
    return result;
  }, 150);
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
