import { signedAttributes } from '../cms/signed-attributes.ts';
import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import { isLocked, locksInForce } from '../pdf/field-lock.ts';
import { IncrementalUpdate } from '../pdf/incremental-update.ts';
import { defaultLimits, type Limits } from '../pdf/limits.ts';
import { dictionary, name, nameValue, number, type PdfDictionary } from '../pdf/objects.ts';
import { certifiedPermission, signedFieldsOf } from '../pdf/signature-fields.ts';
import { dateString, textString } from '../pdf/text-string.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { isWithinValidity, parseCertificate } from '../x509/certificate.ts';
import { type DigestName, digestOf } from '../x509/digest.ts';
import { allowsUse, keyUsageBits, maySignDocuments } from '../x509/extensions.ts';
import { digestOfAlgorithm, type SignerIdentity } from './external-signer.ts';
import { addPanel } from './panel.ts';
import { byteRangePlaceholder, contentsPlaceholder, fillByteRange } from './placeholder.ts';
import { type FieldPlacement, openField } from './signature-field.ts';

/** A signature to be made. All that could differ between two tries is an input, so that a retry gives the same bytes. */
export interface SignatureRequest extends FieldPlacement {
  /** Claimed time of signing (/M), to the second. */
  readonly signingTime: Date;
  /** 16 bytes: the changing half of the file's /ID. */
  readonly fileId: Uint8Array;
  /** Who signs, why and where, as viewers show it. */
  readonly name?: string;
  readonly reason?: string;
  readonly location?: string;
  /** Appearance: a PDF of one page. */
  readonly panel?: Uint8Array;
  /** Certifies the document, first signature only. 1 (no changes) is left out: viewers then reject later LTV data. */
  readonly certify?: 2 | 3;
  /** Bytes kept for the signature; computed unless given. */
  readonly reserveBytes?: number;
  /** Whether a time stamp will be embedded: keeps room for its token, as much as tokens usually take. */
  readonly timestamped?: boolean;
  /** Room for a token that is known to be larger. */
  readonly timestampBytes?: number;
  /** Certificates above the time-stamp authority that its token does not carry. */
  readonly furtherCertificates?: readonly Uint8Array[];
}

/** A signature waiting for its value. Plain data: it may be stored for hours, the document itself need not be. */
export interface PreparedSignature {
  /** Length of the document this was prepared for. */
  readonly baseLength: number;
  /** What will be appended, with a gap where the signature goes. */
  readonly tail: Uint8Array;
  /** Absolute offsets of the gap, delimiters included. */
  readonly gapStart: number;
  readonly gapEnd: number;
  /** Digest of every byte outside the gap. */
  readonly documentDigest: Uint8Array;
  /** DER SET OF the signed attributes; their digest is what the key signs. */
  readonly signedAttributes: Uint8Array;
  readonly digestToSign: Uint8Array;
  readonly signer: SignerIdentity;
  readonly furtherCertificates: readonly Uint8Array[];
  /** AlgorithmIdentifier, DER, where another tool wrote the signed attributes; else that of `signer.algorithm`. */
  readonly signatureAlgorithm?: Uint8Array;
}

const roomForSignature = 2_048;
const roomForTimestamp = 8_192;

/** Prepares a signature on a document. Refuses what must not be signed further; nothing is asked of the key. */
export function prepareSignature(
  pdf: Uint8Array,
  request: SignatureRequest,
  signer: SignerIdentity,
  limits: Limits = defaultLimits,
): Outcome<PreparedSignature> {
  return settled(() => {
    const base = asBuffer(pdf);
    const certificate = parseCertificate(signer.certificate);
    if (!isWithinValidity(certificate, request.signingTime)) refuse('signer_certificate_unusable', 'validity');
    if (!allowsUse(certificate.extensions, keyUsageBits.digitalSignature, keyUsageBits.nonRepudiation))
      refuse('signer_certificate_unusable', 'key usage');
    if (!maySignDocuments(certificate.extensions)) refuse('signer_certificate_unusable', 'extended key usage');
    const document = new PdfDocument(base, limits);
    requireSignable(document, request);
    const digest = digestOfAlgorithm(signer.algorithm);
    const further = request.furtherCertificates ?? [];
    const reserve = request.reserveBytes ?? reserveFor(signer, further, request);
    const room = prepareRoom(
      document,
      request,
      signatureDictionary(request, reserve),
      digest,
      request.panel,
      request.certify,
    );
    const attributes = signedAttributes(room.documentDigest, certificate, signer.algorithm);
    return {
      baseLength: base.length,
      ...room,
      signedAttributes: attributes,
      digestToSign: digestOf(digest, attributes),
      signer: {
        certificate: signer.certificate,
        chain: signer.chain,
        algorithm: signer.algorithm,
        ecdsaEncoding: signer.ecdsaEncoding,
      },
      furtherCertificates: further,
    };
  });
}

