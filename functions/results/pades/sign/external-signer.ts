import type { DigestName } from '../x509/digest.ts';

/** Signature algorithms by the names AWS KMS gives them. */
export type SignatureAlgorithm = 'RSASSA_PKCS1_V1_5_SHA_256' | 'RSASSA_PSS_SHA_256' | 'ECDSA_SHA_256' | 'ECDSA_SHA_384';

/** Who signs, without the power to: enough to prepare a signature that another place completes. */
export interface SignerIdentity {
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array;
  /** The certificates above it, DER; the root may be left out. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /** How `sign` encodes ECDSA: `der` (KMS) or `p1363`, raw r||s (WebCrypto, PKCS#11). Default `der`. */
  readonly ecdsaEncoding?: 'der' | 'p1363';
}

/** A key held elsewhere (KMS, HSM, token) with its certificate. */
export interface ExternalSigner extends SignerIdentity {
  /**
   * Signs a digest that is already computed: SHA-256, for ECDSA_SHA_384 SHA-384. In KMS: MessageType DIGEST.
   * Rejects when the key cannot be reached; that rejection reaches the caller of `signPdf` unchanged.
   */
  sign(digest: Uint8Array): Promise<Uint8Array>;
}

/** The digest an algorithm signs, and that the whole signature uses. */
export const digestOfAlgorithm = (algorithm: SignatureAlgorithm): DigestName =>
  algorithm === 'ECDSA_SHA_384' ? 'sha384' : 'sha256';
