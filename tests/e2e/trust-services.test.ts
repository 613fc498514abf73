import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../support/deployed.ts';
import { openssl, run } from '../support/pades/oracles.ts';
import { sendRaw } from '../support/raw-requests.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-trust-'));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Asks a service with the bytes of a file and keeps its answer, which it gives whatever is accepted. */
async function ask(service: string, question: string, asks: string, answers: string): Promise<string> {
  const { status, type, bytes } = await sendRaw(`/sandbox/pki/${service}`, {
    method: 'POST',
    headers: { 'content-type': asks, accept: 'text/html' },
    body: readFileSync(question),
  });
  expect([status, type]).toEqual([200, answers]);
  const reply = file(`${service}.reply`);
  writeFileSync(reply, bytes);
  return reply;
}

beforeAll(async () => {
  writeFileSync(file('roots.pem'), (await call('GET', '/pki/roots.pem')).text);
});

test.each(['sha256', 'sha512'])(
  'openssl asks for a time stamp with %s and accepts it, down to the published root',
  async (digest) => {
    writeFileSync(file('data'), `kết quả ${digest}`);
    openssl(['ts', '-query', '-data', file('data'), `-${digest}`, '-cert', '-out', file('query')]);
    const reply = await ask('timestamp', file('query'), 'application/timestamp-query', 'application/timestamp-reply');
    const verify = ['ts', '-verify', '-in', reply, '-CAfile', file('roots.pem')];
    expect(run('openssl', [...verify, '-queryfile', file('query')])).toMatchObject({ code: 0 });
    writeFileSync(file('other'), 'khác');
    expect(run('openssl', [...verify, '-data', file('other')]).code).not.toBe(0);
  },
);

test('openssl asks for the status of a certificate and accepts the answer', async () => {
  const question = ['-issuer', file('roots.pem'), '-serial', '0x1234'];
  openssl(['ocsp', ...question, '-reqout', file('question')]);
  const reply = await ask('ocsp', file('question'), 'application/ocsp-request', 'application/ocsp-response');
  const checked = run('openssl', ['ocsp', '-respin', reply, '-reqin', file('question'), '-CAfile', file('roots.pem')]);
  expect(checked.text).toContain('Response verify OK');
  expect(checked.text).not.toContain('Nonce Verify error');
  expect(
    run('openssl', ['ocsp', '-respin', reply, ...question, '-CAfile', file('roots.pem'), '-no_nonce']).text,
  ).toContain('0x1234: good');
});

test('the published revocation list is the authority’s, in DER whatever is accepted, of this minute and good for a day', async () => {
  for (const accept of ['text/html', 'application/json', 'application/pkix-crl', '*/*']) {
    const { type, bytes } = await sendRaw('/pki/development.crl', { headers: { accept } });
    expect([type, bytes[0]], accept).toEqual(['application/pkix-crl', 0x30]);
    writeFileSync(file('list.crl'), bytes);
    const inDer = ['crl', '-inform', 'DER', '-in', file('list.crl'), '-noout'];
    expect(run('openssl', [...inDer, '-CAfile', file('roots.pem')]).text).toContain('verify OK');
    const dates = openssl([...inDer, '-lastupdate', '-nextupdate']);
    const [from = 0, until = 0] = [...dates.matchAll(/=(.+)/g)].map(([, date]) => Date.parse(date ?? ''));
    expect(Math.abs(Date.now() - from)).toBeLessThan(120_000);
    expect(until - from).toBe(86_400_000);
  }
  const head = await sendRaw('/pki/development.crl', { method: 'HEAD' });
  expect([head.status, head.type, head.bytes.length]).toEqual([200, 'application/pkix-crl', 0]);
});

test('openssl follows the addresses in the certificate of a time stamp: issuer, list and status, and finds it good', async () => {
  const stamped = async (): Promise<string> => {
    writeFileSync(file('data'), `kết quả ${Math.random()}`);
    openssl(['ts', '-query', '-data', file('data'), '-cert', '-out', file('query')]);
    const reply = await ask('timestamp', file('query'), 'application/timestamp-query', 'application/timestamp-reply');
    openssl(['ts', '-reply', '-in', reply, '-token_out', '-out', file('token')]);
    return openssl(['pkcs7', '-inform', 'DER', '-in', file('token'), '-print_certs']);
  };
  const certificate = await stamped();
  expect(await stamped()).toBe(certificate);
  writeFileSync(file('timestamp.pem'), certificate);
  const text = openssl(['x509', '-in', file('timestamp.pem'), '-noout', '-text']);
  const pathAfter = (label: string): string =>
    new URL(text.match(new RegExp(`${label}[^]*?URI:(\\S+)`))?.[1] ?? 'http://nowhere/').pathname;
  expect(pathAfter('OCSP - ')).toBe('/sandbox/pki/ocsp');

  const issuer = await sendRaw(pathAfter('CA Issuers - '), { headers: { accept: 'text/html' } });
  expect([issuer.status, issuer.type]).toEqual([200, 'application/pkix-cert']);
  writeFileSync(file('issuer.cer'), issuer.bytes);
  writeFileSync(file('issuer.pem'), openssl(['x509', '-inform', 'DER', '-in', file('issuer.cer')]));
  writeFileSync(file('list.crl'), (await sendRaw(pathAfter('CRL Distribution Points'))).bytes);
  const checked = ['verify', '-CAfile', file('roots.pem'), '-crl_check', '-CRLfile', file('list.crl')];
  expect(run('openssl', [...checked, file('timestamp.pem')])).toMatchObject({ code: 0 });

  const question = ['-issuer', file('issuer.pem'), '-cert', file('timestamp.pem')];
  openssl(['ocsp', ...question, '-reqout', file('question')]);
  const reply = await ask('ocsp', file('question'), 'application/ocsp-request', 'application/ocsp-response');
  const status = ['ocsp', '-respin', reply, ...question, '-CAfile', file('roots.pem'), '-no_nonce'];
  expect(run('openssl', status).text).toContain('timestamp.pem: good');
});

test('beside the authority’s two files the roots are where they were, and what is not there is the page of what is not there', async () => {
  expect((await call('GET', '/pki/roots.pem')).text).toContain('-----BEGIN CERTIFICATE-----');
  for (const path of ['/pki/nobody.crl', '/pki/nobody.cer'])
    expect(await call('GET', path), path).toMatchObject({
      status: 404,
      text: expect.stringContaining('<!doctype html>'),
    });
});

test('what is no request is refused in the words of the protocol, another media type in ours', async () => {
  writeFileSync(file('nonsense'), 'GET / HTTP/1.1');
  const reply = await ask('timestamp', file('nonsense'), 'application/timestamp-query', 'application/timestamp-reply');
  expect(openssl(['ts', '-reply', '-in', reply, '-text'])).toContain('Rejected');
  const refused = await call('POST', '/sandbox/pki/ocsp', { raw: 'x', headers: { 'content-type': 'text/plain' } });
  expect(refused).toMatchObject({ status: 415, body: { kind: 'unsupported_media_type' } });
});
