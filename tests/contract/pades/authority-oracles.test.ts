import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authorityFromPem, authorityToPem } from '../../../functions/results/pades/authority/certificate-authority.ts';
import { issueCrl } from '../../../functions/results/pades/authority/revocation-list.ts';
import { answerTimestampRequest } from '../../../functions/results/pades/authority/timestamp-authority.ts';
import { encodeOcspRequest, readOcspResponse } from '../../../functions/results/pades/revocation/ocsp.ts';
import { parseCertificate } from '../../../functions/results/pades/x509/certificate.ts';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { developmentPki, signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { inTemporaryFolder, openssl, run } from '../../support/pades/oracles.ts';
import { daysLater, TrustServices } from '../../support/pades/trust-services.ts';
import { testWith } from '../../support/programs.ts';

const withOpenssl = testWith('openssl');

const pki = developmentPki();
const services = new TrustServices(pki);
const at = ['-attime', String(signingTime.getTime() / 1000)];

/** Writes named files and gives their paths. */
function files<const T extends Record<string, Uint8Array | string>>(
  folder: string,
  contents: T,
): { [K in keyof T]: string } {
  const entries = Object.entries(contents).map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return [name, path];
  });
  return Object.fromEntries(entries);
}

const pem = (der: Uint8Array) => pemOf('CERTIFICATE', der);

withOpenssl('openssl verifies the chain and reads the Vietnamese names', () => {
  inTemporaryFolder((folder) => {
    const signer = signerOf(pki, 'rsa2048');
    const paths = files(folder, {
      root: pem(pki.root.certificate),
      issuing: pem(pki.issuing.certificate),
      signer: pem(signer.certificate),
      crl: pemOf('X509 CRL', services.crl(pki.issuing)) + pemOf('X509 CRL', services.crl(pki.root)),
    });
    const verify = ['verify', ...at, '-CAfile', paths.root, '-untrusted', paths.issuing, '-CRLfile', paths.crl];
    const verdict = run('openssl', [...verify, '-crl_check_all', '-x509_strict', paths.signer]);
    expect(verdict).toMatchObject({ code: 0 });
    const name = openssl(['x509', '-in', paths.signer, '-noout', '-subject', '-nameopt', 'utf8']);
    expect(name).toContain('Nguyễn Thị Ánh Nguyệt');
  });
});

withOpenssl('openssl finds a revoked certificate in the CRL', () => {
  inTemporaryFolder((folder) => {
    const serialNumber = 0x1234n;
    const signer = signerOf(pki, 'p256', { serialNumber });
    const options = { thisUpdate: signingTime, nextUpdate: daysLater(30), number: 7n };
    const crl = issueCrl(pki.issuing, { ...options, revoked: [{ serialNumber, at: daysLater(-1) }] });
    const paths = files(folder, {
      root: pem(pki.root.certificate),
      issuing: pem(pki.issuing.certificate),
      signer: pem(signer.certificate),
      crl: pemOf('X509 CRL', crl),
    });
    const verify = ['verify', ...at, '-CAfile', paths.root, '-untrusted', paths.issuing, '-CRLfile', paths.crl];
    expect(run('openssl', [...verify, '-crl_check', paths.signer]).text).toContain('certificate revoked');
  });
});

withOpenssl.each(['sha256', 'sha384', 'sha512'])('openssl ts asks with %s and verifies the answer', (digest) => {
  inTemporaryFolder((folder) => {
    const data = join(folder, 'data');
    const query = join(folder, 'query');
    const reply = join(folder, 'reply');
    writeFileSync(data, randomBytes(1000));
    openssl(['ts', '-query', '-data', data, `-${digest}`, '-cert', '-out', query]);
    const request = Buffer.from(openssl(['base64', '-in', query, '-A']), 'base64');
    const authority = services.timestampAuthority();
    writeFileSync(reply, answerTimestampRequest(authority, request, { now: signingTime, serialNumber: 5n }));
    const root = files(folder, { root: pem(pki.root.certificate) }).root;
    const verdict = run('openssl', ['ts', '-verify', '-queryfile', query, '-in', reply, '-CAfile', root, ...at]);
    expect(verdict).toMatchObject({ code: 0 });
    expect(openssl(['ts', '-reply', '-in', reply, '-text'])).toContain('Granted');
  });
});

withOpenssl('openssl ocsp sends a request and accepts the answers good and revoked', () => {
  inTemporaryFolder((folder) => {
    const serialNumber = 0x5678n;
    const revokedServices = new TrustServices(pki);
    revokedServices.revoked.push({ serialNumber, at: daysLater(-3) });
    const good = signerOf(pki, 'p256');
    const revoked = signerOf(pki, 'p256', { serialNumber });
    const paths = files(folder, {
      root: pem(pki.root.certificate) + pem(pki.issuing.certificate),
      issuing: pem(pki.issuing.certificate),
      good: pem(good.certificate),
      revoked: pem(revoked.certificate),
    });
    const query = join(folder, 'query');
    const reply = join(folder, 'reply');
    const certificates = ['-issuer', paths.issuing, '-cert', paths.good, '-cert', paths.revoked];
    openssl(['ocsp', ...certificates, '-reqout', query]);
    const request = Buffer.from(openssl(['base64', '-in', query, '-A']), 'base64');
    writeFileSync(reply, revokedServices.ocsp(request));
    const check = ['ocsp', '-respin', reply, '-CAfile', paths.root, ...at, '-validity_period', '999999999'];
    const nonce = run('openssl', [...check, '-reqin', query]).text;
    expect(nonce).toContain('Response verify OK');
    expect(nonce).not.toContain('Nonce Verify error');
    const { text } = run('openssl', [...check, ...certificates, '-no_nonce']);
    expect(text).toMatch(/good: good/);
    expect(text).toMatch(/revoked: revoked/);
  });
});

test('our own OCSP client understands what our responder says', () => {
  const issuing = parseCertificate(pki.issuing.certificate);
  const certificate = parseCertificate(signerOf(pki, 'p256').certificate);
  const response = services.ocsp(encodeOcspRequest(certificate, issuing));
  expect(readOcspResponse(response, certificate, issuing)).toMatchObject({ status: 'good', thisUpdate: signingTime });
});

withOpenssl('a request that is none is answered with a refusal of its protocol', () => {
  const refusal = answerTimestampRequest(services.timestampAuthority(), Buffer.from('GET / HTTP/1.1'), {
    now: signingTime,
    serialNumber: 1n,
  });
  inTemporaryFolder((folder) => {
    const { reply } = files(folder, { reply: refusal });
    expect(openssl(['ts', '-reply', '-in', reply, '-text'])).toContain('Rejected');
  });
  expect(Buffer.from(services.ocsp(Buffer.from('nonsense'))).toString('hex')).toBe('30030a0101');
});

test('an authority survives its PEM', () => {
  const again = authorityFromPem(authorityToPem(pki.issuing));
  expect(Buffer.from(again.certificate).equals(pki.issuing.certificate)).toBe(true);
  expect(again.chain).toHaveLength(1);
  expect(again.privateKey.equals(pki.issuing.privateKey)).toBe(true);
});
