import { expect, test } from 'vitest';
import { trustRoutes } from '../../../functions/results/handlers/trust-routes.ts';
import type { TrustServices } from '../../../functions/results/usecases/open-trust-services.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { authorityRoom, installedAuthority } from '../../support/installed-authority.ts';
import { NOON } from '../../support/results-house.ts';

const { services } = await installedAuthority(NOON);

const ask = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  open: () => Promise<Result<TrustServices>> = async () => ok(services),
) =>
  trustRoutes(open, { tsa: async () => ({ status: 418 }), csc: async () => ({ status: 417 }) })({
    method,
    path,
    headers,
    pathParameters: {},
    query: {},
    body: Buffer.from('nonsense'),
    sourceIp: '192.0.2.1',
    requestId: 'r1',
    now: NOON,
  });

test.each([
  ['/pki/development.crl', 'application/pkix-crl', services.crl(NOON)],
  ['/pki/development.cer', 'application/pkix-cert', services.certificate],
])('%s is DER whatever is accepted, and HEAD tells its type alone', async (path, type, der) => {
  for (const accept of ['text/html', 'application/x-pem-file', '*/*'])
    expect(await ask('GET', path, { accept })).toEqual({ status: 200, headers: { 'Content-Type': type }, bytes: der });
  expect(der[0]).toBe(0x30);
  expect(await ask('HEAD', path)).toEqual({ status: 200, headers: { 'Content-Type': type } });
  expect(await ask('POST', path)).toMatchObject({ status: 404, problem: { kind: 'not_found' } });
});

test('a question in another media type is told which is right, one that cannot be read is refused in its protocol', async () => {
  const asks = { timestamp: 'application/timestamp-query', ocsp: 'application/ocsp-request' };
  for (const [service, type] of Object.entries(asks)) {
    const path = `/sandbox/pki/${service}`;
    expect(await ask('POST', path, { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await ask('POST', path, { 'content-type': type })).toMatchObject({ status: 200 });
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
  }
});

test('before the seal was set up nothing is answered in the authority’s name', async () => {
  const { open } = authorityRoom();
  for (const path of ['/pki/development.crl', '/pki/development.cer'])
    expect(await ask('GET', path, {}, open)).toMatchObject({ problem: { kind: 'not_configured' } });
});
