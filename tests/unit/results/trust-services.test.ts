import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  authorityToPem,
  createRootAuthority,
  createSigningKey,
  issueCertificate,
  publicKeyInfoOf,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { encodeOcspRequest, readOcspResponse } from '../../../functions/results/pades/revocation/ocsp.ts';
import { requestTimestamp } from '../../../functions/results/pades/tsp/timestamp-client.ts';
import { readTimestampToken } from '../../../functions/results/pades/tsp/timestamp-token.ts';
import { parseCertificate } from '../../../functions/results/pades/x509/certificate.ts';
import { openTrustServices } from '../../../functions/results/usecases/open-trust-services.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { NOON } from '../../support/results-house.ts';

const crlUrl = 'http://localhost:8080/pki/development.crl';
const root = createRootAuthority({
  subject: { commonName: 'CA phát triển' },
  notBefore: new Date(NOON - DAY_MS),
  notAfter: new Date(NOON + 7300 * DAY_MS),
});
const opening = (kept: ReturnType<typeof authorityToPem> | undefined) =>
  openTrustServices({ vault: { read: async () => kept, keep: async () => undefined }, serialNumber: () => 1n })(
    crlUrl,
    NOON,
  );

test('before the seal was set up there is no authority', async () => {
  expect(await opening(undefined)).toEqual({
    ok: false,
    failure: { kind: 'not_configured', detail: 'there is no development authority' },
  });
});

test('a time stamp of the services passes every check of our own client, down to the root', async () => {
  const services = await opening(authorityToPem(root));
  if (!services.ok) throw new Error(services.failure.kind);
  // They stay open for as long as their function lives; ten years are more than that.
  for (const at of [NOON, NOON + 9 * 365 * DAY_MS]) {
    const client = {
      now: () => new Date(at),
      roots: [root.certificate],
      request: async (request: Uint8Array) => services.value.timestamp(request, at),
    };
    const stamped = await requestTimestamp(client, Buffer.from('kết quả'));
    expect(stamped).toMatchObject({ ok: true, value: { time: new Date(at) } });
    const read = stamped.ok && readTimestampToken(stamped.value.token, () => Buffer.alloc(0)).signed.signerCertificate;
    expect(read && new X509Certificate(read.der).subject).toBe('C=VN\nCN=Dấu thời gian phát triển motcua');
  }
});

test('nothing that the authority gave is revoked: what it says of it is good for a week', async () => {
  const services = await opening(authorityToPem(root));
  if (!services.ok) throw new Error(services.failure.kind);
  const issuer = parseCertificate(root.certificate);
  const given = parseCertificate(
    issueCertificate(root, {
      subject: { commonName: 'Dấu' },
      publicKey: publicKeyInfoOf(createSigningKey()),
      profile: 'signer',
      notBefore: new Date(NOON - DAY_MS),
      notAfter: new Date(NOON + DAY_MS),
    }),
  );
  const answer = services.value.ocsp(encodeOcspRequest(given, issuer), NOON);
  expect(readOcspResponse(answer, given, issuer)).toMatchObject({
    status: 'good',
    thisUpdate: new Date(NOON),
    nextUpdate: new Date(NOON + 7 * DAY_MS),
  });
});
