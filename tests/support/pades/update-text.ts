/** A seeded source of choices, the same in every run. */
export class Choices {
  #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  below(limit: number): number {
    this.#seed = (this.#seed * 48271) % 2147483647;
    return this.#seed % limit;
  }

  one<T>(options: readonly T[]): T {
    return options[this.below(options.length)]!;
  }
}

/** An object of an update, and how its header is spelled. */
export interface WrittenObject {
  readonly number: number;
  readonly header: string;
  readonly body: string;
  /** What stands before and behind it. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * A line of the update's cross-reference. Offsets may be those of an object in it, by its place in the list; one that is
 * packed names the object stream instead, and its index there.
 */
export interface WrittenEntry {
  readonly number: number;
  readonly offset: number | { readonly objectAt: number } | { readonly packedIn: number };
  /** Of one that is packed: its index. */
  readonly generation?: number;
  readonly kind?: 'n' | 'f';
}

/** An update as its bytes are to be, lawful or not: nothing is checked and everything may be spelled anew. */
export interface WrittenUpdate {
  readonly style: 'table' | 'stream';
  readonly objects: readonly WrittenObject[];
  readonly entries: readonly WrittenEntry[];
  readonly trailer: (size: number, previous: number) => string;
  readonly entryText?: (offset: number, generation: number, kind: string) => string;
  readonly subsection?: (first: number, count: number) => string;
  readonly widths?: readonly [number, number, number];
  readonly beforeSection?: string;
  readonly tail?: (startxref: number) => string;
}

const lastStartxref = (pdf: Buffer): number =>
  Number([...pdf.toString('latin1').matchAll(/startxref\s+(\d+)/g)].at(-1)![1]);

export const exactEntry = (offset: number, generation: number, kind: string): string =>
  `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} ${kind} \n`;

export const plainTail = (startxref: number): string => `startxref\n${startxref}\n%%EOF\n`;

/** The file with the update behind it. */
export function withUpdate(pdf: Buffer, update: WrittenUpdate): Buffer {
  let text = '';
  const offsets: number[] = [];
  for (const { header, body, before = '', after = '\n' } of update.objects) {
    text += before;
    offsets.push(pdf.length + text.length);
    text += `${header}\n${body}\nendobj${after}`;
  }
  text += update.beforeSection ?? '';
  const startxref = pdf.length + text.length;
  const placed = update.entries.map((entry) => placedAt(entry, offsets));
  const highest = Math.max(...placed.map(({ number }) => number), 0);
  const size = Math.max(highest + 1, Number([...pdf.toString('latin1').matchAll(/\/Size (\d+)/g)].at(-1)![1]));
  const previous = lastStartxref(pdf);
  const section = update.style === 'table' ? tableText : streamText;
  text += section(update, placed, size, previous, startxref);
  text += (update.tail ?? plainTail)(startxref);
  return Buffer.concat([pdf, Buffer.from(text, 'latin1')]);
}

function placedAt({ number, offset, generation = 0, kind = 'n' }: WrittenEntry, offsets: readonly number[]): Placed {
  if (typeof offset === 'number') return { number, offset, generation, kind };
  return 'objectAt' in offset
    ? { number, offset: offsets[offset.objectAt]!, generation, kind }
    : { number, offset: offset.packedIn, generation, kind: kind === 'n' ? 'packed' : kind };
}

interface Placed {
  readonly number: number;
  readonly offset: number;
  readonly generation: number;
  readonly kind: 'n' | 'f' | 'packed';
}

const rowTypes = { f: 0, n: 1, packed: 2 } as const;

/** Entries in the order given: neighbours by number share a subsection. */
function runsOf(placed: readonly Placed[]): Placed[][] {
  const runs: Placed[][] = [];
  for (const entry of placed) {
    const last = runs.at(-1);
    if (last?.at(-1)?.number === entry.number - 1) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function tableText(update: WrittenUpdate, placed: readonly Placed[], size: number, previous: number): string {
  const { entryText = exactEntry, subsection = (first, count) => `${first} ${count}\n` } = update;
  const lines = runsOf(placed).map(
    (run) =>
      subsection(run[0]!.number, run.length) +
      run.map(({ offset, generation, kind }) => entryText(offset, generation, kind)).join(''),
  );
  return `xref\n${lines.join('')}trailer\n<<${update.trailer(size, previous)}>>\n`;
}

function streamText(
  update: WrittenUpdate,
  placed: readonly Placed[],
  size: number,
  previous: number,
  startxref: number,
): string {
  const { widths = [1, 4, 2] } = update;
  const own: Placed = { number: size, offset: startxref, generation: 0, kind: 'n' };
  const all = [...placed, own];
  const rows = all
    .map(({ offset, generation, kind }) =>
      [rowTypes[kind], offset, generation].map((value, i) => bigEndian(value, widths[i]!)).join(''),
    )
    .join('');
  const index = runsOf(all).flatMap((run) => [run[0]!.number, run.length]);
  const entries = `/Type/XRef/W[${widths.join(' ')}]/Index[${index.join(' ')}]${update.trailer(size + 1, previous)}`;
  return `${own.number} 0 obj\n<<${entries}/Length ${rows.length}>>\nstream\n${rows}\nendstream\nendobj\n`;
}

const bigEndian = (value: number, width: number): string =>
  Array.from({ length: width }, (_, i) => String.fromCharCode(Math.floor(value / 256 ** (width - 1 - i)) % 256)).join(
    '',
  );

/** What the stream of a hybrid file lists: number, type, and the two fields of its type. */
export type HiddenEntry = readonly [number: number, type: 0 | 1 | 2, second: number, third: number];

/**
 * The file with an update that has a table and, as a hybrid file does, a stream beside it (object 999). `hidden` is told where the
 * objects lie; the table's entries name them by their place in the list. `trailer` is what the stream's dictionary says besides.
 */
export function withHybridUpdate(
  pdf: Buffer,
  objects: readonly WrittenObject[],
  open: readonly WrittenEntry[],
  hidden: (offsets: readonly number[]) => readonly HiddenEntry[],
  trailer = '/Root 1 0 R',
): Buffer {
  const streamOver = (offsets: readonly number[]): WrittenObject => {
    const listed = hidden(offsets);
    const rows = listed.map(
      ([, type, second, third]) => bigEndian(type, 1) + bigEndian(second, 4) + bigEndian(third, 2),
    );
    const index = listed.map(([number]) => `${number} 1`).join(' ');
    const body = `<</Type/XRef/Size 1000/W[1 4 2]/Index[${index}]${trailer}/Length ${7 * rows.length}>>`;
    return { number: 999, header: '999 0 obj', body: `${body}\nstream\n${rows.join('')}\nendstream` };
  };
  const lengthOf = ({ header, body }: WrittenObject): number => `${header}\n${body}\nendobj\n`.length;
  const offsets: number[] = [];
  // The stream comes first, and is as long whatever its rows say.
  let at = pdf.length + lengthOf(streamOver(objects.map(() => 0)));
  for (const object of objects) {
    offsets.push(at);
    at += lengthOf(object);
  }
  return withUpdate(pdf, {
    style: 'table',
    objects: [streamOver(offsets), ...objects],
    entries: [...open, { number: 999, offset: { objectAt: 0 } }],
    trailer: (_, previous) => `/Size 1000/Root 1 0 R/Info 4 0 R/Prev ${previous}/XRefStm ${pdf.length}`,
  });
}
