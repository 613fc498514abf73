import { checkSignedData } from '../cms/check.ts';
import { parseSignedData, type SignedData } from '../cms/parse.ts';
import { encodingOf } from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import type { PdfDocument } from '../pdf/document.ts';
import { nameValue, PdfString } from '../pdf/objects.ts';
import type { FormField } from '../pdf/signature-fields.ts';
import { dateOf } from '../pdf/text-string.ts';
import { Refused } from '../refusal.ts';
import { readTimestampToken, type TimestampToken } from '../tsp/timestamp-token.ts';
import { digestOf } from '../x509/digest.ts';
import { coveredBytes } from './byte-range.ts';

/** A signature or document time stamp with everything that needs no trust: geometry, digests, signatures. */
export interface ReadSignature {
  readonly field: string;
  readonly kind: 'signature' | 'document_timestamp';
  readonly claimedTime: Date | undefined;
  readonly revisionEnd: number;
  /** The signature's own; a document time stamp's token stands in `timestamp`. */
  readonly signed: SignedData | undefined;
  /** The signature time stamp, or the document time stamp itself. */
  readonly timestamp: TimestampToken | undefined;
  /** Meets the PAdES baseline: ETSI SubFilter and no signing-time attribute. */
  readonly isPades: boolean;
  readonly problems: readonly string[];
  /** What is only old about its form, and leaves its verdict open. */
  readonly dated: readonly string[];
}

const subFilters = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'ETSI.RFC3161'];

/** Reads one signed field. Problems are listed, never thrown. */
export function readSignature(document: PdfDocument, { name: field, dictionary }: FormField): ReadSignature {
  const value = dictionary.get('V');
  const signature = document.dictionary(value);
  const subFilter = nameValue(document.resolve(signature?.get('SubFilter'))) ?? '';
  const kind = subFilter === 'ETSI.RFC3161' ? 'document_timestamp' : 'signature';
  const claimed = document.resolve(signature?.get('M'));
  const claimedTime = claimed instanceof PdfString ? dateOf(claimed) : undefined;
  const nothing = { signed: undefined, timestamp: undefined, isPades: false };
  const failed = (problem: string, revisionEnd = 0): ReadSignature => ({
    field,
    kind,
    claimedTime,
    revisionEnd,
    ...nothing,
    problems: [problem],
    dated: [],
  });
  try {
    if (!signature || !subFilters.includes(subFilter)) return failed('sub_filter_unknown');
    const covered = coveredBytes(document, value, signature);
    if (typeof covered === 'string') return failed(covered);
    const { before, after, contents, revisionEnd } = covered;
    const read =
      kind === 'document_timestamp'
        ? readDocumentTimestamp(contents, before, after)
        : readDocumentSignature(contents, before, after, subFilter);
    return { field, kind, claimedTime, revisionEnd, ...read };
  } catch (error) {
    return failed(error instanceof Refused ? error.reason : 'unreadable');
  }
}

function readDocumentTimestamp(contents: Buffer, before: Buffer, after: Buffer) {
  const timestamp = readTimestampToken(contents, (digest) => digestOf(digest, before, after));
  return { signed: timestamp.signed, timestamp, isPades: true, problems: timestamp.problems, dated: [] };
}

function readDocumentSignature(contents: Buffer, before: Buffer, after: Buffer, subFilter: string) {
  const signed = parseSignedData(contents, true);
  const checked = checkSignedData(signed, [before, after], oids.data);
  const problems: string[] = [...checked.problems];
  if (signed.content) problems.push('content_embedded');
  const token = signed.unsignedAttributes.get(oids.signatureTimeStampToken);
  const timestamp = token && readTimestampToken(encodingOf(token), (digest) => digestOf(digest, signed.signature));
  for (const problem of timestamp?.problems ?? []) problems.push(`timestamp: ${problem}`);
  const isPades = subFilter === 'ETSI.CAdES.detached' && !signed.signedAttributes.has(oids.signingTime);
  return { signed, timestamp, isPades, problems, dated: checked.dated };
}
