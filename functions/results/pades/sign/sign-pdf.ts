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

/** What another token of the same authority may have more: numbers of other lengths. */
export const tokenSlackBytes = 512;

/**
 * Signs a PDF: PAdES B-B, or B-T with a time-stamp authority (ETSI EN 319 142-1), as an incremental update that keeps
 * every earlier byte. A token that is larger than the room kept for it has the document signed and stamped once more, with room for it.
 * With RSA PKCS#1 v1.5 and no time stamp, equal arguments give equal bytes.
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
  if (!token.ok) return token;
  const completed = complete(file, prepared.value, signature.value, token.value);
  const isTooLarge = !completed.ok && completed.refusal.reason === 'reserve_too_small';
  if (!isTooLarge || request.timestampBytes !== undefined || request.reserveBytes !== undefined) return completed;
  const timestampBytes = token.value.token.length + tokenSlackBytes;
  return signPdf(pdf, { ...request, timestampBytes }, signer, { timestamp, limits });
}
