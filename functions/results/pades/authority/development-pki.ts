import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { refuse } from '../refusal.ts';
import type { RevocationSource } from '../revocation/gather.ts';
import type { ExternalSigner, SignatureAlgorithm } from '../sign/external-signer.ts';
import type { TimestampClient } from '../tsp/timestamp-client.ts';
import { isWithinValidity, parseCertificate } from '../x509/certificate.ts';
import { derOfPem, pemOf } from '../x509/pem.ts';
import {
  type Authority,
  authorityFromPem,
  authorityToPem,
  createRootAuthority,
  issueAuthority,
  issueCertificate,
  publicKeyInfoOf,
} from './certificate-authority.ts';
import { developmentSigner } from './development-signer.ts';
import { answerOcspRequest } from './ocsp-responder.ts';
import { issueCrl } from './revocation-list.ts';
import { answerTimestampRequest } from './timestamp-authority.ts';

/** Kinds of signing keys: key and algorithm. */
export const signingKeyKinds = {
  rsa2048: 'RSASSA_PKCS1_V1_5_SHA_256',
  rsa3072: 'RSASSA_PKCS1_V1_5_SHA_256',
  rsa4096: 'RSASSA_PKCS1_V1_5_SHA_256',
  pss3072: 'RSASSA_PSS_SHA_256',
  p256: 'ECDSA_SHA_256',
  p384: 'ECDSA_SHA_384',
} as const satisfies Record<string, SignatureAlgorithm>;

export type SigningKeyKind = keyof typeof signingKeyKinds;

/** Everything around a signature, in memory: root, issuing authority, time stamps, OCSP. For development only. */
export interface DevelopmentPki {
  readonly root: Authority;
  readonly issuing: Authority;
  readonly timestamp: Authority;
  readonly ocsp: Authority;
}

const rooms = ['root', 'issuing', 'timestamp', 'ocsp'] as const;
const hour = 60 * 60 * 1000;
const year = 365 * 24 * hour;
const organization = 'Một cửa (thử nghiệm)';

/** Addresses inside the certificates; `development` answers them without a network. */
const developmentAddresses = {
  rootCrl: 'http://localhost:8080/pki/root.crl',
  issuingCrl: 'http://localhost:8080/pki/issuing.crl',
  ocsp: 'http://localhost:8080/pki/ocsp',
} as const;

/** Fresh keys and certificates. Authorities outlive the signers they vouch for. */
export function createDevelopmentPki(now: Date): DevelopmentPki {
  const { rootCrl, issuingCrl } = developmentAddresses;
  const notBefore = new Date(now.getTime() - hour);
  const until = (years: number) => new Date(now.getTime() + years * year);
  const subject = (commonName: string) => ({ commonName, organization, country: 'VN' });
  const root = createRootAuthority({ subject: subject('Gốc thử nghiệm'), notBefore, notAfter: until(20) });
  const issuing = issueAuthority(root, {
    subject: subject('CA phát hành thử nghiệm'),
    notBefore,
    notAfter: until(18),
    crlUrl: rootCrl,
  });
  const service = (issuer: Authority, name: string, profile: 'timestamp' | 'ocsp', crlUrl: string): Authority => {
    const privateKey = newKey('p256');
    const publicKey = publicKeyInfoOf(privateKey);
    const certificate = issueCertificate(issuer, {
      subject: subject(name),
      publicKey,
      profile,
      notBefore,
      notAfter: until(15),
      crlUrl,
    });
    return { certificate, privateKey, chain: [issuer.certificate, ...issuer.chain] };
  };
  return {
    root,
    issuing,
    timestamp: service(root, 'Dấu thời gian thử nghiệm', 'timestamp', rootCrl),
    ocsp: service(issuing, 'Trả lời OCSP thử nghiệm', 'ocsp', issuingCrl),
  };
}

