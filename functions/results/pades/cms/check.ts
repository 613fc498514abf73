import { childrenOf, contentOf, type DerNode, expectTag, objectIdentifierOf } from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { Refused } from '../refusal.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type DigestName, digestNamed, digestOf, sameBytes } from '../x509/digest.ts';
import { verifySignature } from '../x509/signature-algorithm.ts';
import type { SignedData } from './parse.ts';

/** What can be wrong with a signature, apart from trust. */
export type CmsProblem =
  | 'signer_certificate_missing'
  | 'content_type_wrong'
  | 'digest_mismatch'
  | 'signing_certificate_mismatch'
  | 'signing_certificate_attribute_missing'
  | 'signed_attributes_not_der'
  | 'algorithm_protection_violated'
  | 'signature_wrong'
  | 'algorithm_not_accepted';

/**
 * Checks a SignedData against what it should have signed (RFC 5652 section 5.6, RFC 5035, RFC 6211).
 * `contentDigest` gives the digest of the content under the algorithm asked for. No problem means intact.
 */
export function checkSignedData(
  signed: SignedData,
  contentDigest: (digest: DigestName) => Uint8Array,
  expectedContentType: string,
): CmsProblem[] {
  const signer = signed.signerCertificate;
  if (!signer) return ['signer_certificate_missing'];
  const problems: CmsProblem[] = [];

  const contentType = signed.signedAttributes.get(oids.contentType);
  const typed = contentType !== undefined && objectIdentifierOf(contentType) === expectedContentType;
  if (!typed || signed.contentType !== expectedContentType) problems.push('content_type_wrong');

  const messageDigest = signed.signedAttributes.get(oids.messageDigest);
  const claimed = messageDigest && contentOf(expectTag(messageDigest, tags.octetString, 'messageDigest'));
  if (!claimed || !sameBytes(claimed, contentDigest(signed.digest))) problems.push('digest_mismatch');

  problems.push(...signingCertificateProblems(signed, signer, expectedContentType === oids.tstInfo));
  if (!signed.signedAttributesSorted) problems.push('signed_attributes_not_der');
  const protection = signed.signedAttributes.get(oids.cmsAlgorithmProtection);
  if (protection && !protects(protection, signed)) problems.push('algorithm_protection_violated');
  problems.push(...signatureProblems(signed, signer));
  return problems;
}

/** Certificate substitution: the attribute must name the certificate that is used (RFC 5035 section 3). */
function signingCertificateProblems(signed: SignedData, signer: Certificate, isTimestamp: boolean): CmsProblem[] {
  const v2 = signed.signedAttributes.get(oids.signingCertificateV2);
  if (v2) return matchesV2(v2, signer) ? [] : ['signing_certificate_mismatch'];
  // RFC 3161 predates version 2: old authorities still identify themselves by SHA-1
  const v1 = isTimestamp ? signed.signedAttributes.get(oids.signingCertificate) : undefined;
  if (!v1) return ['signing_certificate_attribute_missing'];
  const hash = firstIdentifier(v1)[0];
  return hash && sameBytes(contentOf(hash), digestOf('sha1', signer.der)) ? [] : ['signing_certificate_mismatch'];
}

function matchesV2(value: DerNode, signer: Certificate): boolean {
  const [first, second] = firstIdentifier(value);
  const algorithm = first?.tag === tags.sequence ? first : undefined;
  const digest = algorithm ? digestNamed(objectIdentifierOf(childrenOf(algorithm)[0])) : 'sha256';
  const hash = algorithm ? second : first;
  return digest !== undefined && hash !== undefined && sameBytes(contentOf(hash), digestOf(digest, signer.der));
}

/** The members of the first ESSCertID, which is the signer's. */
function firstIdentifier(signingCertificate: DerNode): DerNode[] {
  const list = childrenOf(signingCertificate)[0];
  const first = list && childrenOf(list)[0];
  return first ? childrenOf(first) : [];
}

function protects(protection: DerNode, signed: SignedData): boolean {
  const members = childrenOf(protection);
  const digest = members[0] && digestNamed(objectIdentifierOf(childrenOf(members[0])[0]));
  const signature = members.find(({ tag }) => tag === 0xa1);
  const sameSignature = !signature || contentOf(signature).equals(contentOf(signed.signatureAlgorithm));
  return digest === signed.digest && sameSignature;
}

function signatureProblems(signed: SignedData, signer: Certificate): CmsProblem[] {
  const { signatureAlgorithm, signedAttributesDer, signature, digest } = signed;
  try {
    const right = verifySignature(signatureAlgorithm, signedAttributesDer, signer.publicKey, signature, digest);
    return right ? [] : ['signature_wrong'];
  } catch (error) {
    return [error instanceof Refused ? 'algorithm_not_accepted' : 'signature_wrong'];
  }
}
