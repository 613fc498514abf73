import { readable } from '../refusal.ts';
import { isWhitespace } from './characters.ts';
import type { PdfDocument } from './document.ts';
import { earlierRevisions } from './earlier-revisions.ts';
import { headOf, isFile, isPageContent } from './file-kinds.ts';
import { linearizationOf } from './linearization.ts';
import { nameValue, numberValue, type PdfDictionary, type PdfObject, PdfReference, PdfStream } from './objects.ts';
import { inflate } from './stream-size.ts';

/** What looking at one object or item costs, in units of `Effort`. */
const visitEffort = 1 / 8;

/** Says of a stream and its data, every filter undone that gives bytes, why it is a file carried along; undefined where it is none. */
export type CarriedAlong = (objectNumber: number, stream: PdfStream, data: Uint8Array) => string | undefined;

/**
 * Finds the streams of the newest revision that belong to no page: what a trailer leads to beside the catalog; what nothing leads to, but
 * for leftovers of programs that write PDF (content, pictures, fonts and the like of pages that are gone); and whatever begins like a file
 * of another kind where no picture is drawn from it. What a program keeps for itself (`/PieceInfo`) is not among them.
 */
export function carriedAlongIn(document: PdfDocument): CarriedAlong {
  const shown = new Set<number>();
  const kept = follow(document, [document.rootReference], shown);
  const apart = new Set(shown);
  follow(document, kept, apart);
  const beside = new Set(apart);
  for (const trailer of document.trailers) follow(document, trailer.values(), beside);
  const structure = structureOf(document);

  return (objectNumber, stream, data) => {
    const isDrawn = nameValue(document.resolve(stream.dictionary.get('Subtype'))) === 'Image';
    if (shown.has(objectNumber))
      return !isDrawn && isFile(data) ? `stream ${objectNumber} begins like a file` : undefined;
    if (apart.has(objectNumber) || structure.has(objectNumber)) return undefined;
    if (beside.has(objectNumber)) return `stream ${objectNumber} behind a trailer key`;
    const isLeft = !isFile(stream.data) && !isFile(data) && isLeftover(document, stream.dictionary, data);
    return isLeft ? undefined : `stream ${objectNumber} that nothing refers to`;
  };
}

/** A file that only an earlier revision holds: an attachment that was taken out by an update is still in the bytes. */
export function carriedBefore(document: PdfDocument): string | undefined {
  const allowance = { bytesLeft: document.limits.maxAllStreamsBytes };
  for (const before of earlierRevisions(document))
    for (const objectNumber of before.crossReference.keys()) {
      document.effort.spend(visitEffort);
      if (before.isUnmovedIn(document, objectNumber)) continue;
      const stream = readable(() => before.get(objectNumber));
      if (!(stream instanceof PdfStream) || nameValue(stream.dictionary.get('Subtype')) === 'Image') continue;
      const data = readable(() => inflate(before, stream, allowance)) ?? stream.data;
      if (isFile(stream.data) || isFile(data)) return `file in stream ${objectNumber} of an earlier revision`;
    }
  return undefined;
}

/** Adds to `seen` all that is reached from somewhere, /PieceInfo passed by: answers what stands under it. */
function follow(document: PdfDocument, from: Iterable<PdfObject>, seen: Set<number>): PdfObject[] {
  const kept: PdfObject[] = [];
  const left = [...from];
  const enter = (dictionary: PdfDictionary) => {
    for (const [key, value] of dictionary) (key === 'PieceInfo' ? kept : left).push(value);
  };
  while (left.length > 0) {
    document.effort.spend(visitEffort);
    const object = left.pop();
    if (object instanceof PdfReference) {
      if (seen.has(object.objectNumber)) continue;
      seen.add(object.objectNumber);
      left.push(readable(() => document.get(object.objectNumber)) ?? null);
    } else if (object instanceof PdfStream) enter(object.dictionary);
    else if (object instanceof Map) enter(object);
    else if (Array.isArray(object)) for (const item of object as readonly PdfObject[]) left.push(item);
  }
  return kept;
}

/** Streams that hold the file together: sections, streams of objects that a section lists, what tells where a page's objects lie. */
function structureOf(document: PdfDocument): ReadonlySet<number> {
  const found = new Set<number>();
  const hint = document.array(linearizationOf(document)?.get('H'))?.[0];
  const offsets = new Set([numberValue(hint)]);
  for (const { kind, offset, hybrid } of document.sections) {
    if (kind === 'stream') offsets.add(offset);
    if (hybrid) offsets.add(hybrid.offset);
  }
  for (const { entries, hybrid } of document.sections)
    for (const [objectNumber, entry] of [...entries, ...(hybrid?.entries ?? [])]) {
      if (entry.kind === 'compressed') found.add(entry.stream);
      if (entry.kind === 'offset' && offsets.has(entry.offset)) found.add(objectNumber);
    }
  return found;
}

const fontPrograms = ['Type1C', 'CIDFontType0C', 'OpenType'];
const kindsOfTheirOwn = ['FunctionType', 'ShadingType', 'Length1', 'CMapName', 'HalftoneType'];

/** Whether programs that take something out of a document leave such a stream in the file. */
function isLeftover(document: PdfDocument, dictionary: PdfDictionary, data: Uint8Array): boolean {
  const value = (key: string) => nameValue(document.resolve(dictionary.get(key))) ?? '';
  if (value('Subtype') === 'Image' || fontPrograms.includes(value('Subtype'))) return true;
  if (kindsOfTheirOwn.some((key) => dictionary.has(key))) return true;
  if (['ObjStm', 'XRef'].includes(value('Type'))) return true;
  const head = headOf(data);
  if (value('Type') === 'Metadata') return /^[^<]{0,16}</.test(head);
  const isProfile = dictionary.has('N') && head.slice(36, 40) === 'acsp';
  return isProfile || head.includes('begincmap') || isPadding(data) || isPageContent(head);
}

const isPadding = (data: Uint8Array): boolean => data.every((byte) => byte === data[0] || isWhitespace(byte));
