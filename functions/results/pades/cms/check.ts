import { childrenOf, contentOf, type DerNode, expectTag, objectIdentifierOf } from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { Refused } from '../refusal.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestNamed, digestOf, sameBytes } from '../x509/digest.ts';
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

/** What a SignedData is checked against: its content, piece by piece. */
export type SignedContent = readonly Uint8Array[];

/** What is wrong with a signature, and what is only old about it: sound, but not what is asked of signatures today. */
export interface CheckedSignedData {
  readonly problems: CmsProblem[];
  readonly dated: DatedForm[];
}

/** Forms that say nothing against a signature, and too little for it (ETSI EN 319 102-1 leaves such to the policy). */
export type DatedForm = 'signing_certificate_attribute_missing' | 'signed_attributes_missing';

/**
 * Checks a SignedData against what it should have signed (RFC 5652 sections 5.4 and 5.6, RFC 5035, RFC 6211). No problem means intact. A time
 * stamp must name its certificate; a signature that does not, as `adbe.pkcs7.detached` allows, is of a dated form.
 */
export function checkSignedData(
  signed: SignedData,
  content: SignedContent,
  expectedContentType: string,
): CheckedSignedData {
  const signer = signed.signerCertificate;
  if (!signer) return { problems: ['signer_certificate_missing'], dated: [] };
  if (signed.contentType !== expectedContentType) return { problems: ['content_type_wrong'], dated: [] };
  const isTimestamp = expectedContentType === oids.tstInfo;
  if (!signed.signedAttributesDer && !isTimestamp)
    return {
      problems: signatureProblems(signed, Buffer.concat(content), signer),
      dated: ['signed_attributes_missing'],
    };
  const problems: CmsProblem[] = [];

  const contentType = signed.signedAttributes.get(oids.contentType);
  if (!contentType || objectIdentifierOf(contentType) !== expectedContentType) problems.push('content_type_wrong');

  const messageDigest = signed.signedAttributes.get(oids.messageDigest);
  const claimed = messageDigest && contentOf(expectTag(messageDigest, tags.octetString, 'messageDigest'));
  if (!claimed || !sameBytes(claimed, digestOf(signed.digest, ...content))) problems.push('digest_mismatch');

  const certificateProblem = signingCertificateProblem(signed, signer, isTimestamp);
  const isDated = certificateProblem === 'signing_certificate_attribute_missing' && !isTimestamp;
  if (certificateProblem && !isDated) problems.push(certificateProblem);
  if (!signed.signedAttributesSorted) problems.push('signed_attributes_not_der');
  const protection = signed.signedAttributes.get(oids.cmsAlgorithmProtection);
  if (protection && !protects(protection, signed)) problems.push('algorithm_protection_violated');
  problems.push(...signatureProblems(signed, signed.signedAttributesDer ?? Buffer.alloc(0), signer));
  return { problems, dated: isDated ? ['signing_certificate_attribute_missing'] : [] };
}

/** Certificate substitution: the attribute must name the certificate that is used (RFC 5035 section 3). */
function signingCertificateProblem(
  signed: SignedData,
  signer: Certificate,
  isTimestamp: boolean,
): 'signing_certificate_mismatch' | 'signing_certificate_attribute_missing' | undefined {
  const v2 = signed.signedAttributes.get(oids.signingCertificateV2);
  if (v2) return matchesV2(v2, signer) ? undefined : 'signing_certificate_mismatch';
  // RFC 3161 predates version 2: old authorities still identify themselves by SHA-1
  const v1 = isTimestamp ? signed.signedAttributes.get(oids.signingCertificate) : undefined;
  if (!v1) return 'signing_certificate_attribute_missing';
  const hash = firstIdentifier(v1)[0];
  return hash && sameBytes(contentOf(hash), digestOf('sha1', signer.der)) ? undefined : 'signing_certificate_mismatch';
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

function signatureProblems(signed: SignedData, data: Uint8Array, signer: Certificate): CmsProblem[] {
  const { signatureAlgorithm, signature, digest } = signed;
  try {
    const right = verifySignature(signatureAlgorithm, data, signer.publicKey, signature, digest);
    return right ? [] : ['signature_wrong'];
  } catch (error) {
    return [error instanceof Refused ? 'algorithm_not_accepted' : 'signature_wrong'];
  }
}
