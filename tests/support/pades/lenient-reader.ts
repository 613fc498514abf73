import { inflateSync } from 'node:zlib';

// Two readers that forgive everything, as viewers do, and share no code with the product. Each gives the text of every object
// by number; where they see what they saw before an update, no viewer should see anything else.

/** By number: what stands between `obj` and `endobj`. */
export type SeenObjects = ReadonlyMap<number, string>;

/** What a viewer sees that repairs a file: the last object of each number, wherever it stands, those in streams included. */
export function scannedObjects(pdf: Buffer): SeenObjects {
  const space = String.raw`(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])`;
  const object = new RegExp(String.raw`(\d{1,10})${space}+(\d{1,5})${space}*obj([\s\S]*?)endobj`, 'g');
  const seen = new Map<number, string>();
  for (const match of pdf.toString('latin1').matchAll(object)) {
    seen.set(Number(match[1]), match[3]!.trim());
    for (const { number, text } of unpacked(match[3]!)) seen.set(number, text);
  }
  return seen;
}

/** What a viewer sees that follows the cross-reference by words alone: no generation, no width, no size counts. */
export function followedObjects(pdf: Buffer): SeenObjects {
  const text = pdf.toString('latin1');
  const places = new Map<number, Place>();
  const visited = new Set<number>();
  const keep: Keep = (number, place) => {
    if (!places.has(number)) places.set(number, place);
  };
  const visit = (offset: number): void => {
    if (visited.has(offset) || !(offset > 0 && offset < text.length)) return;
    visited.add(offset);
    const isTable = /^\s*xref/.test(text.slice(offset, offset + 20));
    const trailer = isTable ? readTable(text, offset, keep) : readRows(pdf, text, offset, keep);
    const hybrid = /\/XRefStm\s+(\d+)/.exec(trailer);
    if (hybrid) visit(Number(hybrid[1]));
    const previous = /\/Prev\s+(\d+)/.exec(trailer);
    if (previous) visit(Number(previous[1]));
  };
  const startxref = [...text.matchAll(/startxref\s+(\d+)/g)].at(-1);
  if (startxref) visit(Number(startxref[1]));
  const objectAt = (offset: number) => /^\s*\d+\s+\d+\s+obj([\s\S]*?)endobj/.exec(text.slice(offset))?.[1];
  const seen = new Map<number, string>();
  for (const [number, place] of places) {
    const holder = typeof place === 'object' ? places.get(place.stream) : undefined;
    const object =
      typeof place === 'number'
        ? objectAt(place)
        : typeof holder === 'number'
          ? unpacked(objectAt(holder) ?? '').find((item) => item.number === number)?.text
          : undefined;
    if (object !== undefined) seen.set(number, object.trim());
  }
  return seen;
}

/** The objects in an object stream, given as its text. */
function unpacked(object: string): { number: number; text: string }[] {
  const parts = /^([\s\S]*?)stream\r?\n([\s\S]*?)\r?\n?endstream/.exec(object);
  const first = Number(/\/First\s+(\d+)/.exec(parts?.[1] ?? '')?.[1]);
  if (!parts || !/\/Type\s*\/ObjStm/.test(parts[1]!) || Number.isNaN(first)) return [];
  const stored = Buffer.from(parts[2]!, 'latin1');
  const data = (parts[1]!.includes('FlateDecode') ? inflateSync(stored) : stored).toString('latin1');
  const words = data.slice(0, first).trim().split(/\s+/).map(Number);
  return Array.from({ length: words.length >> 1 }, (_, i) => ({
    number: words[i * 2]!,
    text: data
      .slice(first + words[i * 2 + 1]!, i * 2 + 3 < words.length ? first + words[i * 2 + 3]! : undefined)
      .trim(),
  }));
}

/** Where an object lies: nowhere, at an offset, or in an object stream. */
type Place = number | { readonly stream: number } | undefined;

type Keep = (number: number, place: Place) => void;

function readTable(text: string, offset: number, keep: Keep): string {
  const end = text.indexOf('trailer', offset);
  const words = text
    .slice(text.indexOf('xref', offset) + 4, end)
    .replace(/%[^\r\n]*/g, '')
    .trim()
    .split(/\s+/);
  for (let at = 0; at + 1 < words.length; ) {
    const first = Number(words[at]);
    const count = Number(words[at + 1]);
    at += 2;
    for (let i = 0; i < count && at + 2 < words.length + 1; i++, at += 3)
      keep(first + i, words[at + 2] === 'n' ? Number(words[at]) : undefined);
  }
  return text.slice(end, text.indexOf('startxref', end));
}

function readRows(pdf: Buffer, text: string, offset: number, keep: Keep): string {
  const start = /stream\r?\n/.exec(text.slice(offset));
  const dictionary = start ? text.slice(offset, offset + start.index) : '';
  const list = (key: string) =>
    new RegExp(`/${key}\\s*\\[([^\\]]*)\\]`).exec(dictionary)?.[1]?.trim().split(/\s+/).map(Number);
  const length = Number(/\/Length\s+(\d+)/.exec(dictionary)?.[1]);
  const widths = list('W');
  if (!start || !widths || !(length >= 0)) return '';
  const from = offset + start.index + start[0].length;
  const data = pdf.subarray(from, from + length);
  const rows = dictionary.includes('FlateDecode') ? inflateSync(data) : data;
  const index = list('Index') ?? [0, Number(/\/Size\s+(\d+)/.exec(dictionary)?.[1])];
  const field = (at: number, width: number) => rows.subarray(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0);
  let at = 0;
  for (let i = 0; i + 1 < index.length; i += 2)
    for (let k = 0; k < index[i + 1]! && at < rows.length; k++) {
      const [typeWidth = 0, offsetWidth = 0, rest = 0] = widths;
      const type = typeWidth === 0 ? 1 : field(at, typeWidth);
      const second = field(at + typeWidth, offsetWidth);
      keep(index[i]! + k, type === 1 ? second : type === 2 ? { stream: second } : undefined);
      at += typeWidth + offsetWidth + rest;
    }
  return dictionary;
}
