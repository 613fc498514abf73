import * as z from 'zod';
import { ERASED_KEY, type FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, type DossierCode, named } from '../../../shared/kernel/ids.ts';
import { CalendarDate, InstantMs } from '../../../shared/kernel/time.ts';
import { Delivered, Erased, RenewalDelayed, Replaced, ReplacementBegun, Replaces, Revoked } from './registry-facts.ts';
import { SigningPlan, sealAlone } from './signing-plan.ts';

/** SHA-256 in lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The largest time-stamp token, in bytes, that a fact holds in Base64 with everything around it. */
export const MAX_KEPT_TOKEN_BYTES = 5600;

/** The version of an uploaded object, as its store names it. */
const VersionId = z.string().min(1).max(200);

/** A back office means to issue a result. Natural key: the result itself. Its codes are the dossier's, by the rules of its day. */
const Intended = () =>
  z.object({
    kind: z.literal('intended'),
    dossierCode: named<DossierCode>(z.string()),
    agencyCode: named<AgencyCode>(z.string()),
    receivingAgencyCode: named<AgencyCode>(z.string()).optional(),
    /** The official number of the document, `123/TLKS-BS` (Decree 30/2020/NĐ-CP). */
    documentNumber: z.string(),
    title: z.string(),
    issuedOn: CalendarDate,
    /** Whether issuing it finishes the dossier. */
    finishes: z.boolean(),
    /** At least 80 unguessable bits in Crockford base32; printed on the document, it finds the result and nothing else. */
    verificationCode: z.string().regex(/^[0-9a-z]{16,64}$/),
    /** Who signs, as it was planned when the result was opened; an intent that says nothing of it is for the seal alone. */
    plan: SigningPlan().default(sealAlone),
    /** Whose signatures the back office asked for in the place of its plan's, `officer:officer-a`. */
    wanted: z.array(z.string()).optional(),
    /** The result in whose place it is to be issued. */
    replaces: Replaces().optional(),
  });

/** One uploaded version is to be signed. Natural key: that version. */
const IssueRequested = () =>
  z.object({
    kind: z.literal('issue_requested'),
    uploadVersionId: VersionId,
    requestedAt: InstantMs,
    /** 16 bytes in hex: the changing half of the signed file's /ID. */
    fileId: z.string().regex(/^[0-9a-f]{32}$/),
  });

/** What an upload carries that its reader does not see: which kind of thing, and where; never what it says. */
const Warning = () => z.object({ code: z.string().min(1).max(40), detail: z.string().max(300) });

/** An upload was read and carries what its reader does not see. Natural key: the version; the first reading stands. */
const UploadRead = () =>
  z.object({
    kind: z.literal('upload_read'),
    uploadVersionId: VersionId,
    warnings: z.array(Warning()).min(1),
    readAt: InstantMs,
  });

/** The back office wants an upload signed with all that it carries. Natural key: the version. */
const Confirmed = () =>
  z.object({
    kind: z.literal('confirmed'),
    uploadVersionId: VersionId,
    codes: z.array(z.string()),
    confirmedAt: InstantMs,
  });

/** Whose signature on which upload, as the plan and the request of their day name them. */
const whose = () => ({ role: z.string(), uploadVersionId: z.string() });

/** The how-manieth signer that was named for a role after the plan's, which is 0. */
const Turn = () => z.int().nonnegative();

/** Somebody else is to sign, or the same one is asked again after a refusal. Natural key: the role's turn, counted from 1. */
const SignerNamed = () =>
  z.object({
    kind: z.literal('signer_named'),
    role: z.string(),
    turn: Turn(),
    signerId: z.string(),
    /** How they sign. */
    by: z.string(),
    reason: z.string(),
    /** Who says so, as the back office names it. */
    namedBy: z.string(),
    namedAt: InstantMs,
    /** The upload that waits for it; none where none was asked for. */
    uploadVersionId: VersionId.optional(),
  });

