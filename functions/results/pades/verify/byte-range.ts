import type { PdfDocument } from '../pdf/document.ts';
import { Lexer } from '../pdf/lexer.ts';
import { arrayValue, type PdfDictionary, PdfNumber, type PdfObject, PdfReference, PdfString } from '../pdf/objects.ts';

/** The bytes a signature covers, and the signature itself. */
export interface CoveredBytes {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly contents: Buffer;
  readonly revisionEnd: number;
}

/** Certificates, revocation data and time stamp of a signature stay far below. */
const maxContentsBytes = 2 * 1024 * 1024;

export type CoverageProblem =
  | 'byte_range_malformed'
  | 'byte_range_gap_mismatch'
  | 'signature_outside_its_range'
  | 'not_a_revision_end';

/**
 * The geometry of a signature (ISO 32000-2 section 12.8.1): exactly [0 a b c]; the gap is exactly the hex string of
 * /Contents, inside the very object that the field names; the range ends where a revision ends. This is what stops
 * universal signature forgery and signature wrapping.
 */
export function coveredBytes(
  document: PdfDocument,
  value: PdfObject | undefined,
  signature: PdfDictionary,
): CoveredBytes | CoverageProblem {
  const file = document.bytes;
  const range = wholeNumbers(document, signature.get('ByteRange'));
  const contents = document.resolve(signature.get('Contents'));
  const [start, gapStart = 0, gapEnd = 0, afterLength = 0] = range ?? [];
  const revisionEnd = gapEnd + afterLength;
  if (range?.length !== 4 || start !== 0 || gapEnd <= gapStart || revisionEnd > file.length)
    return 'byte_range_malformed';
  if (!(contents instanceof PdfString) || contents.bytes.length > maxContentsBytes) return 'byte_range_malformed';

  const isHexString = file[gapStart] === 0x3c && file[gapEnd - 1] === 0x3e;
  const gap = file.toString('latin1', gapStart + 1, gapEnd - 1);
  if (!isHexString || !/^[0-9A-Fa-f]*$/.test(gap) || !Buffer.from(gap, 'hex').equals(contents.bytes))
    return 'byte_range_gap_mismatch';
  if (!liesInside(document, value, gapStart, gapEnd)) return 'signature_outside_its_range';
  if (!/%%EOF\s*$/.test(file.toString('latin1', Math.max(0, revisionEnd - 16), revisionEnd)))
    return 'not_a_revision_end';
  return {
    before: file.subarray(0, gapStart),
    after: file.subarray(gapEnd, revisionEnd),
    contents: contents.bytes,
    revisionEnd,
  };
}

function wholeNumbers(document: PdfDocument, object: PdfObject | undefined): number[] | undefined {
  const items = arrayValue(document.resolve(object));
  return items
    ?.map((item) => (item instanceof PdfNumber && /^\d{1,10}$/.test(item.spelling) ? item.value : Number.NaN))
    .every(Number.isSafeInteger)
    ? items.map((item) => (item as PdfNumber).value)
    : undefined;
}

/** Whether the gap is part of the object that the field's /V refers to. */
function liesInside(document: PdfDocument, value: PdfObject | undefined, gapStart: number, gapEnd: number): boolean {
  const entry = value instanceof PdfReference ? document.crossReference.get(value.objectNumber) : undefined;
  if (entry?.kind !== 'offset' || entry.offset >= gapStart) return false;
  const lexer = new Lexer(document.bytes, entry.offset, document);
  lexer.unsigned();
  lexer.unsigned();
  lexer.keyword('obj');
  lexer.object();
  return gapEnd <= lexer.position;
}
