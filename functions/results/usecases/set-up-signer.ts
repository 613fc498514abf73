import { createHash, X509Certificate } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { certificateIn } from '../domain/certificate.ts';
import {
  type Authority,
  authorityFromPem,
  authorityToPem,
  createRootAuthority,
  issueCertificate,
} from '../pades/authority/certificate-authority.ts';
import { issueCrl } from '../pades/authority/revocation-list.ts';
import { derOfPem, pemOf } from '../pades/x509/pem.ts';
import type { AuthorityVault, SealCertificate, SealKey, TrustAnchors, TrustStore } from '../ports.ts';

/** How the seal is to be certified. */
export type SealPlan =
  /** By a certificate that an authority gave for the key: what a production stage needs. */
  | { readonly by: 'operator'; readonly seal: SealCertificate; readonly rootsPem: string }
  /** By the installation's own development authority. */
  | { readonly by: 'development'; readonly commonName: string; readonly crlUrl: string }
  /** Not yet: results wait until a certificate is installed. */
  | { readonly by: 'nobody' };

/** What setting up the seal needs from outside. */
export interface SetUpSignerPorts {
  readonly key: SealKey;
  readonly trust: TrustStore;
  readonly vault: AuthorityVault;
}

/** What is in place afterwards. */
export interface SealInPlace {
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly notAfter: number;
}

/** The revocation list of the development authority, by the name under which it is published. */
export const DEVELOPMENT_CRL = 'development.crl';

const AUTHORITY_DAYS = 20 * 365;
const SEAL_DAYS = 2 * 365;
const RENEW_BEFORE_DAYS = 60;
const CRL_DAYS = 365;

/** Clocks differ: what is issued now must be valid on one that is behind. */
const CLOCK_SLACK_MS = 3_600_000;

const daysFrom = (now: number, days: number): Date => new Date(now + days * DAY_MS);
const organization = 'Một cửa (môi trường phát triển)';

const isFor = (certificate: X509Certificate, publicKey: Uint8Array): boolean =>
  Buffer.compare(certificate.publicKey.export({ format: 'der', type: 'spki' }), publicKey) === 0;

const inPlace = (certificate: X509Certificate): SealInPlace => ({
  fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
  notAfter: Date.parse(certificate.validTo),
});

/** Roots stay: what was sealed under an earlier one must still verify. */
const withRoots = (anchors: TrustAnchors, more: readonly Uint8Array[]): string => {
  const all = [...derOfPem(anchors.rootsPem), ...more].map((der) => pemOf('CERTIFICATE', der));
  return [...new Set(all)].join('');
};

const isCurrent = (
  certificate: X509Certificate,
  {
    commonName,
    publicKey,
    authority,
    now,
  }: { commonName: string; publicKey: Uint8Array; authority: Authority; now: number },
): boolean =>
  isFor(certificate, publicKey) &&
  certificate.verify(new X509Certificate(authority.certificate).publicKey) &&
  certificate.subject.split('\n').includes(`CN=${commonName}`) &&
  Date.parse(certificate.validTo) > now + RENEW_BEFORE_DAYS * DAY_MS;

const authorityOf = async (vault: AuthorityVault, now: number): Promise<Authority> => {
  const kept = await vault.read();
  if (kept) return authorityFromPem(kept);
  const authority = createRootAuthority({
    subject: { commonName: 'CA phát triển motcua', organization, country: 'VN' },
    notBefore: new Date(now - CLOCK_SLACK_MS),
    notAfter: daysFrom(now, AUTHORITY_DAYS),
  });
  await vault.keep(authorityToPem(authority));
  return authority;
};

/**
 * Puts the seal's certificate and trust anchors in place. Doing it again changes only what is due: a certificate is renewed
 * where the key, the name or the authority is another one, or 60 days before it ends; roots are only ever added.
 */
export const setUpSigner = ({ key, trust, vault }: SetUpSignerPorts) => {
  const byOperator = async (
    { seal, rootsPem }: Extract<SealPlan, { by: 'operator' }>,
    publicKey: Uint8Array,
  ): Promise<Result<SealInPlace>> => {
    const certificate = certificateIn(seal.certificatePem);
    if (!certificate) return fail({ kind: 'not_configured', detail: 'the seal: the certificate cannot be read' });
    if (!isFor(certificate, publicKey))
      return fail({ kind: 'not_configured', detail: 'the seal: the certificate belongs to another key' });
    const anchors = await trust.anchors();
    await trust.putAnchors({ ...anchors, rootsPem: withRoots(anchors, derOfPem(rootsPem)) });
    await trust.putSeal(seal);
    return ok(inPlace(certificate));
  };

  const byDevelopment = async (
    { commonName, crlUrl }: Extract<SealPlan, { by: 'development' }>,
    publicKey: Uint8Array,
    now: number,
  ): Promise<Result<SealInPlace>> => {
    const authority = await authorityOf(vault, now);
    const notBefore = new Date(now - CLOCK_SLACK_MS);
    const crl = issueCrl(authority, {
      thisUpdate: notBefore,
      nextUpdate: daysFrom(now, CRL_DAYS),
      number: BigInt(now),
    });
    const anchors = await trust.anchors();
    // Anchors come first: a seal is never in use before what it is trusted by.
    await trust.putAnchors({
      rootsPem: withRoots(anchors, [authority.certificate]),
      crls: { ...anchors.crls, [DEVELOPMENT_CRL]: crl },
    });

    const present = await trust.seal();
    const certificate = present && certificateIn(present.certificatePem);
    if (certificate && isCurrent(certificate, { commonName, publicKey, authority, now }))
      return ok(inPlace(certificate));
    const issued = issueCertificate(authority, {
      subject: { commonName, organization, country: 'VN' },
      publicKey,
      profile: 'signer',
      notBefore,
      notAfter: daysFrom(now, SEAL_DAYS),
      crlUrl,
    });
    await trust.putSeal({ certificatePem: pemOf('CERTIFICATE', issued), chainPem: '' });
    return ok(inPlace(new X509Certificate(issued)));
  };

  return async (plan: SealPlan, now: number): Promise<Result<SealInPlace | undefined>> => {
    if (plan.by === 'nobody') return ok(undefined);
    const publicKey = await key.publicKey();
    return plan.by === 'operator' ? byOperator(plan, publicKey) : byDevelopment(plan, publicKey, now);
  };
};
