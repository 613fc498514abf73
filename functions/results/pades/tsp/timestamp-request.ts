import { digestAlgorithm } from '../cms/algorithms.ts';
import { boolean, integer, objectIdentifier, octetString, sequence, unsignedInteger } from '../der/encode.ts';

/** TimeStampReq over a SHA-256 imprint, asking for the authority's certificate (RFC 3161 section 2.4.1). */
export function encodeTimestampRequest(imprint: Uint8Array, nonce: Uint8Array, policy?: string): Buffer {
  return sequence(
    integer(1),
    sequence(digestAlgorithm('sha256'), octetString(imprint)),
    ...(policy ? [objectIdentifier(policy)] : []),
    unsignedInteger(nonce),
    boolean(true),
  );
}