/**
 * A signer is about to be asked. Natural key: the signature; whoever recorded it asks, nobody else does meanwhile. With the
 * request's `fileId` it fixes all that a signature could draw from chance or a clock.
 */
const SignatureAsked = () =>
  z.object({
    kind: z.literal('signature_asked'),
    ...whose(),
    /** Names the signature: a hash of the file so far, the role and the certificate. */
    signature: Sha256,
    /** SHA-256 of the signer's certificate. */
    signerFingerprint: Sha256,
    /** The claimed time of signing. */
    askedAt: InstantMs,
    turn: Turn().optional(),
  });

/**
 * A file lies ready for somebody who signs elsewhere: what they sign stays the same however long they take. Natural key: the order; the
 * first that was prepared stands.
 */
const SignaturePrepared = () =>
  z.object({
    kind: z.literal('signature_prepared'),
    ...whose(),
    turn: Turn(),
    order: Sha256,
    /** The signer's certificate, DER in Base64, and how its key signs (the names of AWS KMS). */
    certificate: z.base64().max(4000),
    algorithm: z.string().max(40),
    /** DER SET OF in Base64: its digest is what the key signs. */
    signedAttributes: z.base64().max(2000),
    /** In hex: of the signed attributes, and of every byte outside the gap. */
    digest: Sha256,
    documentDigest: Sha256,
    /** The prepared file, its gap empty: its SHA-256, where what is added begins, and where the gap lies, delimiters included. */
    sha256: Sha256,
    baseLength: z.int().positive(),
    gapStart: z.int().positive(),
    gapEnd: z.int().positive(),
    preparedAt: InstantMs,
  });

/**
 * A signing service has an order and will answer later. Natural key: the order, and the how-manieth time (counted from 0) that it named
 * what it is to be asked by; only the newest counts.
 */
const SignatureGiven = () =>
  z.object({
    kind: z.literal('signature_given'),
    ...whose(),
    turn: Turn(),
    order: Sha256,
    n: z.int().nonnegative(),
    /** What the service is asked by: of use to nobody without the secret of its client. `again` while the order is given once more. */
    handle: z.string().min(1).max(4000),
    givenAt: InstantMs,
  });

/** A signer will not sign an upload. Natural key: the role's turn on it; another signer or another upload goes on from there. */
const SignatureRefused = () =>
  z.object({
    kind: z.literal('signature_refused'),
    ...whose(),
    turn: Turn(),
    /** A stable code: `declined`, `wrong_key`, `certificate_expired`, ... */
    reason: z.string().min(1).max(60),
    detail: z.string().max(1000),
    refusedAt: InstantMs,
  });

/** A signer has signed, and the signature fits its certificate and the file. Natural key: the order; the first value stands. */
const SignatureMade = () =>
  z.object({
    kind: z.literal('signature_made'),
    ...whose(),
    /** The order: a hash of the signature's name and of what was signed. */
    order: Sha256,
    /** The signature's value in Base64, as the signer gave it. */
    value: z.base64().max(2000),
    madeAt: InstantMs,
    /** Whose turn it was; none counts for whoever's it is: of what was uploaded signed, and of releases that did not keep that. */
    turn: Turn().optional(),
    /** What the signer's own tool signed (DER SET OF) by which algorithm (AlgorithmIdentifier), Base64; else it is what was prepared. */
    signed: z.object({ attributes: z.base64().max(1600), algorithm: z.base64().max(400) }).optional(),
    /** The field that bears it, where the upload came with it. */
    field: z.string().max(300).optional(),
    /** Whether it came while nobody was at the file, so that who signs next must be woken. */
    cameLater: z.boolean().optional(),
  });

/**
 * A signature was stamped, and another one is made over both. Natural key: the order; the first stamp stands, so that what lies over it
 * stays the same.
 */