/** The whole as named PEM files: `roots.pem` are the trust anchors; keys are not encrypted. */
export function developmentPkiToFiles(pki: DevelopmentPki): Record<string, string> {
  const files: Record<string, string> = { 'roots.pem': pemOf('CERTIFICATE', pki.root.certificate) };
  for (const room of rooms) {
    const { certificatePem, privateKeyPem } = authorityToPem(pki[room]);
    files[`${room}.crt.pem`] = certificatePem;
    files[`${room}.key.pem`] = privateKeyPem;
  }
  return files;
}

/** What `developmentPkiToFiles` wrote; undefined where a file is missing. */
export function developmentPkiFromFiles(read: (name: string) => string | undefined): DevelopmentPki | undefined {
  const authorities = rooms.map((room) => {
    const certificatePem = read(`${room}.crt.pem`);
    const privateKeyPem = read(`${room}.key.pem`);
    return certificatePem && privateKeyPem ? authorityFromPem({ certificatePem, privateKeyPem }) : undefined;
  });
  const [root, issuing, timestamp, ocsp] = authorities;
  return root && issuing && timestamp && ocsp ? { root, issuing, timestamp, ocsp } : undefined;
}

/** A signer of the development authority as PEM files. */
export interface SignerFiles {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A signer with a fresh key and a certificate for two years. */
export function issueSigner(pki: DevelopmentPki, kind: SigningKeyKind, commonName: string, now: Date): SignerFiles {
  const privateKey = newKey(kind);
  const certificate = issueCertificate(pki.issuing, {
    subject: { commonName, organization, country: 'VN' },
    publicKey: publicKeyInfoOf(privateKey),
    profile: 'signer',
    notBefore: new Date(now.getTime() - hour),
    notAfter: new Date(now.getTime() + 2 * year),
    crlUrl: developmentAddresses.issuingCrl,
    ocspUrl: developmentAddresses.ocsp,
  });
  return authorityToPem({ certificate, privateKey, chain: [] });
}

/** The signer from its files; undefined where its certificate is not valid at the moment. */
export function openSigner(
  pki: DevelopmentPki,
  kind: SigningKeyKind,
  files: SignerFiles,
  now: Date,
): ExternalSigner | undefined {
  const certificate = derOfPem(files.certificatePem)[0] ?? refuse('malformed_certificate', 'no certificate in the PEM');
  if (!isWithinValidity(parseCertificate(certificate), now)) return undefined;
  const privateKey = createPrivateKey(files.privateKeyPem);
  const chain = [pki.issuing.certificate];
  return developmentSigner({ privateKey, certificate, chain, algorithm: signingKeyKinds[kind] });
}

/** Time stamps, CRLs and OCSP answers of the authority, at the caller's clock. Nothing is ever revoked. */
export function developmentServices(
  pki: DevelopmentPki,
  now: () => Date,
): { timestamp: TimestampClient; source: RevocationSource } {
  const { rootCrl, issuingCrl, ocsp } = developmentAddresses;
  const number = () => BigInt(now().getTime());
  const days = (count: number) => new Date(now().getTime() + count * 24 * hour);
  const crl = (authority: Authority) =>
    issueCrl(authority, { thisUpdate: now(), nextUpdate: days(30), number: number() });
  return {
    timestamp: {
      now,
      roots: [pki.root.certificate],
      request: async (request) =>
        answerTimestampRequest({ ...pki.timestamp, chain: [] }, request, { now: now(), serialNumber: number() }),
    },
    source: {
      crl: async (url) => (url === rootCrl ? crl(pki.root) : url === issuingCrl ? crl(pki.issuing) : undefined),
      ocsp: async (url, request) =>
        url === ocsp
          ? answerOcspRequest(pki.ocsp, request, { now: now(), nextUpdate: days(7), statusOf: () => 'good' })
          : undefined,
    },
  };
}

function newKey(kind: SigningKeyKind): KeyObject {
  if (kind === 'p256') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  if (kind === 'p384') return generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength: Number(kind.replace(/\D+/, '')) }).privateKey;
}
