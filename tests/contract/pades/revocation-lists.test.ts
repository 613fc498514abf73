import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { answerOcspRequest } from '../../../functions/results/pades/authority/ocsp-responder.ts';
import { encodeOcspRequest } from '../../../functions/results/pades/revocation/ocsp.ts';
import { RevocationKnowledge } from '../../../functions/results/pades/revocation/status.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { parseCertificate } from '../../../functions/results/pades/x509/certificate.ts';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { crlUrl, developmentPki, signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { inTemporaryFolder } from '../../support/pades/oracles.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { requestFor } from '../../support/pades/scenario.ts';
import { daysLater, TrustServices } from '../../support/pades/trust-services.ts';
import { testWith } from '../../support/programs.ts';

const withOpenssl = testWith('openssl');
const pki = developmentPki();
const issuing = parseCertificate(pki.issuing.certificate);
const serialNumber = 0x4711n;
const signer = signerOf(pki, 'p256', { serialNumber });
const certificate = parseCertificate(signer.certificate);

const stamp = (at: Date, pattern: 'database' | 'option') => {
  const text = at.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return pattern === 'database' ? `${text.slice(2)}Z` : `${text}Z`;
};

/** A list that openssl makes for the issuing authority. `entry`: a reason as its database names it; undefined: the list is empty. */
const listOf = (madeAt: Date, entry?: string, extensions = ''): Buffer =>
  inTemporaryFolder((folder) => {
    const at = (name: string) => join(folder, name);
    writeFileSync(at('ca.pem'), pemOf('CERTIFICATE', pki.issuing.certificate));
    writeFileSync(at('ca.key'), pki.issuing.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const revoked = [`R\t280101000000Z\t${stamp(daysLater(-3), 'database')},${entry}\t4711\tunknown\t/CN=Ai do\n`];
    writeFileSync(at('index.txt'), entry === undefined ? '' : revoked.join(''));
    writeFileSync(at('number'), '01\n');
    writeFileSync(
      at('ca.cnf'),
      `[ca]\ndefault_ca=it\n[it]\ndatabase=${at('index.txt')}\ncrlnumber=${at('number')}\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=list\n[list]\nauthorityKeyIdentifier=keyid\n${extensions}\n`,
    );
    const times = ['-crl_lastupdate', stamp(madeAt, 'option'), '-crl_nextupdate', stamp(daysLater(300), 'option')];
    const files = ['-config', at('ca.cnf'), '-cert', at('ca.pem'), '-keyfile', at('ca.key'), '-out', at('list.pem')];
    execFileSync('openssl', ['ca', '-gencrl', ...files, ...times], { stdio: 'pipe' });
    execFileSync('openssl', ['crl', '-in', at('list.pem'), '-outform', 'DER', '-out', at('list.der')], {
      stdio: 'pipe',
    });
    return readFileSync(at('list.der'));
  });

const statusBy = (...crls: Uint8Array[]) =>
  new RevocationKnowledge({ crls, ocspResponses: [] }).statusOf(certificate, issuing).status;

withOpenssl('a hold is a revocation until it is released, whichever list is read first', () => {
  const held = listOf(daysLater(-2), 'holdInstruction,holdInstructionNone');
  const released = listOf(daysLater(-1));
  expect(statusBy(held)).toBe('revoked');
  expect(statusBy(held, released)).toBe('good');
  expect(statusBy(released, held)).toBe('good');
});

withOpenssl('any other revocation is for ever', () => {
  expect(statusBy(listOf(daysLater(-2), 'superseded'), listOf(daysLater(-1)))).toBe('revoked');
});

withOpenssl.each<[string, string, string, 'good' | 'unknown']>([
  ['the place that the certificate names', `fullname=URI:${crlUrl}`, '', 'good'],
  ['another place', 'fullname=URI:http://elsewhere.example.vn/a.crl', '', 'unknown'],
  ['certificates of users', 'onlyuser=TRUE', '', 'good'],
  ['certificates of authorities', 'onlyCA=TRUE', '', 'unknown'],
  ['attribute certificates', 'onlyAA=TRUE', '', 'unknown'],
  ['some reasons of revocation', 'onlysomereasons=keyCompromise', '', 'unknown'],
])('a list for %s says of a certificate that is not in it what it may', (_, point, __, silence) => {
  const extensions = `issuingDistributionPoint=critical,@point\n[point]\n${point}`;
  expect(statusBy(listOf(daysLater(-1), undefined, extensions))).toBe(silence);
  expect(statusBy(listOf(daysLater(-1), 'keyCompromise', extensions))).toBe('revoked');
});

withOpenssl('a signature of a revoked signer is invalid by a list with a distribution point', async () => {
  const { pdf } = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer));
  const extensions = `issuingDistributionPoint=critical,@point\n[point]\nfullname=URI:${crlUrl}\nonlyuser=TRUE`;
  const revocation = { crls: [listOf(daysLater(-1), 'keyCompromise', extensions)], ocspResponses: [] };
  expect(verifyPdf(pdf, { roots: pki.roots, now: signingTime, revocation })).toMatchObject({
    verdict: 'invalid',
    reason: 'certificate_revoked',
  });
});

withOpenssl('a delegate without nocheck is believed once a list says that it is good itself', () => {
  const services = new TrustServices(pki, { withoutNoCheck: true });
  const answer = services.ocsp(encodeOcspRequest(certificate, issuing));
  const by = (...crls: Uint8Array[]) =>
    new RevocationKnowledge({ crls, ocspResponses: [answer] }).statusOf(certificate, issuing).status;
  expect(by()).toBe('unknown');
  expect(by(listOf(daysLater(-1)))).toBe('good');
  const own = answerOcspRequest(pki.issuing, encodeOcspRequest(certificate, issuing), {
    now: signingTime,
    statusOf: () => 'good',
  });
  expect(new RevocationKnowledge({ crls: [], ocspResponses: [own] }).statusOf(certificate, issuing).status).toBe(
    'good',
  );
});