const SignatureStamped = () =>
  z.object({
    kind: z.literal('signature_stamped'),
    ...whose(),
    order: Sha256,
    /** The time-stamp token (RFC 3161) in Base64. */
    token: z.base64().max(7500),
    /** The time that it proves. */
    stampedAt: InstantMs,
  });

/** A signature as a stored file bears it. */
const SignatureInFile = () =>
  z.object({
    field: z.string(),
    /** The common name of the certificate that signed. */
    signer: z.string(),
    /** The time that its time stamp proves; none where it has no time stamp. */
    signedAt: InstantMs.optional(),
  });

/** A signature as a stored file bears it. */
export type SignatureInFile = z.infer<ReturnType<typeof SignatureInFile>>;

/**
 * A file of the result is stored. Natural key: its number. The first bears every signature of the plan; each further one is
 * the one before with more behind it.
 */
const Revision = () =>
  z.object({
    kind: z.literal('revision'),
    /** Counts from 1. */
    n: z.int().positive(),
    /** PAdES baseline level (ETSI EN 319 142-1): `B-B`, `B-T`, `B-LT`, `B-LTA`. */
    level: z.string().regex(/^B-[A-Z]{1,3}$/),
    sha256: Sha256,
    bytes: z.int().positive(),
    objectKey: z.string().min(1).max(300),
    objectVersionId: z.string().max(200),
    uploadVersionId: z.string(),
    registeredAt: InstantMs,
    /** What signatures were found in it; releases before did not keep that. */
    signatures: z.array(SignatureInFile()).optional(),
    /** Its newest document time stamp: its time, and until when the certificate of its authority lasts. */
    archived: z.object({ stampedAt: InstantMs, certificateEnds: InstantMs }).optional(),
  });

/** The first revision and the seal on it in one fact: read where it is stored, never written. */
const Issued = () =>
  z.object({
    kind: z.literal('issued'),
    sha256: Sha256,
    bytes: z.int().positive(),
    objectKey: z.string().min(1).max(300),
    objectVersionId: z.string().max(200),
    uploadVersionId: VersionId,
    signerFingerprint: Sha256,
    issuedAt: InstantMs,
  });

/** An upload may not be issued. Natural key: the version; none where nothing was uploaded. Another upload may still be issued. */
const Refused = () =>
  z.object({
    kind: z.literal('refused'),
    uploadVersionId: VersionId.optional(),
    /** A stable code: `not_a_pdf`, `encrypted`, `too_large`, `upload_missing`, ... */
    reason: z.string().min(1).max(60),
    /** What to do about it, in Vietnamese, for the officer. */
    detail: z.string().max(1000),
    refusedAt: InstantMs,
  });

/** What was opened is not wanted any more. */
const Withdrawn = () =>
  z.object({
    kind: z.literal('withdrawn'),
    reason: z.string(),
    /** Who says so, as the back office names it. */
    by: z.string(),
    withdrawnAt: InstantMs,
  });

/** Everything that can be known of a result. */
export const resultFacts = factsByKind({
  intended: Intended,
  issue_requested: IssueRequested,
  upload_read: UploadRead,
  confirmed: Confirmed,
  signer_named: SignerNamed,
  signature_asked: SignatureAsked,
  signature_prepared: SignaturePrepared,
  signature_given: SignatureGiven,
  signature_refused: SignatureRefused,
  signature_made: SignatureMade,
  signature_stamped: SignatureStamped,
  revision: Revision,
  renewal_delayed: RenewalDelayed,
  issued: Issued,
  refused: Refused,
  withdrawn: Withdrawn,
  replacement_begun: ReplacementBegun,
  replaced: Replaced,
  revoked: Revoked,
  delivered: Delivered,
  erased: Erased,
});

/** Everything that can be known of a result. */
export type ResultFact = FactIn<typeof resultFacts>;

/** The fact of one kind. */
export type FactOf<K extends ResultFact['kind']> = Extract<ResultFact, { kind: K }>;

