import { X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { anchorPurposes } from '../../../shared/kernel/trust-set-up.ts';

/** The name of an anchor or of an authority in paths, as the operator chose it. */
export const TrustName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected small letters, digits and hyphens, at most 40, a letter first');

const BEGIN = '-----BEGIN CERTIFICATE-----';
const certificates = new RegExp(`${BEGIN}[^-]+-----END CERTIFICATE-----`, 'g');

/** Whether a text holds certificates, each of which can be read and may be above others (RFC 5280, 4.2.1.9). */
const holdsAuthorities = (pem: string): boolean => {
  const found = pem.match(certificates) ?? [];
  try {
    const isWhole = found.length > 0 && found.length === pem.split(BEGIN).length - 1;
    return isWhole && found.every((one) => new X509Certificate(one).ca);
  } catch {
    return false;
  }
};

/** How an operator has an authority be believed. */
export const TrustAnchorSetUp = z.strictObject({
  purpose: z.enum(anchorPurposes),
  pem: z.string().max(100_000).refine(holdsAuthorities, 'expected certificates of authorities in PEM, one or more'),
  /** Hosts at which revocation data may be asked for although they are no public ones. */
  hosts: z
    .array(z.string().regex(/^[a-z0-9.:[\]-]{1,253}$/, 'expected the name or address of a host in small letters'))
    .max(20)
    .optional(),
});

/** How an operator has an authority be believed. */
export type TrustAnchorSetUp = z.infer<typeof TrustAnchorSetUp>;

const Url = z
  .url({ protocol: /^https?$/, error: 'expected an address, such as https://tsa.example.vn/tsr' })
  .max(500)
  .refine((text) => {
    const url = URL.parse(text);
    return !url || (url.username === '' && url.password === '' && url.hash === '');
  }, 'expected an address without a user and without a fragment');

/** How an operator sets a time-stamp authority up. Its address may be a private one. */
export const TimestampAuthoritySetUp = z
  .strictObject({
    url: Url,
    /** The smallest is asked first. */
    order: z.int().min(0).max(1000),
    // RFC 7617: the name ends at the first colon.
    username: z
      .string()
      .regex(/^[\x21-\x39\x3b-\x7e]{1,200}$/, 'expected printable characters without a colon')
      .optional(),
    password: z.string().min(1).max(500).optional(),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    path: ['password'],
    message: 'expected together with username, or neither',
  });

/** How an operator sets a time-stamp authority up. */
export type TimestampAuthoritySetUp = z.infer<typeof TimestampAuthoritySetUp>;
