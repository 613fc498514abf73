import { generateKeyPairSync } from 'node:crypto';
import {
  createRootAuthority,
  issueCertificate,
  publicKeyInfoOf,
} from '../../functions/results/pades/authority/certificate-authority.ts';
import { pemOf } from '../../functions/results/pades/x509/pem.ts';

const notBefore = new Date('2026-01-01T00:00:00Z');
const notAfter = new Date('2046-01-01T00:00:00Z');

/** An authority of the tests that certifies signers. */
export const signersRoot = createRootAuthority({
  subject: { commonName: 'Gốc chữ ký thử nghiệm', country: 'VN' },
  notBefore,
  notAfter,
});
export const signersRootPem = pemOf('CERTIFICATE', signersRoot.certificate);

const keys = { rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }), ec: ecKey } as const;
function ecKey() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

/** What a certificate of the tests may have otherwise than most. */
type More = Partial<Omit<Parameters<typeof issueCertificate>[1], 'subject' | 'publicKey'>>;

/** Somebody with a key in a token and the certificate of that key. */
export const tokenOf = (commonName: string, kind: keyof typeof keys = 'rsa', more: More = {}, issuer = signersRoot) => {
  const { privateKey } = keys[kind]();
  const subject = { commonName, country: 'VN' };
  const publicKey = publicKeyInfoOf(privateKey);
  const request = { subject, publicKey, profile: 'signer' as const, notBefore, notAfter, ...more };
  const certificate = issueCertificate(issuer, request);
  return { privateKey, certificate, certificatePem: pemOf('CERTIFICATE', certificate), commonName };
};

/** An officer of the agency who signs by hand, as an operator sets them up; their root is an anchor that must be there. */
export const OFFICER = 'officer-a';
export const OFFICER_TOKEN = tokenOf('Nguyễn Văn A');
export const OFFICER_SET_UP = {
  agencyCode: 'H26.10' as const,
  role: 'officer' as const,
  by: 'hand' as const,
  label: 'Nguyễn Văn A, phó giám đốc',
  certificatePem: OFFICER_TOKEN.certificatePem,
};
