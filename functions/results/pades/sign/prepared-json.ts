import { type Outcome, refuse, settled } from '../refusal.ts';
import type { SignatureAlgorithm } from './external-signer.ts';
import type { PreparedSignature } from './prepare.ts';

const algorithms: readonly SignatureAlgorithm[] = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PSS_SHA_256',
  'ECDSA_SHA_256',
  'ECDSA_SHA_384',
];

/** A prepared signature as JSON text: what a store keeps while a person or a remote key signs. */
export function serialisePrepared(prepared: PreparedSignature): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const { signer } = prepared;
  return JSON.stringify({
    ...prepared,
    tail: base64(prepared.tail),
    documentDigest: base64(prepared.documentDigest),
    signedAttributes: base64(prepared.signedAttributes),
    digestToSign: base64(prepared.digestToSign),
    signer: { ...signer, certificate: base64(signer.certificate), chain: signer.chain.map(base64) },
    furtherCertificates: prepared.furtherCertificates.map(base64),
  });
}

/** The prepared signature from its JSON text; `prepared_for_other_file` for text that is none. */
export function parsePrepared(json: string): Outcome<PreparedSignature> {
  return settled(() => {
    const fields = recordOf(parseJson(json));
    const signer = recordOf(fields.signer);
    const algorithm = algorithms.find((known) => known === signer.algorithm) ?? malformed('algorithm');
    const ecdsaEncoding = signer.ecdsaEncoding === 'p1363' ? ('p1363' as const) : ('der' as const);
    return {
      baseLength: offset(fields.baseLength),
      tail: bytes(fields.tail),
      gapStart: offset(fields.gapStart),
      gapEnd: offset(fields.gapEnd),
      documentDigest: bytes(fields.documentDigest),
      signedAttributes: bytes(fields.signedAttributes),
      digestToSign: bytes(fields.digestToSign),
      signer: { certificate: bytes(signer.certificate), chain: list(signer.chain), algorithm, ecdsaEncoding },
      furtherCertificates: list(fields.furtherCertificates),
    };
  });
}

const malformed = (detail: string): never => refuse('prepared_for_other_file', `malformed: ${detail}`);

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return malformed('JSON');
  }
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : malformed('object');

const bytes = (value: unknown): Buffer =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : malformed('bytes');

const list = (value: unknown): Buffer[] => (Array.isArray(value) ? value.map(bytes) : malformed('list'));

const offset = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : malformed('offset');
