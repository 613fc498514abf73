import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  bitString,
  boolean,
  contextual,
  contextualPrimitive,
  derNull,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  sequence,
  time,
} from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { refuse } from '../refusal.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest.ts';
import { encodeName, type Subject } from '../x509/distinguished-name.ts';
import { keyUsageBits } from '../x509/extensions.ts';
import { derOfPem, pemOf } from '../x509/pem.ts';
import { signWith } from './signing.ts';

/** A certificate authority for development and tests: its key lies in memory, so it must never be trusted in production. */
export interface Authority {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
  /** Certificates above it, nearest first, root included; empty for a root. */
  readonly chain: readonly Uint8Array[];
}

/** What a certificate is for. */
export type CertificateProfile = 'signer' | 'timestamp' | 'ocsp' | 'intermediate';

export interface CertificateRequest {
  readonly subject: Subject;
  /** SubjectPublicKeyInfo, DER, as KMS GetPublicKey gives it. */
  readonly publicKey: Uint8Array;
  readonly profile: CertificateProfile;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** 128 random bits unless given. */
  readonly serialNumber?: bigint;
  readonly crlUrl?: string;
  readonly ocspUrl?: string;
  /** Where the issuer's own certificate can be had, DER. */
  readonly issuerUrl?: string;
  /** The policy under which the certificate is given. */
  readonly policy?: string;
  /** Leaves out id-pkix-ocsp-nocheck of an `ocsp` certificate, which then needs revocation data itself. */
  readonly withoutNoCheck?: boolean;
}

/** A self-signed root. The key is a fresh P-256 key unless given. */
export function createRootAuthority(options: {
  readonly subject: Subject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key?: KeyObject;
  readonly serialNumber?: bigint;
}): Authority {
  const privateKey = options.key ?? createSigningKey();
  const publicKey = publicKeyInfoOf(privateKey);
  const subject = encodeName(options.subject);
  const certificate = encodeCertificate(privateKey, {
    issuer: subject,
    subject,
    publicKey,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    serialNumber: options.serialNumber ?? randomSerial(),
    extensions: [
      basicConstraints(true),
      keyUsage(keyUsageBits.keyCertSign, keyUsageBits.crlSign),
      subjectKey(publicKey),
    ],
  });
  return { certificate, privateKey, chain: [] };
}

/** A certificate from the authority, DER. */
export function issueCertificate(authority: Authority, request: CertificateRequest): Uint8Array {
  const issuer = parseCertificate(authority.certificate);
  return encodeCertificate(authority.privateKey, {
    issuer: issuer.subject,
    subject: encodeName(request.subject),
    publicKey: request.publicKey,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    serialNumber: request.serialNumber ?? randomSerial(),
    extensions: [
      ...profileExtensions(request),
      subjectKey(request.publicKey),
      authorityKey(authority),
      ...underPolicy(request),
      ...distribution(request),
    ],
  });
}

/** An authority below another, with a fresh P-256 key unless given. */
export function issueAuthority(
  parent: Authority,
  request: Omit<CertificateRequest, 'publicKey' | 'profile'> & { readonly key?: KeyObject },
): Authority {
  const privateKey = request.key ?? createSigningKey();
  const certificate = issueCertificate(parent, {
    ...request,
    publicKey: publicKeyInfoOf(privateKey),
    profile: 'intermediate',
  });
  return { certificate, privateKey, chain: [parent.certificate, ...parent.chain] };
}

/** A fresh P-256 key. */
export const createSigningKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** SubjectPublicKeyInfo of a private or public key, DER. */
export const publicKeyInfoOf = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });

