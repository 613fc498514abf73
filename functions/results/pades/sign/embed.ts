import { signatureAlgorithm } from '../cms/algorithms.ts';
import { ecdsaSignatureFromP1363, encodeSignedData } from '../cms/signed-data.ts';
import { asBuffer, readNode } from '../der/decode.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import type { CheckedTimestamp } from '../tsp/timestamp-client.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { digestOf, sameBytes } from '../x509/digest.ts';
import { verifySignature } from '../x509/signature-algorithm.ts';
import { digestOfAlgorithm } from './external-signer.ts';
import type { PreparedSignature } from './prepare.ts';

/** A signed document. Its identity is the SHA-256 of the exact file: bytes inside a signature can differ unnoticed. */
export class SignedPdf {
  readonly pdf: Uint8Array;
  /** Digest of the signed bytes. */
  readonly documentDigest: Uint8Array;
  /** The SignedData that was embedded, DER. */
  readonly cms: Uint8Array;
  /** Time of the embedded time stamp. */
  readonly timestampedAt: Date | undefined;
  #sha256: string | undefined;

  constructor(pdf: Uint8Array, documentDigest: Uint8Array, cms: Uint8Array, timestampedAt?: Date) {
    this.pdf = pdf;
    this.documentDigest = documentDigest;
    this.cms = cms;
    this.timestampedAt = timestampedAt;
  }

  /** Hex; computed when first asked for. */
  get sha256(): string {
    this.#sha256 ??= digestOf('sha256', this.pdf).toString('hex');
    return this.#sha256;
  }
}

/**
 * The key's answer in the encoding CMS wants, after checking it with the certificate. A key that does not belong to the
 * certificate is refused before anything is written.
 */
export function checkedSignature(prepared: PreparedSignature, answer: Uint8Array): Outcome<Uint8Array> {
  return settled(() => {
    const { signer } = prepared;
    const raw = signer.algorithm.startsWith('ECDSA') && signer.ecdsaEncoding === 'p1363';
    const signature = raw ? ecdsaSignatureFromP1363(answer) : answer;
    const algorithm = readNode(asBuffer(prepared.signatureAlgorithm ?? signatureAlgorithm(signer.algorithm)));
    const key = parseCertificate(signer.certificate).publicKey;
    const digest = digestOfAlgorithm(signer.algorithm);
    if (!verifySignature(algorithm, prepared.signedAttributes, key, signature, digest))
      refuse('signer_key_mismatch', 'signature does not verify with the certificate');
    return signature;
  });
}

/**
 * Completes a prepared signature, in this process or hours later in another. `signature` is what the key answered;
 * the document must be the one prepared for. Refuses `signer_key_mismatch`, `prepared_for_other_file`,
 * `reserve_too_small`.
 */
export function embedSignature(
  pdf: Uint8Array,
  prepared: PreparedSignature,
  signature: Uint8Array,
  timestamp?: CheckedTimestamp,
): Outcome<SignedPdf> {
  const same = settled(() => requireSameDocument(pdf, prepared));
  if (!same.ok) return same;
  const checked = checkedSignature(prepared, signature);
  return checked.ok ? complete(assembled(pdf, prepared), prepared, checked.value, timestamp) : checked;
}

/** Base and tail as one file, its gap still empty. */
export const assembled = (pdf: Uint8Array, { tail }: PreparedGap): Buffer => Buffer.concat([pdf, tail]);

/** The finished file from a signature already checked; `file` is what was assembled from the very bytes prepared. */
export function complete(
  file: Buffer,
  prepared: PreparedSignature,
  signature: Uint8Array,
  timestamp?: CheckedTimestamp,
): Outcome<SignedPdf> {
  return settled(() => {
    const cms = encodeSignedData({
      signer: prepared.signer,
      signedAttributes: prepared.signedAttributes,
      signatureAlgorithm: prepared.signatureAlgorithm,
      signature,
      timestampToken: timestamp?.token,
      furtherCertificates: timestamp ? prepared.furtherCertificates : [],
    });
    return new SignedPdf(fillGap(file, prepared, cms), prepared.documentDigest, cms, timestamp?.time);
  });
}

function requireSameDocument(pdf: Uint8Array, prepared: PreparedSignature): void {
  const { baseLength, tail, gapStart, gapEnd, documentDigest, signer } = prepared;
  const digest = digestOf(
    digestOfAlgorithm(signer.algorithm),
    pdf,
    tail.subarray(0, gapStart - baseLength),
    tail.subarray(gapEnd - baseLength),
  );
  if (pdf.length !== baseLength || !sameBytes(digest, documentDigest))
    refuse('prepared_for_other_file', 'length or digest differs');
}

/** What of a prepared signature the writing of its value needs. */
export type PreparedGap = Pick<PreparedSignature, 'tail' | 'gapStart' | 'gapEnd'>;

/** Writes the DER into the gap of an assembled file; zeros stay behind it. Refuses `reserve_too_small`. */
export function fillGap(file: Buffer, { gapStart, gapEnd }: PreparedGap, der: Uint8Array): Buffer {
  const room = (gapEnd - gapStart - 2) / 2;
  if (der.length > room) refuse('reserve_too_small', `${der.length} bytes in ${room}`);
  file.write(Buffer.from(der).toString('hex').toUpperCase(), gapStart + 1, 'latin1');
  return file;
}
