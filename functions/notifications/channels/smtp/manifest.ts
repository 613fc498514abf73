import * as z from 'zod';
import { EmailAddress } from '../../../../shared/kernel/email.ts';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';

const Port = () =>
  z
    .union([z.int().transform(String), z.string()])
    .pipe(z.string().regex(/^[1-9]\d{0,4}$/, 'expected a port, such as 587'));

/** A mail server of the city's own (RFC 5321, RFC 4954), under TLS from the start (465) or from STARTTLS on (587). */
export const manifest = {
  kind: 'smtp',
  label: 'SMTP',
  channel: 'email',
  sender: () => EmailAddress,
  credentials: () =>
    z.strictObject({
      host: CarrierCredential().regex(/^[A-Za-z0-9.-]+$/, 'expected the name of a host'),
      port: Port(),
      user: CarrierCredential(),
      password: CarrierCredential(),
      security: z.enum(['tls', 'starttls']),
    }),
  // Where it is an operator says, and where a sandbox plays it the dialogue goes over HTTP.
  addresses: {},
} as const satisfies CarrierManifest;
