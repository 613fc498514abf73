import { signatureAlgorithm } from '../cms/algorithms.ts';
import { bitString, integer, namedBits, objectIdentifier, sequence, setOf, tagged } from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import type { SignatureAlgorithm } from '../sign/external-signer.ts';
import { encodeName, type Subject } from '../x509/distinguished-name.ts';
import { keyUsageBits } from '../x509/extensions.ts';
import { extension } from './certificate-authority.ts';

/** PKCS #9, extensionRequest (RFC 2985, 5.4.2). */
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/** What a key signs to ask for a certificate of a subject: CertificationRequestInfo (RFC 2986, 4.1), for signing documents. */
export const certificationRequestInfo = (subject: Subject, publicKey: Uint8Array): Buffer => {
  const usage = namedBits(keyUsageBits.digitalSignature, keyUsageBits.nonRepudiation);
  const wanted = sequence(extension(oids.keyUsage, true, usage));
  const attributes = tagged(0xa0, sequence(objectIdentifier(EXTENSION_REQUEST), setOf(wanted)));
  return sequence(integer(0), encodeName(subject), Buffer.from(publicKey), attributes);
};

/** CertificationRequest (RFC 2986, 4.2), DER, from what was signed and the key's answer. */
export const certificationRequest = (info: Uint8Array, algorithm: SignatureAlgorithm, signature: Uint8Array): Buffer =>
  sequence(Buffer.from(info), signatureAlgorithm(algorithm), bitString(Buffer.from(signature)));
