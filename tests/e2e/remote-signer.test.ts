import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { derOfPem } from '../../functions/results/pades/x509/pem.ts';
import { call, eventually, keys, registered, sendEvent, stack } from '../support/deployed.ts';
import { objections } from '../support/pades/oracles.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { agencySealedTo, openResult, upload } from '../support/results-api.ts';

const setUp = async (path: string, body: unknown) => {
  const answer = await call('PUT', path, { key: keys.operator, body });
  expect([200, 201], answer.text).toContain(answer.status);
  return answer.body;
};

test('an officer signs at a remote service when they have time, the seal follows; one who refuses is told of', async () => {
  const agencyCode = await agencySealedTo('B-T');
  const { dossierCode } = await registered({ agencyCode, notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00');
  const unique = randomInt(1e9);
  const [officer, seal, credentialId] = [`remote-${unique}`, `seal-${unique}`, `NVA-${unique}`];
  const owner = async (outcome: string) => {
    const chosen = await call('POST', `/sandbox/csc/${credentialId}/outcome`, { body: { outcome } });
    expect(chosen).toMatchObject({ status: 200, body: { outcome } });
  };
  const csc = { url: `${stack.outputs.PublicOrigin ?? stack.frontDoor}/sandbox/csc`, clientId: 'motcua', credentialId };
  const of = { agencyCode, label: 'Ký từ xa' };
  const remote = { ...of, role: 'officer', by: 'csc', csc: { ...csc, clientSecret: 'bí mật', pin: '123456' } };
  const shown = await setUp(`/v1/signers/${officer}`, remote);
  expect(shown.csc).toEqual(csc);
  await setUp(`/v1/signers/${seal}`, { ...of, role: 'agency', by: 'kms' });
  const signatures = [
    { role: 'officer', signerId: officer },
    { role: 'agency', signerId: seal },
  ];
  const key = keys.backOffice;
  const opened = async () => {
    const made = await openResult(dossierCode, { signatures });
    expect(made.status, made.text).toBe(201);
    const path = `/v1/results/${made.body.resultId}`;
    await upload(made.body.upload, simplePdf());
    await call('POST', `${path}/issue`, { key, body: {} });
    return path;
  };
  const resultAt = async (path: string) => (await call('GET', path, { key })).body;

  await owner('slow');
  const path = await opened();
  await eventually(async () => expect((await resultAt(path)).state).toBe('awaiting_signature'), 90);
  await owner('approve');
  await eventually(async () => expect((await resultAt(path)).state).toBe('issued'), 120);
  const redirect = await call('GET', `${path}/download`, { key: keys.portal });
  const pdf = Buffer.from(await (await fetch(redirect.headers.get('location') ?? '')).arrayBuffer());
  // What pdfsig, `qpdf --check` and `openssl cms -verify` of both signatures say against it, under the published roots.
  const root = derOfPem((await call('GET', '/pki/roots.pem')).text);
  expect(objections(pdf, { root, at: new Date(), signatures: 2, timestamps: 0 })).toEqual([]);
  expect((await resultAt(path)).signatures).toMatchObject([
    { role: 'officer', by: 'csc', state: 'signed', signer: 'Nguyễn Văn An (ký thử)' },
    { role: 'agency', by: 'kms', state: 'signed' },
  ]);

  await owner('refuse');
  const other = await opened();
  await eventually(async () => expect((await resultAt(other)).state).toBe('refused'), 120);
  expect(await resultAt(other)).toMatchObject({
    refusal: { reason: 'signer_refused' },
    signatures: [{ state: 'refused', reason: 'declined' }, { state: 'waiting' }],
  });
});
