import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, stack } from '../support/deployed.ts';
import { openssl, run } from '../support/pades/oracles.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-trust-'));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Asks a service with the bytes of a file and keeps its answer. */
async function ask(service: string, question: string, asks: string, answers: string): Promise<string> {
  const response = await fetch(`${stack.frontDoor}/sandbox/pki/${service}`, {
    method: 'POST',
    headers: { 'content-type': asks, accept: answers },
    body: new Uint8Array(readFileSync(question)),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(answers);
  const reply = file(`${service}.reply`);
  writeFileSync(reply, Buffer.from(await response.arrayBuffer()));
  return reply;
}

beforeAll(async () => {
  writeFileSync(file('roots.pem'), (await call('GET', '/pki/roots.pem')).text);
  writeFileSync(file('list.crl'), (await call('GET', '/pki/development.crl')).text);
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

test('the published revocation list is the authority’s', () => {
  const verdict = run('openssl', ['crl', '-in', file('list.crl'), '-CAfile', file('roots.pem'), '-noout']);
  expect(verdict.text).toContain('verify OK');
});

test('what is no request is refused in the words of the protocol, another media type in ours', async () => {
  writeFileSync(file('nonsense'), 'GET / HTTP/1.1');
  const reply = await ask('timestamp', file('nonsense'), 'application/timestamp-query', 'application/timestamp-reply');
  expect(openssl(['ts', '-reply', '-in', reply, '-text'])).toContain('Rejected');
  const refused = await call('POST', '/sandbox/pki/ocsp', { raw: 'x', headers: { 'content-type': 'text/plain' } });
  expect(refused).toMatchObject({ status: 415, body: { kind: 'unsupported_media_type' } });
});
