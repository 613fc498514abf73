import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { Line } from '../../../shared/kernel/text.ts';

/** A signer's id in paths, as the operator chose it. */
export const SignerId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected small letters, digits and hyphens, at most 40, a letter first');

/** The offices in which somebody signs, in the order of their signatures (Decree 30/2020/NĐ-CP: the seal goes over the signature). */
export const signerRoles = ['officer', 'agency'] as const;

/** The office in which somebody signs. */
export type SignerRole = (typeof signerRoles)[number];

/** The form field that bears the signature of a role. */
export const fieldOfRole: Readonly<Record<SignerRole, string>> = { officer: 'Officer', agency: 'AgencySeal' };

/** How somebody signs: a key in KMS, a remote signing service, a token whose key never leaves it, or before the upload. */
export const waysOfSigning = ['kms', 'csc', 'hand', 'upload'] as const;

const MAX_IMAGE_BYTES = 150 * 1024;

/** A signature of 30 mm at 600 dpi has half a million; what is drawn is unpacked whole. */
const MAX_IMAGE_PIXELS = 4_000_000;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** Decree 30/2020, article 13: what lies under the image must be seen through it. */
const isTransparent = (png: Buffer): boolean => [4, 6].includes(png[25] ?? 0) || png.includes('tRNS');

/** IHDR is the first chunk (ISO/IEC 15948, 11.2.2): width and height, four bytes each. */
const hasFewPixels = (png: Buffer): boolean => {
  const pixels = png.readUInt32BE(16) * png.readUInt32BE(20);
  return pixels > 0 && pixels <= MAX_IMAGE_PIXELS;
};

const isSmallPng = (base64: string): boolean => {
  const bytes = Buffer.from(base64, 'base64');
  const isPng = bytes.length > 33 && bytes.length <= MAX_IMAGE_BYTES && bytes.subarray(0, PNG.length).equals(PNG);
  return isPng && hasFewPixels(bytes) && isTransparent(bytes);
};

const Pem = (most: number) => z.string().max(most).optional();

const hasNoUser = (text: string): boolean => {
  const url = URL.parse(text);
  return !url || (url.username === '' && url.password === '' && url.hash === '');
};

/** A remote signing service (Cloud Signature Consortium API v2) with the credential that signs. */
const SigningService = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'expected an address, such as https://sign.example.vn/csc/v2' })
    .max(500)
    .refine(hasNoUser, 'expected an address without a user and without a fragment'),
  clientId: Line(200),
  clientSecret: z.string().min(1).max(500),
  credentialId: Line(200),
  pin: z.string().min(1).max(100).optional(),
});

/** How an operator sets a signer up. */
export const SignerSetUp = z.strictObject({
  agencyCode: AgencyCode,
  role: z.enum(signerRoles),
  by: z.enum(waysOfSigning),
  label: Line(200),
  certificatePem: Pem(20_000),
  chainPem: Pem(100_000),
  /** The signer's signature or seal as a picture, Base64. */
  image: z
    .base64()
    .max(220_000)
    .refine(isSmallPng, 'expected a PNG of at most 150 KB and 4,000,000 pixels with a transparent background')
    .optional(),
  kms: z.strictObject({ keyId: Line(300) }).optional(),
  csc: SigningService.optional(),
});

/** How an operator sets a signer up. */
export type SignerSetUp = z.infer<typeof SignerSetUp>;

/** A signer as it is kept: never its secrets. */
export interface SignerRow extends Omit<SignerSetUp, 'role' | 'by' | 'csc'> {
  readonly signerId: string;
  readonly role: string;
  readonly by: string;
  readonly csc?: Readonly<Record<'url' | 'clientId' | 'credentialId', string>> | undefined;
  /** Since when it signs nothing more. */
  readonly endedAt?: number | undefined;
}

/** What a remote signing service is asked with. */
export type SignerSecret = { readonly clientSecret: string; readonly pin?: string | undefined };