/** The sort key under which a fact lies in its result. */
export const keyOf = (fact: ResultFact): string => {
  switch (fact.kind) {
    case 'intended':
      return 'FACT#intent';
    case 'issue_requested':
      return `FACT#issue#${fact.uploadVersionId}`;
    case 'upload_read':
      return `FACT#read#${fact.uploadVersionId}`;
    case 'confirmed':
      return `FACT#confirmed#${fact.uploadVersionId}`;
    case 'signer_named':
      return `FACT#signature#${fact.role}#named#${fact.turn}`;
    case 'signature_prepared':
      return `FACT#signature#${fact.role}#prepared#${fact.order}`;
    case 'signature_given':
      return `FACT#signature#${fact.role}#given#${fact.order}#${fact.n}`;
    case 'signature_refused':
      return `FACT#signature#${fact.role}#refused#${fact.uploadVersionId}#${fact.turn}`;
    case 'signature_asked':
      return `FACT#signature#${fact.role}#asked#${fact.signature}`;
    case 'signature_made':
      return `FACT#signature#${fact.role}#made#${fact.order}`;
    case 'signature_stamped':
      return `FACT#signature#${fact.role}#stamped#${fact.order}`;
    case 'revision':
      return `FACT#revision#${fact.n}`;
    case 'renewal_delayed':
      return `FACT#renewal#${fact.n}#${fact.tries}`;
    case 'issued':
      return 'FACT#issued';
    case 'refused':
      return `FACT#refused#${fact.uploadVersionId ?? 'none'}`;
    case 'withdrawn':
      return 'FACT#withdrawn';
    case 'replacement_begun':
      return 'FACT#replacement';
    case 'replaced':
      return 'FACT#replaced';
    case 'revoked':
      return 'FACT#revoked';
    case 'delivered':
      return `CARD#delivery#${fact.deliveryId}`;
    case 'erased':
      return ERASED_KEY;
  }
};

/** What decides whether a fact under a taken key repeats it: never the moment or a signature's value, and of a stored file only which file it is. */
export const meaningOf = (fact: ResultFact) => {
  switch (fact.kind) {
    case 'intended': {
      const { kind, dossierCode, documentNumber, title, issuedOn, finishes, wanted, replaces } = fact;
      const said = { kind, dossierCode, documentNumber, title, issuedOn, finishes };
      return { ...said, ...(wanted ? { wanted } : {}), ...(replaces ? { replaces } : {}) };
    }
    case 'delivered': {
      const { kind, channel, receiver = null, trackingCode = null, deliveredAt, by } = fact;
      return { kind, channel, receiver, trackingCode, deliveredAt, by };
    }
    case 'signer_named':
      return { kind: fact.kind, role: fact.role, signerId: fact.signerId };
    case 'signature_refused':
      return { kind: fact.kind, role: fact.role, reason: fact.reason };
    case 'signature_asked':
    case 'signature_prepared':
    case 'signature_given':
    case 'signature_made':
    case 'signature_stamped':
      return { kind: fact.kind, role: fact.role };
    case 'revision':
    case 'issued':
      return { kind: fact.kind, objectKey: fact.objectKey, sha256: fact.sha256 };
    case 'refused':
      return { kind: fact.kind, reason: fact.reason };
    case 'renewal_delayed':
    case 'issue_requested':
    case 'upload_read':
    case 'confirmed':
    case 'withdrawn':
    case 'erased':
      return { kind: fact.kind };
    case 'revoked':
      return { kind: fact.kind, decisionNumber: fact.decisionNumber };
    case 'replacement_begun':
    case 'replaced':
      return { kind: fact.kind, byResultId: fact.byResultId };
  }
};

/** A fact with nothing left that names a person: of a delivery its way and moment stay. */
export const withoutPersonalData = (fact: ResultFact): ResultFact => {
  if (fact.kind !== 'delivered') return fact;
  const { receiver: _, trackingCode: __, ...rest } = fact;
  return rest;
};
