import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { parseSignedData } from '../../functions/results/pades/cms/parse.ts';
import { encodingOf } from '../../functions/results/pades/der/decode.ts';
import { oids } from '../../functions/results/pades/der/object-identifiers.ts';
import { call, eventually, keys, registered, sendEvent } from '../support/deployed.ts';
import { openssl, run } from '../support/pades/oracles.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { agencySealedTo, issue, openResult, upload } from '../support/results-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-stamps-'));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const choose = async (name: string, outcome: string) => {
  const chosen = await call('POST', `/sandbox/tsa/${name}/outcome`, { body: { outcome } });
  expect([chosen.status, chosen.body]).toEqual([200, { outcome }]);
};

// What the next tests see is what this file found.
afterEach(async () => {
  await choose('tsa-1', 'up');
  await choose('tsa-2', 'up');
});

const agencyCode = await agencySealedTo('B-T');

const inProgress = async (): Promise<string> => {
  const { dossierCode } = await registered({ agencyCode, notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00');
  return dossierCode;
};

const read = async (resultId: string) => (await call('GET', `/v1/results/${resultId}`, { key: keys.backOffice })).body;

/** The certificate's name in the stamp of an issued result, once openssl finds the stamp right, and pdfsig the signature. */
const stampedBy = async (resultId: string): Promise<string> => {
  const redirect = await call('GET', `/v1/results/${resultId}/download`, { key: keys.portal });
  const pdf = Buffer.from(await (await fetch(redirect.headers.get('location') ?? '')).arrayBuffer());
  writeFileSync(file('signed.pdf'), pdf);
  writeFileSync(file('roots.pem'), (await call('GET', '/pki/roots.pem')).text);
  const judged = run('pdfsig', ['-nocert', file('signed.pdf')]).text;
  expect(judged).toContain('Signature is Valid.');
  expect(judged).toContain('Total document signed');
  const hex = /\/Contents\s*<([0-9A-F]+)>/.exec(pdf.toString('latin1'))?.[1] ?? '';
  const { signature, unsignedAttributes } = parseSignedData(Buffer.from(hex, 'hex'), true);
  const token = encodingOf(unsignedAttributes.get(oids.signatureTimeStampToken)!);
  writeFileSync(file('token'), token);
  writeFileSync(file('value'), signature);
  const stamp = ['-in', file('token'), '-token_in'];
  const verify = ['ts', '-verify', ...stamp, '-data', file('value'), '-CAfile', file('roots.pem')];
  expect(run('openssl', verify)).toMatchObject({ code: 0 });
  const certificates = openssl(['pkcs7', '-inform', 'DER', '-in', file('token'), '-print_certs']);
  return openssl(['x509', '-noout', '-subject', '-nameopt', 'utf8,sep_comma_plus'], Buffer.from(certificates));
};

const isStamped = {
  state: 'issued',
  level: 'B-T',
  signatures: [{ role: 'agency', state: 'signed', signer: expect.any(String), signedAt: expect.any(String) }],
};

test('the sample installation has two authorities, in order', async () => {
  const { body } = await call('GET', '/v1/timestamp-authorities', { key: keys.operator });
  const inForce = body.items.filter(({ endedAt }: { readonly endedAt?: string }) => endedAt === undefined);
  expect(inForce).toMatchObject([
    { name: 'tsa-1', order: 1 },
    { name: 'tsa-2', order: 2 },
  ]);
});

test('a result is issued at B-T by the first authority, and says who signed it when', async () => {
  const result = await issue(await inProgress(), simplePdf());
  expect(result).toMatchObject(isStamped);
  const { sha256, bytes } = result;
  expect(result.versions).toEqual([{ sha256, bytes, level: 'B-T', at: expect.any(String) }]);
  expect(Math.abs(Date.now() - Date.parse(result.signatures[0].signedAt))).toBeLessThan(180_000);
  expect(await stampedBy(result.resultId)).not.toContain('motcua 2');
});

test.each(['down', 'replay', 'late'])('where the first is %s the second stamps', async (outcome) => {
  await choose('tsa-1', outcome);
  const result = await issue(await inProgress(), simplePdf());
  expect(result).toMatchObject(isStamped);
  expect(await stampedBy(result.resultId)).toContain('motcua 2');
});

test('where both are down it stays in signing, and is issued once one is back', { timeout: 300_000 }, async () => {
  await choose('tsa-1', 'down');
  await choose('tsa-2', 'down');
  const { body: opened } = await openResult(await inProgress());
  expect((await upload(opened.upload, simplePdf())).status).toBe(200);
  const path = `/v1/results/${opened.resultId}`;
  expect((await call('POST', `${path}/issue`, { key: keys.backOffice, body: {} })).status).toBe(202);
  await eventually(async () =>
    expect(await read(opened.resultId)).toMatchObject({ state: 'signing', signatures: [{ state: 'signed' }] }),
  );
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  expect(await read(opened.resultId)).toMatchObject({ state: 'signing', versions: [] });
  await choose('tsa-2', 'up');
  await eventually(async () => expect(await read(opened.resultId)).toMatchObject(isStamped), 120);
  expect(await stampedBy(opened.resultId)).toContain('motcua 2');
});

test('an authority is set up by operators alone, its password never comes back, and it ends', async () => {
  const path = '/v1/timestamp-authorities/tsa-far';
  const body = { url: 'http://10.1.2.3/tsr', order: 900, username: 'mot-cua', password: 'secret-of-the-test' };
  expect((await call('PUT', path, { key: keys.backOffice, body })).status).toBe(403);
  const made = await call('PUT', path, { key: keys.operator, body });
  expect(made.status).toBe(201);
  const { password: _, ...shown } = body;
  expect(made.body).toEqual({ name: 'tsa-far', ...shown });
  expect((await call('GET', path, { key: keys.operator })).body).toEqual(made.body);
  const ended = await call('DELETE', path, { key: keys.operator });
  expect([ended.status, ended.body.endedAt]).toEqual([200, expect.stringMatching(/\+07:00$/)]);
  expect((await call('PATCH', path, { key: keys.operator, body })).status).toBe(404);
});
