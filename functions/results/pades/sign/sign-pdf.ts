import type { Limits } from '../pdf/limits.ts';
import type { Outcome } from '../refusal.ts';
import { requestTimestamp, type TimestampClient } from '../tsp/timestamp-client.ts';
import { assembled, checkedSignature, complete, type SignedPdf } from './embed.ts';
import type { ExternalSigner } from './external-signer.ts';
import { prepareSignature, type SignatureRequest } from './prepare.ts';

/** What a signature may have besides the key. */
export interface SigningOptions {
  /** Makes B-T: the signature value is time-stamped. Without it B-B. */
  readonly timestamp?: TimestampClient;
  readonly limits?: Limits;
}

/**
 * Signs a PDF: PAdES B-B, or B-T with a time-stamp authority (ETSI EN 319 142-1), as an incremental update that keeps
 * every earlier byte. With RSA PKCS#1 v1.5 and no time stamp, equal arguments give equal bytes.
 * Rejects only with what `signer.sign` or the authority's transport reject with.
 */
export async function signPdf(
  pdf: Uint8Array,
  request: SignatureRequest,
  signer: ExternalSigner,
  { timestamp, limits }: SigningOptions = {},
): Promise<Outcome<SignedPdf>> {
  const prepared = prepareSignature(pdf, { ...request, timestamped: timestamp !== undefined }, signer, limits);
  if (!prepared.ok) return prepared;
  const answering = signer.sign(prepared.value.digestToSign);
  // assembled while the key is away: copying a large file costs as much as hashing it
  const file = assembled(pdf, prepared.value);
  const signature = checkedSignature(prepared.value, await answering);
  if (!signature.ok) return signature;
  if (!timestamp) return complete(file, prepared.value, signature.value);

  const token = await requestTimestamp(timestamp, signature.value);
  return token.ok ? complete(file, prepared.value, signature.value, token.value) : token;
}
