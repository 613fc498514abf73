import { createHash } from 'node:crypto';
import * as z from 'zod';

/** A rule for text whose type says what it is the name of. To whoever walks its definition it stays a string's. */
export const named = <Id extends string>(text: z.ZodString): z.ZodType<Id, string> =>
  text as z.ZodType<string, string> as z.ZodType<Id, string>;

/** `H26`, `H26.10`, `G09.20`, or the old form `000.00.00.H41` (Decisions 20/2020 and 09/2025/QĐ-TTg); at most 35 characters. */
export const AgencyCode = named<AgencyCode>(
  z
    .string()
    .max(35)
    .regex(/^(\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(\.\d+)*$/, 'expected an agency code, such as H26.10'),
);

/**
 * An agency's code. Its type says the one thing that the codes of all forms have in common and no other id has, that there is nothing in
 * lower case: a made id has its prefix, and of a dossier's code the number is any text. So literals are codes as they stand, which a
 * brand would not let them be.
 */
export type AgencyCode = Uppercase<string>;

/** The dossier's code: its agency's code, the date of receipt and the day's number, `H26.10-261120-0007` (Circular 03/2025/TT-VPCP). */
export const DossierCode = named<DossierCode>(
  z
    .string()
    .max(64)
    .regex(
      /^(\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(\.\d+)*-(\d{6}|\d{8})-\d{4,}$/,
      'expected a dossier code, such as H26.10-261120-0007',
    ),
);

/** A dossier's code: nothing in lower case up to its first `-`, so that neither a made id nor a UUID can stand for it, nor an agency's code. */
export type DossierCode = `${AgencyCode}-${string}`;

/** A procedure of the national database, `2.000635`, with the local suffix where there is one (`2.000815.000.00.00.H55`). */
export const ProcedureCode = named<ProcedureCode>(
  z
    .string()
    .max(64)
    .regex(/^\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}(\.\d+)*)?$/, 'expected a procedure code, such as 2.000635'),
);

/** A procedure's code: a number up to its first dot. */
export type ProcedureCode = `${number}.${string}`;

/** The agency part of a dossier's code. */
export const agencyOfDossierCode = (dossierCode: DossierCode): AgencyCode =>
  dossierCode.slice(0, dossierCode.indexOf('-')) as AgencyCode;

/** True where `scope` is the agency itself or an ancestor of it: `H26` covers `H26.10`, not `H261`. */
export const agencyCovers = (scope: AgencyCode, agencyCode: AgencyCode): boolean =>
  agencyCode === scope || agencyCode.startsWith(`${scope}.`);

/** An agency's code up to its last dot: that of the agency above, if there is one; empty where it has no dot. */
export const codeAbove = (agencyCode: AgencyCode): AgencyCode =>
  agencyCode.slice(0, Math.max(0, agencyCode.lastIndexOf('.'))) as AgencyCode;

/** An agency and all above it, the nearest first. */
export const upwards = (agencyCode: AgencyCode): readonly AgencyCode[] =>
  agencyCode === '' ? [] : [agencyCode, ...upwards(codeAbove(agencyCode))];

/** A caller's `Idempotency-Key` header: printable ASCII, 1-128 characters. */
export const IdempotencyKey = z.string().regex(/^[\x20-\x7e]{1,128}$/);

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** Bytes as lower-case Crockford base32 (no i, l, o, u), most significant bits first; left-over bits are dropped. */
export const base32 = (bytes: Uint8Array): string => {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += crockford[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return text;
};

type Prefix = 'chk' | 'pay' | 'att' | 'rfd' | 'apr' | 'trf' | 'rct' | 'res' | 'key' | 'msg' | 'dlv' | 'brk' | 'pub';

/** 26 characters that follow from a text (the first 130 bits of its SHA-256): of an id that a repeat must find again. */
export const derivedName = (text: string): string => base32(createHash('sha256').update(text).digest()).slice(0, 26);

/** An identifier that the product makes, of another type than those with another prefix: none of them can stand where another is meant. */
type MadeId<P extends Prefix> = `${P}_${string}`;

/** The identifiers that the product makes: a prefix and 26 characters of Crockford base32 (130 bits). */
export const madeId = <const P extends Prefix>(prefix: P) =>
  named<MadeId<P>>(
    z
      .string()
      .regex(new RegExp(`^${prefix}_[0-9abcdefghjkmnpqrstvwxyz]{26}$`), `expected an id of the form ${prefix}_...`),
  );

/** A payment's id. */
export type PaymentId = MadeId<'pay'>;

/** The id of money that belongs to no fee. */
export type TransferId = MadeId<'trf'>;

/** The id of an attempt to pay. */
export type AttemptId = MadeId<'att'>;

/** The id of a refund. */
export type RefundId = MadeId<'rfd'>;

/** The id of what waits for a second person. */
export type ApprovalId = MadeId<'apr'>;

/** The id of a file that somebody has checked. */
export type CheckId = MadeId<'chk'>;

/** A result's id. */
export type ResultId = MadeId<'res'>;

/** The id of a receipt or a credit note. */
export type ReceiptId = MadeId<'rct'>;

/** A message's id. */
export type MessageId = MadeId<'msg'>;

/** The id of an API key: its public part. */
export type ApiKeyId = MadeId<'key'>;

/** The id of a webhook's delivery. */
export type DeliveryId = MadeId<'dlv'>;

/** The id of a publication of figures. */
export type PublicationId = MadeId<'pub'>;

/** The id of a difference between a statement and the ledger. */
export type BreakId = MadeId<'brk'>;
