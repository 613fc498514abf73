import type { PdfDocument } from '../pdf/document.ts';
import {
  arrayValue,
  nameValue,
  type PdfDictionary,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfReference,
  PdfStream,
  PdfString,
} from '../pdf/objects.ts';
import { inheritedAttribute } from '../pdf/page-tree.ts';
import { serialise } from '../pdf/serialise.ts';
import { type Allowance, inflate } from '../pdf/stream-size.ts';
import { readable } from '../refusal.ts';
import { isSignatureWidget } from './signature-widgets.ts';

/** What looking at one object costs, in units of `Effort`. */
const visitEffort = 1 / 4;

/** What of a page is drawn, its own or inherited; annotations apart. */
const attributes = ['MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Group', 'Resources'];

/** Where something belongs, leads or comes from, which nobody sees on a page. */
const unseenKeys = new Set([
  'Parent',
  'P',
  'Popup',
  'StructParent',
  'StructParents',
  'Metadata',
  'PieceInfo',
  'LastModified',
  'M',
  'NM',
  'CreationDate',
  'A',
  'AA',
  'Dest',
]);
/** How a stream's data are packed. */
const packing = ['Length', 'Filter', 'DecodeParms'];
const unseenKinds = ['Link', 'Popup'];

type Pair = readonly [PdfObject | undefined, PdfObject | undefined];

/** Compares what pages of two revisions look like, by what they resolve to: nothing is drawn. */
export class LookComparison {
  readonly #before: PdfDocument;
  readonly #after: PdfDocument;
  /** Pairs of objects that were found equal or are being compared: one that differs ends the comparison. */
  readonly #seen = new Set<string>();
  readonly #allowance: Allowance;

  constructor(before: PdfDocument, after: PdfDocument) {
    this.#before = before;
    this.#after = after;
    this.#allowance = { bytesLeft: after.limits.maxAllStreamsBytes };
  }

  haveSameLayers(): boolean {
    const layers = (document: PdfDocument) => readable(() => document.catalog.get('OCProperties'));
    return this.#isSame([[layers(this.#before), layers(this.#after)]]);
  }

  isSamePage(earlier: PdfReference, later: PdfReference): boolean {
    const [before, after] = [this.#before, this.#after];
    const [one, other] = [this.#dictionary(before, earlier), this.#dictionary(after, later)];
    const drawn = attributes.map((key): Pair => [inherited(before, one, key), inherited(after, other, key)]);
    const [annotations, others] = [annotationsOf(before, one), annotationsOf(after, other)];
    return (
      annotations.length === others.length &&
      this.#isSame([...drawn, ...pairs(annotations, others)]) &&
      this.#haveSameContents(contentsOf(before, one), contentsOf(after, other))
    );
  }

  #dictionary(document: PdfDocument, page: PdfReference): PdfDictionary {
    return readable(() => document.dictionary(page)) ?? new Map();
  }

  /** Content may be in one stream or in several. */
  #haveSameContents(some: readonly PdfStream[], others: readonly PdfStream[]): boolean {
    const arePacked = some.length === others.length && some.every((one, index) => isPackedAlike(one, others[index]!));
    const contentOf = (document: PdfDocument, streams: readonly PdfStream[]) =>
      Buffer.concat(streams.flatMap((one) => [this.#data(document, one), newLine]));
    return arePacked || contentOf(this.#before, some).equals(contentOf(this.#after, others));
  }

  #data(document: PdfDocument, stream: PdfStream): Buffer {
    const data = readable(() => inflate(document, stream, this.#allowance)) ?? stream.data;
    return Buffer.from(data.buffer, data.byteOffset, data.length);
  }

  #isSame(start: readonly Pair[]): boolean {
    const left = [...start];
    for (let pair = left.pop(); pair; pair = left.pop()) {
      this.#after.effort.spend(visitEffort);
      const [earlier, later] = pair;
      if (earlier instanceof PdfReference && later instanceof PdfReference) {
        const key = `${earlier.objectNumber} ${later.objectNumber}`;
        if (this.#seen.has(key)) continue;
        this.#seen.add(key);
      }
      const further = this.#compare(resolved(this.#before, earlier), resolved(this.#after, later));
      if (!further) return false;
      for (const one of further) left.push(one);
    }
    return true;
  }

  /** What is left to compare of two objects; undefined where they differ. */
  #compare(one: PdfObject, other: PdfObject): readonly Pair[] | undefined {
    if (one instanceof PdfStream && other instanceof PdfStream) {
      if (one.data.equals(other.data)) return entries(one.dictionary, other.dictionary, ['Length']);
      const isSame = this.#data(this.#before, one).equals(this.#data(this.#after, other));
      return isSame ? entries(one.dictionary, other.dictionary, packing) : undefined;
    }
    if (one instanceof Map && other instanceof Map) return isPage(one) && isPage(other) ? [] : entries(one, other, []);
    const [items, others] = [arrayValue(one), arrayValue(other)];
    if (items && others) return items.length === others.length ? pairs(items, others) : undefined;
    return isSameValue(one, other) ? [] : undefined;
  }
}

const newLine = Buffer.from('\n');

const isPackedAlike = (one: PdfStream, other: PdfStream): boolean =>
  one.data.equals(other.data) &&
  packing.slice(1).every((key) => serialise(one.dictionary.get(key)) === serialise(other.dictionary.get(key)));

/** The streams of a page's content. */
function contentsOf(document: PdfDocument, page: PdfDictionary): PdfStream[] {
  const value = resolved(document, page.get('Contents'));
  return (arrayValue(value) ?? [value])
    .map((part) => resolved(document, part))
    .filter((part): part is PdfStream => part instanceof PdfStream);
}

const isPage = (dictionary: PdfDictionary): boolean => nameValue(dictionary.get('Type')) === 'Page';

const resolved = (document: PdfDocument, object: PdfObject | undefined): PdfObject =>
  readable(() => document.resolve(object)) ?? null;

const inherited = (document: PdfDocument, page: PdfDictionary, key: string): PdfObject =>
  readable(() => inheritedAttribute(document, page, key)) ?? null;

const pairs = (some: readonly PdfObject[], others: readonly PdfObject[]): Pair[] =>
  some.map((one, index) => [one, others[index]]);

function entries(one: PdfDictionary, other: PdfDictionary, free: readonly string[]): Pair[] {
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys]
    .filter((key) => !unseenKeys.has(key) && !free.includes(key))
    .map((key) => [one.get(key), other.get(key)]);
}

/** The annotations that a page shows; places of signatures are none of its look. */
function annotationsOf(document: PdfDocument, page: PdfDictionary): PdfObject[] {
  const all = readable(() => document.array(page.get('Annots'))) ?? [];
  return all.filter((one) => {
    const annotation = readable(() => document.dictionary(one));
    if (!annotation || isSignatureWidget(document, annotation)) return false;
    return !unseenKinds.includes(nameValue(resolved(document, annotation.get('Subtype'))) ?? '');
  });
}

function isSameValue(one: PdfObject, other: PdfObject): boolean {
  if (one instanceof PdfNumber && other instanceof PdfNumber) return one.value === other.value;
  if (one instanceof PdfName && other instanceof PdfName) return one.value === other.value;
  if (one instanceof PdfString && other instanceof PdfString) return one.bytes.equals(other.bytes);
  return one === other;
}
