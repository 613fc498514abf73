import type { UpdateTail } from '../pdf/incremental-update.ts';
import { type PdfDictionary, type PdfReference, PdfVerbatim } from '../pdf/objects.ts';
import { entryPrefix, serialise } from '../pdf/serialise.ts';
import { refuse } from '../refusal.ts';

/** The two spans a signature covers: all bytes but /Contents (ISO 32000-2 section 12.8.1). */
export type ByteRange = readonly [start: 0, beforeLength: number, afterStart: number, afterLength: number];

const byteRangeRoom = `[0 ${'0000000000 '.repeat(3).trim()}]`;

/** Room for a /ByteRange of any offsets. */
export const byteRangePlaceholder = (): PdfVerbatim => new PdfVerbatim(byteRangeRoom);

/** Room for /Contents of so many bytes. */
export const contentsPlaceholder = (bytes: number): PdfVerbatim => new PdfVerbatim(`<${'0'.repeat(bytes * 2)}>`);

/**
 * Fills the /ByteRange of the signature dictionary just written and tells where /Contents lies in the finished file.
 * Offsets are computed from how the dictionary was serialised, never searched for: no text in a document can move them.
 */
export function fillByteRange(
  update: UpdateTail,
  baseLength: number,
  reference: PdfReference,
  signature: PdfDictionary,
): ByteRange {
  const objectStart = update.offsets.get(reference.objectNumber) ?? refuse('unexpected', 'signature object');
  let position = objectStart - baseLength + `${reference.objectNumber} ${reference.generation} obj\n<<`.length;
  const placeOf = new Map<string, { start: number; end: number }>();
  for (const [key, value] of signature) {
    const start = position + entryPrefix(key).length;
    position = start + Buffer.byteLength(serialise(value), 'latin1');
    placeOf.set(key, { start, end: position });
  }
  const range = placeOf.get('ByteRange') ?? refuse('unexpected', 'ByteRange');
  const contents = placeOf.get('Contents') ?? refuse('unexpected', 'Contents');
  const gapStart = baseLength + contents.start;
  const gapEnd = baseLength + contents.end;
  const byteRange: ByteRange = [0, gapStart, gapEnd, baseLength + update.tail.length - gapEnd];

  const { tail } = update;
  const asExpected =
    tail.toString('latin1', range.start, range.end) === byteRangeRoom &&
    tail.toString('latin1', contents.start, contents.start + 1) === '<' &&
    tail.toString('latin1', contents.end - 1, contents.end) === '>';
  if (!asExpected) refuse('unexpected', 'placeholder not where it was written');
  tail.write(`${`[${byteRange.join(' ')}`.padEnd(byteRangeRoom.length - 1)}]`, range.start, 'latin1');
  return byteRange;
}
