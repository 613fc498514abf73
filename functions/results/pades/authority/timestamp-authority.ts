import type { KeyObject } from 'node:crypto';
import { digestAlgorithm } from '../cms/algorithms.ts';
import { attribute, signingCertificateV2 } from '../cms/signed-attributes.ts';
import { childrenOf, contentOf, encodingOf, objectIdentifierOf, parseWhole, sequenceFields } from '../der/decode.ts';
import {
  contextual,
  generalizedTime,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  sortedEncodings,
  tagged,
} from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { settled } from '../refusal.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { digestNamed, digestOf } from '../x509/digest.ts';
import { signWith } from './signing.ts';

/** A time-stamp authority for development: the key in memory, the certificate for time stamping only. */
export interface TimestampAuthority {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
  /** Certificates put into each token besides its own. */
  readonly chain: readonly Uint8Array[];
  readonly policy?: string;
}

const defaultPolicy = '1.3.6.1.4.1.99999.1';
/** PKIFailureInfo bits (RFC 3161 section 2.4.2). */
const failures = { badAlgorithm: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15 } as const;
const rejection = 2;

/** TimeStampReq to TimeStampResp (RFC 3161 section 2.4). A request it cannot serve gets a rejection, never an exception. */
export function answerTimestampRequest(
  authority: TimestampAuthority,
  request: Uint8Array,
  options: { readonly now: Date; readonly serialNumber: bigint },
): Uint8Array {
  const parsed = settled(() => readRequest(request));
  if (!parsed.ok) return rejected(failures.badDataFormat);
  const { imprint, algorithm, policy, nonce, wantsCertificate } = parsed.value;
  const digest = digestNamed(algorithm);
  if (!digest || imprint.length !== digestOf(digest).length) return rejected(failures.badAlgorithm);
  const own = authority.policy ?? defaultPolicy;
  if (policy && policy !== own) return rejected(failures.unacceptedPolicy);
  const info = sequence(
    integer(1),
    objectIdentifier(own),
    sequence(digestAlgorithm(digest), octetString(imprint)),
    integer(options.serialNumber),
    generalizedTime(options.now),
    sequence(integer(1)),
    ...(nonce ? [nonce] : []),
  );
  return sequence(sequence(integer(0)), encodeToken(authority, info, wantsCertificate));
}

function readRequest(request: Uint8Array) {
  const fields = sequenceFields(parseWhole(request), 'TimeStampReq');
  fields.take(tags.integer);
  const imprint = sequenceFields(fields.take(tags.sequence), 'MessageImprint');
  const algorithm = objectIdentifierOf(childrenOf(imprint.take(tags.sequence))[0]);
  const hash = contentOf(imprint.take(tags.octetString));
  const policy = fields.takeIf(tags.objectIdentifier);
  const nonce = fields.takeIf(tags.integer);
  const certificate = fields.takeIf(tags.boolean);
  return {
    algorithm,
    imprint: hash,
    policy: policy && objectIdentifierOf(policy),
    nonce: nonce && encodingOf(nonce),
    wantsCertificate: certificate !== undefined && contentOf(certificate)[0] !== 0,
  };
}

/** TimeStampToken: SignedData over TSTInfo, signed at version 3 (RFC 5652 section 5.1). */
function encodeToken(authority: TimestampAuthority, info: Buffer, wantsCertificate: boolean): Buffer {
  const certificate = parseCertificate(authority.certificate);
  const { algorithm, sign } = signWith(authority.privateKey);
  const digest = digestAlgorithm(
    authority.privateKey.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256',
  );
  const name = digestNamed(objectIdentifierOf(childrenOf(parseWhole(digest))[0])) ?? 'sha256';
  const attributes = setOf(
    attribute(oids.contentType, objectIdentifier(oids.tstInfo)),
    attribute(oids.messageDigest, octetString(digestOf(name, info))),
    attribute(oids.signingCertificateV2, signingCertificateV2(certificate)),
  );
  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuer, certificate.serialNumber),
    digest,
    Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    algorithm,
    octetString(sign(attributes)),
  );
  const certificates = wantsCertificate
    ? [tagged(0xa0, ...sortedEncodings([authority.certificate, ...authority.chain]))]
    : [];
  const content = sequence(objectIdentifier(oids.tstInfo), contextual(0, octetString(info)));
  const signedData = sequence(integer(3), setOf(digest), content, ...certificates, setOf(signerInfo));
  return sequence(objectIdentifier(oids.signedData), contextual(0, signedData));
}

const rejected = (failure: number): Buffer => sequence(sequence(integer(rejection), namedBits(failure)));
