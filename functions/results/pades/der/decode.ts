import { refuse } from '../refusal.ts';
import { constructedBit, tags } from './tags.ts';

/** A parsed tag-length-value: offsets into the buffer it was read from. */
export interface DerNode {
  readonly buffer: Buffer;
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
}

const maxChildren = 100_000;

const malformed = (detail: string): never => refuse('malformed_asn1', detail);

/**
 * Reads one value strictly: no indefinite or non-minimal lengths, no multi-octet tags, no overrun.
 * Refuses with `malformed_asn1`.
 */
export function readNode(buffer: Buffer, start = 0, limit = buffer.length): DerNode {
  if (start + 2 > limit) malformed('truncated');
  const tag = buffer[start]!;
  if ((tag & 0x1f) === 0x1f) malformed('multi-octet tag');
  let length = buffer[start + 1]!;
  let contentStart = start + 2;
  if (length === 0x80) malformed('indefinite length');
  if (length > 0x80) {
    const octets = length & 0x7f;
    if (octets > 4 || contentStart + octets > limit) malformed('length octets');
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + buffer[contentStart++]!;
    if (length < 0x80 || (octets > 1 && length < 2 ** (8 * (octets - 1)))) malformed('non-minimal length');
  }
  if (contentStart + length > limit) malformed('overrun');
  return { buffer, tag, start, contentStart, end: contentStart + length };
}

/** A buffer that holds exactly one value; trailing bytes are refused, unless they are zeros and `zeroPadded` (PDF /Contents). */
export function parseWhole(bytes: Uint8Array, zeroPadded = false): DerNode {
  const buffer = asBuffer(bytes);
  const node = readNode(buffer);
  for (let i = node.end; i < buffer.length; i++) if (!zeroPadded || buffer[i] !== 0) malformed('trailing bytes');
  return node;
}

/** The same memory seen as a Buffer. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The whole encoding, identifier octet included. A view, not a copy. */
export const encodingOf = (node: DerNode): Buffer => node.buffer.subarray(node.start, node.end);

/** The content octets. A view, not a copy. */
export const contentOf = (node: DerNode): Buffer => node.buffer.subarray(node.contentStart, node.end);

export const isConstructed = (node: DerNode): boolean => (node.tag & constructedBit) !== 0;

/** The values inside a constructed value, in order. Refuses beyond `max` of them. */
export function childrenOf(node: DerNode, max = maxChildren): DerNode[] {
  const found: DerNode[] = [];
  for (let at = node.contentStart; at < node.end; ) {
    const child = readNode(node.buffer, at, node.end);
    found.push(child);
    at = child.end;
    if (found.length > max) malformed('too many values');
  }
  return found;
}

/** The node itself when it carries the tag; refuses otherwise. */
export function expectTag(node: DerNode | undefined, tag: number, what: string): DerNode {
  if (node?.tag !== tag) return malformed(`${what}: expected tag 0x${tag.toString(16)}`);
  return node;
}

/** Reads the members of a SEQUENCE (or SET) one after another, in the order of its ASN.1 definition. */
export class Fields {
  readonly #nodes: readonly DerNode[];
  readonly #what: string;
  #next = 0;

  constructor(nodes: readonly DerNode[], what: string) {
    this.#nodes = nodes;
    this.#what = what;
  }

  /** The next member; refuses when it is missing or carries another tag. */
  take(tag?: number): DerNode {
    const node = this.#nodes[this.#next++];
    if (!node || (tag !== undefined && node.tag !== tag)) return malformed(`${this.#what}: member ${this.#next}`);
    return node;
  }

  /** The next member where it carries one of the tags: an OPTIONAL or DEFAULT member. */
  takeIf(...wanted: readonly number[]): DerNode | undefined {
    const node = this.#nodes[this.#next];
    if (!node || !wanted.includes(node.tag)) return undefined;
    this.#next++;
    return node;
  }

  /** Every member that is left. */
  rest(): readonly DerNode[] {
    const left = this.#nodes.slice(this.#next);
    this.#next = this.#nodes.length;
    return left;
  }
}

/** The members of a SEQUENCE; refuses another type. */
export const sequenceFields = (node: DerNode | undefined, what: string): Fields =>
  new Fields(childrenOf(expectTag(node, tags.sequence, what)), what);

/** The only value inside an EXPLICIT tag; refuses none or several. */
export function explicitContent(node: DerNode, what: string): DerNode {
  const [only, ...more] = childrenOf(node);
  if (!only || more.length > 0) return malformed(`${what}: explicit tag`);
  return only;
}

/** Dotted form of an OBJECT IDENTIFIER. */
export function objectIdentifierOf(node: DerNode | undefined): string {
  const content = contentOf(expectTag(node, tags.objectIdentifier, 'object identifier'));
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f);
    if (!Number.isSafeInteger(arc)) malformed('object identifier');
    if (octet & 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [head, ...rest] = arcs;
  if (head === undefined || (content[content.length - 1]! & 0x80) !== 0) return malformed('object identifier');
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - 40 * first, ...rest].join('.');
}

/** UTCTime or GeneralizedTime in UTC, seconds with optional fraction. */
export function timeOf(node: DerNode): Date {
  const text = contentOf(node).toString('latin1');
  const pattern =
    node.tag === tags.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
      : node.tag === tags.generalizedTime
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/
        : undefined;
  const match = pattern?.exec(text);
  if (!match) return malformed('time');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const century = node.tag === tags.utcTime ? (year < 50 ? 2000 : 1900) : 0;
  const milliseconds = match[7] ? Math.floor(Number(`0.${match[7]}`) * 1000) : 0;
  return new Date(Date.UTC(century + year, month - 1, day, hour, minute, second, milliseconds));
}

/** Lower-case hex of an INTEGER's magnitude without leading zero octets. */
export const integerHexOf = (node: DerNode | undefined): string =>
  contentOf(expectTag(node, tags.integer, 'integer'))
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');

/** A small non-negative INTEGER or ENUMERATED. */
export function smallNumberOf(node: DerNode): number {
  const content = contentOf(node);
  if (content.length > 6) malformed('integer too large');
  return content.length === 0 ? 0 : content.readUIntBE(0, content.length);
}

/** Octets of a BIT STRING without unused bits. */
export function bitStringOf(node: DerNode | undefined): Buffer {
  const content = contentOf(expectTag(node, tags.bitString, 'bit string'));
  if (content[0] !== 0) malformed('bit string');
  return content.subarray(1);
}
