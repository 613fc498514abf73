import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  type Authority,
  createRootAuthority,
  issueAuthority,
  issueCertificate,
  publicKeyInfoOf,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../../functions/results/pades/authority/development-signer.ts';
import type { ExternalSigner, SignatureAlgorithm } from '../../../functions/results/pades/sign/external-signer.ts';

/** Kinds of signing keys that the tests go through. */
export type KeyKind = 'rsa2048' | 'rsa3072' | 'rsa4096' | 'pss3072' | 'p256' | 'p256raw' | 'p384';

/** The moment at which the tests sign. */
export const signingTime = new Date('2026-11-20T10:00:00Z');
const notBefore = new Date('2026-01-01T00:00:00Z');
const signerNotAfter = new Date('2028-01-01T00:00:00Z');
const authorityNotAfter = new Date('2046-01-01T00:00:00Z');

export const crlUrl = 'http://pki.example.vn/pki/issuing.crl';
export const rootCrlUrl = 'http://pki.example.vn/pki/root.crl';
export const ocspUrl = 'http://pki.example.vn/pki/ocsp';

const keys = new Map<string, KeyObject>();

/** A private key made once for the whole test file. */
export function keyOf(kind: KeyKind, label = ''): KeyObject {
  const id = `${kind.replace('pss', 'rsa').replace('raw', '')} ${label}`;
  const known = keys.get(id);
  if (known) return known;
  const made = kind.startsWith('p2')
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : kind === 'p384'
      ? generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
      : generateKeyPairSync('rsa', { modulusLength: Number(kind.replace(/\D+/, '')) }).privateKey;
  keys.set(id, made);
  return made;
}

const algorithmOf = (kind: KeyKind): SignatureAlgorithm =>
  kind === 'pss3072'
    ? 'RSASSA_PSS_SHA_256'
    : kind === 'p384'
      ? 'ECDSA_SHA_384'
      : kind.startsWith('p256')
        ? 'ECDSA_SHA_256'
        : 'RSASSA_PKCS1_V1_5_SHA_256';

/** A root and an issuing authority with Vietnamese names. */
export interface DevelopmentPki {
  readonly root: Authority;
  readonly issuing: Authority;
  readonly roots: readonly Uint8Array[];
}

export function developmentPki(): DevelopmentPki {
  const root = createRootAuthority({
    subject: { commonName: 'Gốc thử nghiệm một cửa', organization: 'Trung tâm CNTT (thử nghiệm)', country: 'VN' },
    notBefore,
    notAfter: authorityNotAfter,
  });
  const issuing = issueAuthority(root, {
    subject: { commonName: 'CA phát hành thử nghiệm', organization: 'Trung tâm CNTT (thử nghiệm)', country: 'VN' },
    notBefore,
    notAfter: authorityNotAfter,
    crlUrl: rootCrlUrl,
  });
  return { root, issuing, roots: [root.certificate] };
}

/** A signer with a key of the kind and a certificate with a Vietnamese name. */
export function signerOf(
  pki: DevelopmentPki,
  kind: KeyKind,
  options: { readonly commonName?: string; readonly serialNumber?: bigint; readonly notAfter?: Date } = {},
): ExternalSigner {
  const commonName = options.commonName ?? 'Nguyễn Thị Ánh Nguyệt';
  const privateKey = keyOf(kind);
  const certificate = issueCertificate(pki.issuing, {
    subject: { commonName, organization: 'Ủy ban nhân dân thành phố Đà Nẵng', country: 'VN' },
    publicKey: publicKeyInfoOf(privateKey),
    profile: 'signer',
    notBefore,
    notAfter: options.notAfter ?? signerNotAfter,
    serialNumber: options.serialNumber,
    crlUrl,
    ocspUrl,
  });
  return developmentSigner({
    privateKey,
    certificate,
    chain: [pki.issuing.certificate],
    algorithm: algorithmOf(kind),
    ecdsaEncoding: kind === 'p256raw' ? 'p1363' : 'der',
  });
}