/** Certificates (the authority's, then its chain) and private key as PEM. The key is not encrypted. */
export function authorityToPem(authority: Authority): { certificatePem: string; privateKeyPem: string } {
  const certificates = [authority.certificate, ...authority.chain].map((der) => pemOf('CERTIFICATE', der));
  return {
    certificatePem: certificates.join(''),
    privateKeyPem: authority.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** The authority that `authorityToPem` wrote. */
export function authorityFromPem(pem: { certificatePem: string; privateKeyPem: string }): Authority {
  const [certificate, ...chain] = derOfPem(pem.certificatePem);
  if (!certificate) return refuse('malformed_certificate', 'no certificate in the PEM');
  return { certificate, privateKey: createPrivateKey(pem.privateKeyPem), chain };
}

interface CertificateFields {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly serialNumber: bigint;
  readonly extensions: readonly Buffer[];
}

/** Certificate, version 3 (RFC 5280 section 4.1). */
function encodeCertificate(signingKey: KeyObject, fields: CertificateFields): Buffer {
  const { algorithm, sign } = signWith(signingKey);
  const tbs = sequence(
    contextual(0, integer(2)),
    integer(fields.serialNumber),
    algorithm,
    fields.issuer,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    fields.subject,
    fields.publicKey,
    contextual(3, sequence(...fields.extensions)),
  );
  return sequence(tbs, algorithm, bitString(sign(tbs)));
}

/** One extension of a certificate, CRL or response (RFC 5280 section 4.1). */
export const extension = (oid: string, critical: boolean, value: Uint8Array): Buffer =>
  sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));

const basicConstraints = (isCa: boolean, pathLength?: number): Buffer =>
  extension(
    oids.basicConstraints,
    true,
    isCa ? sequence(boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)])) : sequence(),
  );

const keyUsage = (...bits: readonly number[]): Buffer => extension(oids.keyUsage, true, namedBits(...bits));

const purpose = (oid: string): Buffer => extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oid)));

function profileExtensions({ profile, withoutNoCheck }: CertificateRequest): Buffer[] {
  const { digitalSignature, nonRepudiation, keyCertSign, crlSign } = keyUsageBits;
  switch (profile) {
    case 'signer':
      return [basicConstraints(false), keyUsage(digitalSignature, nonRepudiation)];
    case 'timestamp':
      return [basicConstraints(false), keyUsage(digitalSignature), purpose(oids.timeStamping)];
    case 'ocsp':
      return [
        basicConstraints(false),
        keyUsage(digitalSignature),
        purpose(oids.ocspSigning),
        ...(withoutNoCheck ? [] : [extension(oids.ocspNoCheck, false, derNull())]),
      ];
    case 'intermediate':
      return [basicConstraints(true, 0), keyUsage(keyCertSign, crlSign)];
  }
}

const underPolicy = ({ policy }: CertificateRequest): Buffer[] =>
  policy ? [extension(oids.certificatePolicies, false, sequence(sequence(objectIdentifier(policy))))] : [];

function distribution({ crlUrl, ocspUrl, issuerUrl }: CertificateRequest): Buffer[] {
  const location = (url: string) => contextualPrimitive(6, Buffer.from(url, 'latin1'));
  const points = crlUrl && sequence(sequence(contextual(0, contextual(0, location(crlUrl)))));
  const access = [
    ...(ocspUrl ? [sequence(objectIdentifier(oids.ocsp), location(ocspUrl))] : []),
    ...(issuerUrl ? [sequence(objectIdentifier(oids.caIssuers), location(issuerUrl))] : []),
  ];
  return [
    ...(points ? [extension(oids.crlDistributionPoints, false, points)] : []),
    ...(access.length > 0 ? [extension(oids.authorityInfoAccess, false, sequence(...access))] : []),
  ];
}

/** AuthorityKeyIdentifier of what the authority issues, certificates and lists alike: it tells apart authorities of one name. */
export const authorityKey = ({ certificate }: Pick<Authority, 'certificate'>): Buffer =>
  extension(
    oids.authorityKeyIdentifier,
    false,
    sequence(contextualPrimitive(0, keyIdentifier(parseCertificate(certificate).publicKeyInfo))),
  );

const subjectKey = (publicKey: Uint8Array): Buffer =>
  extension(oids.subjectKeyIdentifier, false, octetString(keyIdentifier(publicKey)));

/** SHA-256 of the SubjectPublicKeyInfo, cut to 160 bits. */
const keyIdentifier = (publicKeyInfo: Uint8Array): Buffer => digestOf('sha256', publicKeyInfo).subarray(0, 20);

/** 128 random bits, positive (RFC 5280 section 4.1.2.2 asks for at most 20 octets). */
const randomSerial = (): bigint => BigInt(`0x01${randomBytes(15).toString('hex')}`);
