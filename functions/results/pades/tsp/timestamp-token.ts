import { type CmsProblem, checkSignedData } from '../cms/check.ts';
import { parseSignedData, type SignedData } from '../cms/parse.ts';
import {
  childrenOf,
  contentOf,
  integerHexOf,
  objectIdentifierOf,
  parseWhole,
  sequenceFields,
  timeOf,
} from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { refuse } from '../refusal.ts';
import { type DigestName, digestNamed, sameBytes } from '../x509/digest.ts';
import { hasOnlyPurpose } from '../x509/extensions.ts';

/** What can be wrong with a time stamp, apart from trust. */
export type TimestampProblem = CmsProblem | 'timestamp_imprint_mismatch' | 'timestamp_purpose_missing';

/** A parsed and checked TimeStampToken (RFC 3161 section 2.4.2). */
export interface TimestampToken {
  readonly time: Date;
  readonly policy: string;
  readonly nonceHex: string | undefined;
  readonly signed: SignedData;
  readonly problems: readonly TimestampProblem[];
}

/**
 * Reads a token and checks its signature, its imprint and the authority's purpose (critical, and the only one).
 * Trust in the authority is the caller's to establish. Refuses `malformed_asn1`.
 */
export function readTimestampToken(bytes: Uint8Array, imprint: (digest: DigestName) => Uint8Array): TimestampToken {
  const signed = parseSignedData(bytes, true);
  const { content } = signed;
  if (!content) return refuse('malformed_asn1', 'time-stamp token without content');
  const problems: TimestampProblem[] = checkSignedData(signed, [content], oids.tstInfo).problems;

  const info = sequenceFields(parseWhole(content), 'TSTInfo');
  info.take(tags.integer);
  const policy = objectIdentifierOf(info.take());
  const [algorithm, hash] = childrenOf(info.take(tags.sequence));
  info.take(tags.integer);
  const time = timeOf(info.take(tags.generalizedTime));
  const nonce = info.rest().find(({ tag }) => tag === tags.integer);

  const digest = algorithm && digestNamed(objectIdentifierOf(childrenOf(algorithm)[0]));
  if (!digest || !hash || !sameBytes(contentOf(hash), imprint(digest))) problems.push('timestamp_imprint_mismatch');
  const authority = signed.signerCertificate;
  if (authority && !hasOnlyPurpose(authority.extensions, oids.timeStamping)) problems.push('timestamp_purpose_missing');
  return { time, policy, nonceHex: nonce && integerHexOf(nonce), signed, problems };
}