/** Refuses documents that a certification closed (DocMDP P=1), and a second certification. */
function requireSignable(document: PdfDocument, request: SignatureRequest): void {
  if (certifiedPermission(document) === 1) refuse('no_changes_allowed', 'DocMDP P=1');
  if (request.certify !== undefined && signedFieldsOf(document).length > 0)
    refuse('certify_must_be_first', request.field);
}

/** Whole kilobytes for certificates, signature and, where wanted, the time-stamp token. */
function reserveFor(
  signer: SignerIdentity,
  further: readonly Uint8Array[],
  { timestamped, timestampBytes = roomForTimestamp }: SignatureRequest,
): number {
  const certificates = [signer.certificate, ...signer.chain, ...further].reduce((sum, one) => sum + one.length, 0);
  return Math.ceil((roomForSignature + certificates + (timestamped ? timestampBytes : 0)) / 1024) * 1024;
}

/** Signature dictionary of PAdES (ETSI EN 319 142-1 section 6.3; ISO 32000-2 table 255). */
function signatureDictionary(request: SignatureRequest, reserve: number): PdfDictionary {
  return dictionary({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    ByteRange: byteRangePlaceholder(),
    Contents: contentsPlaceholder(reserve),
    M: dateString(request.signingTime),
    Name: request.name === undefined ? undefined : textString(request.name),
    Reason: request.reason === undefined ? undefined : textString(request.reason),
    Location: request.location === undefined ? undefined : textString(request.location),
    Reference: request.certify === undefined ? undefined : [certification(request.certify)],
  });
}

const certification = (permission: 2 | 3): PdfDictionary =>
  dictionary({
    Type: name('SigRef'),
    TransformMethod: name('DocMDP'),
    TransformParams: dictionary({ Type: name('TransformParams'), P: number(permission), V: name('1.2') }),
  });

/**
 * The room of one signature or document time stamp: the tail with its gap, and the digest of everything else. Refuses
 * `field_locked` where an earlier signature closed the field.
 */
export function prepareRoom(
  document: PdfDocument,
  request: FieldPlacement & { readonly fileId: Uint8Array },
  signature: PdfDictionary,
  digest: DigestName,
  panel?: Uint8Array,
  certify?: 2 | 3,
) {
  const isTimestamp = nameValue(signature.get('Type')) === 'DocTimeStamp';
  if (isLocked(locksInForce(document, signedFieldsOf(document)), request.field, isTimestamp))
    refuse('field_locked', request.field);
  const update = new IncrementalUpdate(document);
  const field = openField(update, request);
  const signatureReference = update.add(signature);
  field.dictionary.set('V', signatureReference);
  if (panel) field.dictionary.set('AP', dictionary({ N: addPanel(update, panel, field) }));
  update.replace(field.reference, field.dictionary);
  if (certify !== undefined) {
    const catalog = update.currentDictionary(document.rootReference) ?? refuse('damaged', 'document catalog');
    update.replace(document.rootReference, new Map(catalog).set('Perms', dictionary({ DocMDP: signatureReference })));
  }
  const base = document.bytes;
  const finished = update.finish(request.fileId);
  const [, gapStart, gapEnd] = fillByteRange(finished, base.length, signatureReference, signature);
  const { tail } = finished;
  const documentDigest = digestOf(
    digest,
    base,
    tail.subarray(0, gapStart - base.length),
    tail.subarray(gapEnd - base.length),
  );
  return { tail, gapStart, gapEnd, documentDigest };
}
