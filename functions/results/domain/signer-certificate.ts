import { type Outcome, refuse, settled } from '../pades/refusal.ts';
import type { SignatureAlgorithm } from '../pades/sign/external-signer.ts';
import { type Certificate, isWithinValidity, parseCertificate } from '../pades/x509/certificate.ts';
import { displayName } from '../pades/x509/distinguished-name.ts';
import { allowsUse, keyUsageBits, maySignDocuments } from '../pades/x509/extensions.ts';
import { findPath } from '../pades/x509/path.ts';
import { derOfPem } from '../pades/x509/pem.ts';

/** A signer's certificate with those above it, read. */
export interface CertifiedSigner {
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
}

/** The first certificate of a PEM text, and all others as its chain; refuses what holds none or cannot be read. */
export const certifiedSigner = (certificatePem: string, chainPem = ''): Outcome<CertifiedSigner> =>
  settled(() => {
    const [certificate, ...more] = derOfPem(certificatePem).map(parseCertificate);
    if (!certificate) return refuse('malformed_certificate', 'no certificate');
    return { certificate, chain: [...more, ...derOfPem(chainPem).map(parseCertificate)] };
  });

/** How a certificate's key signs here; undefined for a key that nobody is asked to sign with. */
export const algorithmOf = ({ publicKey }: Certificate): SignatureAlgorithm | undefined => {
  const { modulusLength = 0, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const isStrong = modulusLength >= 2048 && modulusLength <= 8192;
  if (publicKey.asymmetricKeyType === 'rsa' && isStrong) return 'RSASSA_PKCS1_V1_5_SHA_256';
  if (publicKey.asymmetricKeyType === 'rsa-pss' && isStrong) return 'RSASSA_PSS_SHA_256';
  return namedCurve === 'prime256v1' ? 'ECDSA_SHA_256' : undefined;
};

/** A certificate as operators see it. */
export const certificateView = ({ subjectText, issuer, notBefore, notAfter, publicKey }: Certificate) => {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const kind = (publicKey.asymmetricKeyType ?? '').toUpperCase();
  const key = [kind, modulusLength ?? namedCurve].filter((part) => part !== undefined).join(' ');
  return { subject: subjectText, issuer: displayName(issuer), notBefore, notAfter, key };
};

/** What trust in a signer's certificate is measured against. */
export interface CertificateBench {
  /** Trust anchors of signatures, DER. */
  readonly roots: readonly Uint8Array[];
  readonly now: number;
}

const pathOf = ({ certificate, chain }: CertifiedSigner, { roots, now }: CertificateBench) =>
  settled(() => findPath(certificate, chain, roots.map(parseCertificate), new Date(now)));

/** Why nobody should sign with a certificate; undefined where nothing speaks against it. */
export const faultOfCertificate = (signer: CertifiedSigner, bench: CertificateBench): string | undefined => {
  const { certificate } = signer;
  const { extensions } = certificate;
  if (!isWithinValidity(certificate, new Date(bench.now))) return 'the certificate is not in force';
  const algorithm = settled(() => algorithmOf(certificate));
  if (!algorithm.ok || !algorithm.value) return 'expected a key of RSA from 2048 bits or of the curve P-256';
  const signs = allowsUse(extensions, keyUsageBits.digitalSignature, keyUsageBits.nonRepudiation);
  if (!signs || !maySignDocuments(extensions)) return 'the certificate is not for signing documents';
  const path = pathOf(signer, bench);
  if (path.ok && path.value.ok) return undefined;
  const problem = path.ok && !path.value.ok ? path.value.problem : 'malformed_certificate';
  return `the certificate leads to no trust anchor of signatures: ${problem}`;
};

/** Whether each certificate below the trust anchor says where its revocation is told of, so that the data can go into the file. */
export const namesRevocationSources = (signer: CertifiedSigner, bench: CertificateBench): boolean => {
  const path = pathOf(signer, bench);
  if (!path.ok || !path.value.ok) return false;
  return path.value.path
    .slice(0, -1)
    .every(({ extensions: { crlUrls, ocspUrls } }) => crlUrls.length + ocspUrls.length > 0);
};
