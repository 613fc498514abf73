import {
  bitStringOf,
  childrenOf,
  contentOf,
  type DerNode,
  encodingOf,
  explicitContent,
  integerHexOf,
  objectIdentifierOf,
  parseWhole,
  sequenceFields,
  smallNumberOf,
  timeOf,
} from '../der/decode.ts';
import { derNull, objectIdentifier, octetString, sequence } from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { refuse } from '../refusal.ts';
import {
  type Certificate,
  isIssuedBy,
  isWithinValidity,
  parseCertificate,
  sameCertificate,
} from '../x509/certificate.ts';
import { digestNamed, digestOf } from '../x509/digest.ts';
import { hasPurpose } from '../x509/extensions.ts';
import { verifySignature } from '../x509/signature-algorithm.ts';
import { certificateHold, type Revocation } from './crl.ts';

/** What an OCSP responder says of one certificate (RFC 6960 section 4.2). */
export interface OcspStatus {
  readonly status: 'good' | 'revoked' | 'unknown';
  /** Of a revoked certificate. */
  readonly revocation: Revocation | undefined;
  readonly producedAt: Date;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** The issuer itself, or a certificate it gave for this purpose. */
  readonly responder: Certificate;
}

const maxAnswers = 100;
const maxResponders = 8;

/**
 * Whether a responder needs no word on itself: the issuer, or a delegate marked nocheck. Any other delegate's answer counts only with
 * revocation data of its own (RFC 6960 section 4.2.2.2.1).
 */
export const isSelfEvident = (responder: Certificate, issuer: Certificate): boolean =>
  sameCertificate(responder, issuer) || responder.extensions.ocspNoCheck;

/** OCSPRequest for one certificate. The identifier uses SHA-1, which is what responders index by (RFC 5019 section 2.1.1). */
export const encodeOcspRequest = (certificate: Certificate, issuer: Certificate): Buffer =>
  sequence(sequence(sequence(sequence(certificateId(certificate, issuer)))));

/** CertID (RFC 6960 section 4.1.1). */
export const certificateId = (certificate: Certificate, issuer: Certificate): Buffer =>
  sequence(
    sequence(objectIdentifier(oids.sha1), derNull()),
    octetString(digestOf('sha1', issuer.subject)),
    octetString(digestOf('sha1', issuer.publicKeyBits)),
    certificate.serialNumber,
  );

/**
 * Reads an OCSPResponse about a certificate. Refuses `revocation_unavailable`: an error status, a wrong signature, a
 * responder without authority from the issuer or expired, or no answer about this certificate.
 */
export function readOcspResponse(der: Uint8Array, certificate: Certificate, issuer: Certificate): OcspStatus {
  const outer = sequenceFields(parseWhole(der), 'OCSPResponse');
  const status = smallNumberOf(outer.take(tags.enumerated));
  if (status !== 0) return refuse('revocation_unavailable', `OCSP status ${status}`);
  const bytes = sequenceFields(explicitContent(outer.take(0xa0), 'responseBytes'), 'ResponseBytes');
  if (objectIdentifierOf(bytes.take()) !== oids.ocspBasic) refuse('revocation_unavailable', 'OCSP response type');

  const basic = sequenceFields(parseWhole(contentOf(bytes.take(tags.octetString))), 'BasicOCSPResponse');
  const data = basic.take(tags.sequence);
  const algorithm = basic.take(tags.sequence);
  const signature = bitStringOf(basic.take());
  const enclosed = basic.takeIf(0xa0);

  const fields = sequenceFields(data, 'ResponseData');
  fields.takeIf(0xa0);
  fields.take();
  const producedAt = timeOf(fields.take(tags.generalizedTime));
  const [single] = childrenOf(fields.take(tags.sequence), maxAnswers).flatMap(
    (response) => singleResponse(response, certificate, issuer) ?? [],
  );
  if (!single) return refuse('revocation_unavailable', 'OCSP response about other certificates');
  const candidates = enclosed ? childrenOf(explicitContent(enclosed, 'certs'), maxResponders) : [];
  const responder = responderOf(
    [...candidates.map((one) => parseCertificate(encodingOf(one))), issuer],
    issuer,
    algorithm,
    encodingOf(data),
    signature,
  );
  if (!isWithinValidity(responder, producedAt)) refuse('revocation_unavailable', 'OCSP responder expired');
  return { ...single, producedAt, responder };
}

/** Who signed: the issuer, or a delegate it issued with the OCSPSigning purpose (RFC 6960 section 4.2.2.2). */
function responderOf(
  candidates: readonly Certificate[],
  issuer: Certificate,
  algorithm: DerNode,
  data: Buffer,
  signature: Buffer,
): Certificate {
  const signer = candidates.find((candidate) => {
    try {
      return verifySignature(algorithm, data, candidate.publicKey, signature);
    } catch {
      return false;
    }
  });
  if (!signer) return refuse('revocation_unavailable', 'OCSP signature');
  const delegated = hasPurpose(signer.extensions, oids.ocspSigning) && isIssuedBy(signer, issuer);
  return sameCertificate(signer, issuer) || delegated
    ? signer
    : refuse('revocation_unavailable', 'OCSP responder without authority');
}

function singleResponse(node: DerNode, certificate: Certificate, issuer: Certificate) {
  const fields = sequenceFields(node, 'SingleResponse');
  if (!isAbout(fields.take(tags.sequence), certificate, issuer)) return undefined;
  const certStatus = fields.take();
  const thisUpdate = timeOf(fields.take(tags.generalizedTime));
  const next = fields.takeIf(0xa0);
  const revoked = certStatus.tag === 0xa1;
  return {
    status: revoked ? ('revoked' as const) : certStatus.tag === 0x80 ? ('good' as const) : ('unknown' as const),
    revocation: revoked ? revocationOf(certStatus) : undefined,
    thisUpdate,
    nextUpdate: next && timeOf(explicitContent(next, 'nextUpdate')),
  };
}

/** RevokedInfo (RFC 6960 section 4.2.1). */
function revocationOf(info: DerNode): Revocation {
  const [time, reason] = childrenOf(info);
  return {
    at: timeOf(time ?? refuse('malformed_asn1', 'revocationTime')),
    onHold: reason !== undefined && smallNumberOf(explicitContent(reason, 'revocationReason')) === certificateHold,
  };
}

function isAbout(id: DerNode, certificate: Certificate, issuer: Certificate): boolean {
  const fields = sequenceFields(id, 'CertID');
  const algorithm = objectIdentifierOf(childrenOf(fields.take(tags.sequence))[0]);
  const digest = algorithm === oids.sha1 ? 'sha1' : digestNamed(algorithm);
  const nameHash = contentOf(fields.take(tags.octetString));
  const keyHash = contentOf(fields.take(tags.octetString));
  const serial = integerHexOf(fields.take());
  return (
    digest !== undefined &&
    serial === certificate.serialHex &&
    nameHash.equals(digestOf(digest, issuer.subject)) &&
    keyHash.equals(digestOf(digest, issuer.publicKeyBits))
  );
}
