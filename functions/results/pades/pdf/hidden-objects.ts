import { isWhitespace } from './characters.ts';
import { type CrossReferenceEntry, type CrossReferenceSection, entriesOf, listedTwice } from './cross-reference.ts';
import type { PdfDocument } from './document.ts';
import { scanKeywords } from './keyword-scan.ts';
import { isTakenFromItsStart } from './linearization.ts';
import { nameValue, PdfStream } from './objects.ts';

const maxSpace = 16;

/**
 * Why a reader that repairs would see another document than one that follows the cross-reference: an irregular section, an
 * object or trailer that no section lists, one that table and stream of a hybrid file list in different ways, an object that is not
 * where it should be, or one whose last copy in the file is not the one in use. Undefined where both see the same.
 */
export function ambiguityOf(document: PdfDocument): string | undefined {
  const sections = document.sections.flatMap((section) => (section.hybrid ? [section, section.hybrid] : [section]));
  const irregular = sections.find(({ irregularity }) => irregularity !== undefined);
  if (irregular) return irregular.irregularity;
  const twice = contradicted(document);
  if (twice !== undefined) return `object ${twice} is listed twice`;
  if (isTakenFromItsStart(document)) return 'linearized for a length that only an update gave it';
  const listed = listedObjects(document, sections);
  const last = new Map<number, number>();
  const { bytes, effort } = document;
  for (const word of scanKeywords(bytes, 0, bytes.length, effort)) {
    if (word.kind === 'trailer' && !isInside(sections, word.offset)) return `trailer hidden at ${word.offset}`;
    if (word.kind !== 'object' || word.objectNumber === undefined) continue;
    if (!listed.has(placeOf(word.offset, word.objectNumber, word.generation ?? 0)))
      return `object ${word.objectNumber} hidden at ${word.offset}`;
    last.set(word.objectNumber, word.offset);
  }
  for (const [objectNumber, entry] of document.crossReference)
    if (entry.kind === 'offset' && last.get(objectNumber) !== wordAt(bytes, entry.offset))
      return `object ${objectNumber} is not the last of its number`;
  return undefined;
}

/** An object that one of the hybrid sections contradicts itself about. */
function contradicted({ sections, effort }: PdfDocument): number | undefined {
  if (!sections.some(({ hybrid }) => hybrid)) return undefined;
  const known = new Map<number, CrossReferenceEntry>();
  const seen = new Set<number>();
  for (const section of sections.toReversed()) {
    const { entries, hybrid } = section;
    // Some writers copy XRefStm into later trailers: the stream belongs to the oldest.
    const own = hybrid && !seen.has(hybrid.offset) ? hybrid : undefined;
    const twice = listedTwice({ entries, hybrid: own }, known);
    if (twice !== undefined) return twice;
    if (own) seen.add(own.offset);
    effort.spend((entries.size + (own?.entries.size ?? 0)) / 4);
    for (const [objectNumber, entry] of entriesOf({ ...section, hybrid: own })) known.set(objectNumber, entry);
  }
  return undefined;
}

/** An object in an object stream that no section lists there: a reader that repairs finds it. Reads every object. */
export function hiddenInObjectStreams(document: PdfDocument): number | undefined {
  const listed = new Set<string>();
  for (const { entries, hybrid } of document.sections)
    for (const [objectNumber, entry] of [...entries, ...(hybrid?.entries ?? [])])
      if (entry.kind === 'compressed') listed.add(placeOf(entry.stream, entry.index, objectNumber));
  for (const [objectNumber, { kind }] of document.crossReference) {
    const object = kind === 'offset' ? document.get(objectNumber) : undefined;
    if (!(object instanceof PdfStream) || nameValue(object.dictionary.get('Type')) !== 'ObjStm') continue;
    const { items } = document.openObjectStream(object);
    const hidden = items.find((item, index) => !listed.has(placeOf(objectNumber, index, item.objectNumber)));
    if (hidden) return hidden.objectNumber;
  }
  return undefined;
}

/** What the sections list, newer and older revisions together. */
function listedObjects(document: PdfDocument, sections: readonly CrossReferenceSection[]): Set<string> {
  const places = new Set<string>();
  for (const { kind, offset, entries } of sections) {
    document.effort.spend(entries.size / 4);
    for (const [objectNumber, entry] of entries)
      if (entry.kind === 'offset')
        places.add(placeOf(wordAt(document.bytes, entry.offset), objectNumber, entry.generation));
    if (kind === 'stream') {
      const own = document.indirectObjectAt(offset);
      places.add(placeOf(wordAt(document.bytes, offset), own.objectNumber, own.generation));
    }
  }
  return places;
}

const placeOf = (...place: readonly [number, number, number]): string => place.join(' ');

/** Readers pass white space before an object; writers of some old files point there. */
function wordAt(bytes: Buffer, offset: number): number {
  let at = offset;
  while (at < offset + maxSpace && isWhitespace(bytes[at])) at++;
  return at;
}

const isInside = (sections: readonly CrossReferenceSection[], offset: number): boolean =>
  sections.some((section) => section.offset <= offset && offset < section.end);
