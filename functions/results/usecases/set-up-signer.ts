import { createHash, X509Certificate } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { certificateIn } from '../domain/certificate.ts';
import {
  type Authority,
  authorityFromPem,
  authorityToPem,
  createRootAuthority,
  createSigningKey,
  issueCertificate,
  publicKeyInfoOf,
} from '../pades/authority/certificate-authority.ts';
import { parseCertificate } from '../pades/x509/certificate.ts';
import { derOfPem, pemOf } from '../pades/x509/pem.ts';
import type {
  AuthorityAddresses,
  AuthorityVault,
  KeptKey,
  SealCertificate,
  SealKey,
  TrustAnchors,
  TrustStore,
} from '../ports.ts';

/** How the seal is to be certified. */
export type SealPlan =
  /** By a certificate that an authority gave for the key: what a production stage needs. */
  | { readonly by: 'operator'; readonly seal: SealCertificate; readonly rootsPem: string }
  /** By the installation's own development authority. */
  | { readonly by: 'development'; readonly commonName: string; readonly addresses: AuthorityAddresses }
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

const AUTHORITY_DAYS = 20 * 365;
const PLAYED_DAYS = 10 * 365;
const SEAL_DAYS = 2 * 365;
const RENEW_BEFORE_DAYS = 60;

/** Under which the development authority certifies: for trying the product out, by whoever deploys it. Beside the policy of its time stamps. */
const DEVELOPMENT_POLICY = '1.3.6.1.4.1.99999.2';

/** Who owns every credential of the signing service that is played. */
const REMOTE_SIGNER = 'Nguyễn Văn An (ký thử)';

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

/** What a certificate of the development authority is to say, and for how long. */
interface Wanted {
  readonly commonName: string;
  readonly publicKey: Uint8Array;
  readonly profile: 'signer' | 'timestamp';
  readonly days: number;
  readonly addresses: AuthorityAddresses;
}

const issued = (authority: Authority, wanted: Wanted, now: number): Uint8Array =>
  issueCertificate(authority, {
    subject: { commonName: wanted.commonName, organization, country: 'VN' },
    publicKey: wanted.publicKey,
    profile: wanted.profile,
    notBefore: new Date(now - CLOCK_SLACK_MS),
    notAfter: daysFrom(now, wanted.days),
    policy: DEVELOPMENT_POLICY,
    ...wanted.addresses,
  });

const addressesAndPoliciesIn = (certificate: X509Certificate): string => {
  const { crlUrls, ocspUrls, issuerUrls, policies = [] } = parseCertificate(certificate.raw).extensions;
  return [...crlUrls, ...ocspUrls, ...issuerUrls, ...policies].join();
};

/** Whether a certificate says what a fresh one would, and will for another 60 days. */
const isCurrent = (
  certificate: X509Certificate,
  authority: Authority,
  { commonName, publicKey, addresses }: Wanted,
  now: number,
): boolean =>
  isFor(certificate, publicKey) &&
  certificate.verify(new X509Certificate(authority.certificate).publicKey) &&
  certificate.subject.split('\n').includes(`CN=${commonName}`) &&
  addressesAndPoliciesIn(certificate) ===
    [addresses.crlUrl, addresses.ocspUrl, addresses.issuerUrl, DEVELOPMENT_POLICY].join() &&
  Date.parse(certificate.validTo) > now + RENEW_BEFORE_DAYS * DAY_MS;

/** A kept key as it is where its certificate is current; else certified anew, the same key where there is one. */
const certifiedKey = (
  authority: Authority,
  kept: KeptKey | undefined,
  saying: Omit<Wanted, 'publicKey'>,
  now: number,
): KeptKey => {
  const privateKey = kept ? authorityFromPem(kept).privateKey : createSigningKey();
  const wanted: Wanted = { ...saying, publicKey: publicKeyInfoOf(privateKey) };
  if (kept && isCurrent(new X509Certificate(kept.certificatePem), authority, wanted, now)) return kept;
  return authorityToPem({ certificate: issued(authority, wanted, now), privateKey, chain: [] });
};

/** The kept authority with two time-stamp authorities and a remote signer below it; what is lacking is made and kept in one step. */
const authorityOf = async (vault: AuthorityVault, addresses: AuthorityAddresses, now: number): Promise<Authority> => {
  const kept = await vault.read();
  const authority = kept
    ? authorityFromPem(kept)
    : createRootAuthority({
        subject: { commonName: 'CA phát triển motcua', organization, country: 'VN' },
        notBefore: new Date(now - CLOCK_SLACK_MS),
        notAfter: daysFrom(now, AUTHORITY_DAYS),
      });
  const stamper = (present: KeptKey | undefined, commonName: string) =>
    certifiedKey(authority, present, { commonName, profile: 'timestamp', days: PLAYED_DAYS, addresses }, now);
  const timestamp = stamper(kept?.timestamp, 'Dấu thời gian phát triển motcua');
  const secondTimestamp = stamper(kept?.secondTimestamp, 'Dấu thời gian phát triển motcua 2');
  const owner = { commonName: REMOTE_SIGNER, profile: 'signer', days: PLAYED_DAYS, addresses } as const;
  const remoteSigner = certifiedKey(authority, kept?.remoteSigner, owner, now);
  const isAsKept =
    timestamp === kept?.timestamp && secondTimestamp === kept.secondTimestamp && remoteSigner === kept.remoteSigner;
  if (!isAsKept) await vault.keep({ ...authorityToPem(authority), timestamp, secondTimestamp, remoteSigner });
  return authority;
};

/**
 * Puts the seal's certificate and trust anchors in place. Doing it again changes only what is due: a certificate is renewed
 * where the key, the name, the addresses or the authority are others, or 60 days before it ends; roots are only ever added.
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
    await trust.putAnchors({ rootsPem: withRoots(await trust.anchors(), derOfPem(rootsPem)) });
    await trust.putSeal(seal);
    return ok(inPlace(certificate));
  };

  const byDevelopment = async (
    { commonName, addresses }: Extract<SealPlan, { by: 'development' }>,
    publicKey: Uint8Array,
    now: number,
  ): Promise<Result<SealInPlace>> => {
    const authority = await authorityOf(vault, addresses, now);
    // Anchors come first: a seal is never in use before what it is trusted by.
    await trust.putAnchors({ rootsPem: withRoots(await trust.anchors(), [authority.certificate]) });

    const wanted: Wanted = { commonName, publicKey, profile: 'signer', days: SEAL_DAYS, addresses };
    const present = await trust.seal();
    const certificate = present && certificateIn(present.certificatePem);
    if (certificate && isCurrent(certificate, authority, wanted, now)) return ok(inPlace(certificate));
    const seal = issued(authority, wanted, now);
    await trust.putSeal({ certificatePem: pemOf('CERTIFICATE', seal), chainPem: '' });
    return ok(inPlace(new X509Certificate(seal)));
  };

  return async (plan: SealPlan, now: number): Promise<Result<SealInPlace | undefined>> => {
    if (plan.by === 'nobody') return ok(undefined);
    const publicKey = await key.publicKey();
    return plan.by === 'operator' ? byOperator(plan, publicKey) : byDevelopment(plan, publicKey, now);
  };
};
