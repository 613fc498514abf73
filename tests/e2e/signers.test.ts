import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { signedDigest } from '../support/by-hand.ts';
import { call, eventually, keys, registered, sendEvent } from '../support/deployed.ts';
import { run } from '../support/pades/oracles.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { agencySealedTo, openResult, upload } from '../support/results-api.ts';
import { OFFICER_TOKEN, signersRootPem } from '../support/signer-set-up.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-signers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const setUp = async (path: string, body: unknown) => {
  const answer = await call('PUT', path, { key: keys.operator, body });
  expect([200, 201], answer.text).toContain(answer.status);
  return answer.body;
};

test('an officer signs by hand, the seal follows by itself, and both names stand in the file', async () => {
  const agencyCode = await agencySealedTo('B-T');
  const { dossierCode } = await registered({ agencyCode, notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00');
  const [officer, seal] = [`officer-${randomInt(1e9)}`, `seal-${randomInt(1e9)}`];
  await setUp('/v1/trust-anchors/signers-e2e', { purpose: 'signatures', pem: signersRootPem });
  const { certificatePem } = OFFICER_TOKEN;
  const of = { agencyCode, label: 'Ký thử' };
  const shown = await setUp(`/v1/signers/${officer}`, { ...of, role: 'officer', by: 'hand', certificatePem });
  expect(shown.certificate).toMatchObject({ key: 'RSA 2048', subject: expect.stringContaining('Nguyễn Văn A') });
  await setUp(`/v1/signers/${seal}`, { ...of, role: 'agency', by: 'kms' });
  const signatures = [
    { role: 'officer', signerId: officer },
    { role: 'agency', signerId: seal },
  ];

  const opened = await openResult(dossierCode, { signatures });
  expect(opened.status, opened.text).toBe(201);
  const path = `/v1/results/${opened.body.resultId}`;
  const key = keys.backOffice;
  await upload(opened.body.upload, simplePdf());
  expect(await call('GET', `${path}/signatures/officer`, { key })).toMatchObject({
    status: 409,
    body: { kind: 'not_asked' },
  });
  await call('POST', `${path}/issue`, { key, body: {} });
  await eventually(async () => expect((await call('GET', path, { key })).body.state).toBe('awaiting_signature'), 90);

  const { body: ready } = await call('GET', `${path}/signatures/officer`, { key });
  expect(ready).toMatchObject({ state: 'asked', algorithm: 'rsa_pkcs1_sha256' });
  expect(ready.digest).toMatch(/^[0-9a-f]{64}$/);
  expect((await fetch(ready.documentUrl)).status).toBe(200);
  const wrong = await call('PUT', `${path}/signatures/officer`, { key, body: { signature: 'AAAA' } });
  expect(wrong).toMatchObject({ status: 422, body: { kind: 'signature_invalid' } });
  const body = { signature: signedDigest(OFFICER_TOKEN, ready.digest) };
  const brought = await call('PUT', `${path}/signatures/officer`, { key, body });
  expect(brought.status, brought.text).toBe(200);
  await eventually(async () => expect((await call('GET', path, { key })).body.state).toBe('issued'), 90);

  const redirect = await call('GET', `${path}/download`, { key: keys.portal });
  const file = join(folder, 'signed.pdf');
  writeFileSync(file, Buffer.from(await (await fetch(redirect.headers.get('location') ?? '')).arrayBuffer()));
  const { text } = run('pdfsig', ['-nocert', file]);
  expect(text.match(/Signature is Valid\./g)).toHaveLength(2);
  const { body: issued } = await call('GET', path, { key });
  expect(issued.signatures).toMatchObject([
    { role: 'officer', by: 'hand', state: 'signed', signer: 'Nguyễn Văn A' },
    { role: 'agency', by: 'kms', state: 'signed' },
  ]);
  const said = Buffer.from(text, 'latin1').toString('utf8');
  for (const { signer } of issued.signatures) expect(said).toContain(signer);
});
