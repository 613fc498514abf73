import * as z from 'zod';
import { Line } from '../../../shared/kernel/text.ts';
import { certificationRequest, certificationRequestInfo } from '../pades/authority/certificate-request.ts';
import { digestOf } from '../pades/x509/digest.ts';
import { pemOf } from '../pades/x509/pem.ts';
import type { SealKey } from '../ports.ts';

/** For whom a certificate of the seal is asked (RFC 5280, 4.1.2.6). */
export const SealSubject = z.strictObject({
  commonName: Line(64),
  organization: Line(64).optional(),
  organizationalUnit: Line(64).optional(),
  locality: Line(128).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected two letters, such as VN')
    .optional(),
  /** For example `VATVN-0100109106` (ETSI EN 319 412-1, 5.1.4). */
  organizationIdentifier: Line(64).optional(),
});

/** For whom a certificate of the seal is asked. */
export type SealSubject = z.infer<typeof SealSubject>;

/** The seal's key, as it asks for a certificate. */
export interface RequestingKey extends SealKey {
  /** Signs a digest of SHA-256 by RSASSA-PKCS1-v1_5. Throws where the key cannot be reached. */
  sign(digest: Uint8Array): Promise<Uint8Array>;
}

/** A request for a certificate of the seal's key, signed by that key (PKCS #10, RFC 2986): PEM. It holds no secret. */
export const requestSeal =
  (key: RequestingKey) =>
  async (subject: SealSubject): Promise<string> => {
    const info = certificationRequestInfo(subject, await key.publicKey());
    const signature = await key.sign(digestOf('sha256', info));
    return pemOf('CERTIFICATE REQUEST', certificationRequest(info, 'RSASSA_PKCS1_V1_5_SHA_256', signature));
  };
