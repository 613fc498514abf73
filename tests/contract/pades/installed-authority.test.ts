import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import { derOfPem, pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { addresses, installedAuthority } from '../../support/installed-authority.ts';
import { inTemporaryFolder, openssl, run } from '../../support/pades/oracles.ts';
import { testWith } from '../../support/programs.ts';
import { NOON } from '../../support/results-house.ts';

const withOpenssl = testWith('openssl');

const { services, certificate, kept, roots } = await installedAuthority(NOON);
const [timestamping] = derOfPem(kept.at(-1)?.timestamp?.certificatePem ?? '');
if (!timestamping) throw new Error('no time-stamp authority');
const at = ['-attime', String((NOON + 30_000) / 1000)];

/** What a validator has: the published root, both certificates, and the list of the moment, each in the form in which it is fetched. */
const published = (folder: string) => {
  const put = (name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    put,
    root: put('roots.pem', roots.map((der) => pemOf('CERTIFICATE', der)).join('')),
    issuer: put('development.cer', services.certificate),
    crl: put('development.crl', services.crl(NOON + 30_000)),
    seal: put('seal.pem', pemOf('CERTIFICATE', certificate)),
    timestamping: put('timestamp.pem', pemOf('CERTIFICATE', timestamping)),
  };
};

withOpenssl(
  'openssl reads in the seal and in the time stamps where issuer, status and list are, and one policy',
  () => {
    inTemporaryFolder((folder) => {
      const { seal, timestamping } = published(folder);
      for (const path of [seal, timestamping]) {
        const text = openssl(['x509', '-in', path, '-noout', '-text']);
        expect(text).toContain(`CA Issuers - URI:${addresses.issuerUrl}`);
        expect(text).toContain(`OCSP - URI:${addresses.ocspUrl}`);
        expect(text).toContain(`URI:${addresses.crlUrl}`);
        expect(text).toContain('Policy: 1.3.6.1.4.1.99999.2');
        expect(openssl(['x509', '-in', path, '-noout', '-ocsp_uri']).trim()).toBe(addresses.ocspUrl);
      }
    });
  },
);

withOpenssl('openssl reads the issuer in DER, which is the published root', () => {
  inTemporaryFolder((folder) => {
    const { issuer, root } = published(folder);
    const fingerprint = ['-noout', '-fingerprint', '-sha256'];
    expect(openssl(['x509', '-inform', 'DER', '-in', issuer, ...fingerprint])).toBe(
      openssl(['x509', '-in', root, ...fingerprint]),
    );
  });
});

withOpenssl('openssl reads the list in DER, finds it signed by the root, good for a day, and naming its key', () => {
  inTemporaryFolder((folder) => {
    const { crl, root } = published(folder);
    const inDer = ['crl', '-inform', 'DER', '-in', crl];
    expect(run('openssl', [...inDer, '-CAfile', root, '-noout'])).toMatchObject({ code: 0, text: 'verify OK\n' });
    const dates = openssl([...inDer, '-noout', '-lastupdate', '-nextupdate']);
    const [from = '', until = ''] = [...dates.matchAll(/=(.+)/g)].map(([, date]) => date);
    expect([Date.parse(from), Date.parse(until) - Date.parse(from)]).toEqual([NOON, 86_400_000]);
    const keyOf = (text: string, extension: string) =>
      text.match(new RegExp(`${extension}:\\s+(?:keyid:)?([0-9A-F:]+)`))?.[1];
    const authority = keyOf(openssl([...inDer, '-noout', '-text']), 'Authority Key Identifier');
    expect(authority).toBe(keyOf(openssl(['x509', '-in', root, '-noout', '-text']), 'Subject Key Identifier'));
    expect(authority).toHaveLength(59);
  });
});

withOpenssl('openssl verifies the seal and the time stamps to the root with the list of the moment, strictly', () => {
  inTemporaryFolder((folder) => {
    const { crl, root, seal, timestamping, put } = published(folder);
    const verify = ['verify', ...at, '-x509_strict', '-CAfile', root, '-crl_check'];
    for (const path of [seal, timestamping]) {
      expect(run('openssl', [...verify, path]).text).toContain('unable to get certificate CRL');
      expect(run('openssl', [...verify, '-CRLfile', crl, path])).toMatchObject({ code: 0 });
    }
    const stale = put('stale.crl', services.crl(NOON - 25 * 3_600_000));
    expect(run('openssl', [...verify, '-CRLfile', stale, seal]).text).toContain('CRL has expired');
  });
});

withOpenssl('openssl asks for the status of both certificates and is told that they are good', () => {
  inTemporaryFolder((folder) => {
    const { root, seal, timestamping, issuer, put } = published(folder);
    const issuerPem = put('issuer.pem', openssl(['x509', '-inform', 'DER', '-in', issuer]));
    const certificates = ['-issuer', issuerPem, '-cert', seal, '-cert', timestamping];
    const query = join(folder, 'query');
    openssl(['ocsp', ...certificates, '-reqout', query]);
    const request = Buffer.from(openssl(['base64', '-in', query, '-A']), 'base64');
    const reply = put('reply', services.ocsp(request, NOON));
    const check = ['ocsp', '-respin', reply, '-CAfile', root, ...at, '-validity_period', '999999999'];
    expect(run('openssl', [...check, '-reqin', query]).text).toContain('Response verify OK');
    const { text } = run('openssl', [...check, ...certificates, '-no_nonce']);
    expect(text).toMatch(/seal\.pem: good/);
    expect(text).toMatch(/timestamp\.pem: good/);
  });
});

withOpenssl('openssl accepts a time stamp whose certificate is the kept one and on no list', () => {
  inTemporaryFolder((folder) => {
    const { root, crl, put } = published(folder);
    const data = put('data', 'kết quả');
    const query = join(folder, 'query');
    openssl(['ts', '-query', '-data', data, '-sha256', '-cert', '-out', query]);
    const request = Buffer.from(openssl(['base64', '-in', query, '-A']), 'base64');
    const reply = put('reply', services.timestamp(request, NOON));
    expect(run('openssl', ['ts', '-verify', '-queryfile', query, '-in', reply, '-CAfile', root, ...at]).code).toBe(0);
    const token = join(folder, 'token');
    openssl(['ts', '-reply', '-in', reply, '-token_out', '-out', token]);
    const inToken = openssl(['pkcs7', '-inform', 'DER', '-in', token, '-print_certs']);
    const enclosed = put('enclosed.pem', inToken);
    expect(derOfPem(inToken).map((der) => Buffer.compare(der, timestamping))).toEqual([0]);
    expect(run('openssl', ['verify', ...at, '-CAfile', root, '-crl_check', '-CRLfile', crl, enclosed])).toMatchObject({
      code: 0,
    });
  });
});
