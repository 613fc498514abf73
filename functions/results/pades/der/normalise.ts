import { refuse } from '../refusal.ts';
import { asBuffer, contentOf, readNode } from './decode.ts';
import { tagged } from './encode.ts';
import { constructedBit, tags } from './tags.ts';

const maxDepth = 64;
const maxNodes = 200_000;
const constructedOctetString = tags.octetString | constructedBit;

/**
 * BER to DER for signatures made by others: indefinite and long lengths, constructed octet strings (X.690 section 8).
 * For verification only; bounded in depth and number of values. Nothing here ever writes BER.
 */
export function normaliseBer(bytes: Uint8Array, zeroPadded = false): Buffer {
  const buffer = asBuffer(bytes);
  const reader = new BerReader(buffer);
  const { der, end } = reader.value(0, buffer.length, 0);
  for (let i = end; i < buffer.length; i++)
    if (!zeroPadded || buffer[i] !== 0) refuse('malformed_asn1', 'trailing bytes');
  return der;
}

class BerReader {
  readonly #buffer: Buffer;
  #nodes = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  value(start: number, limit: number, depth: number): { der: Buffer; end: number } {
    if (depth > maxDepth || ++this.#nodes > maxNodes || start + 2 > limit) refuse('malformed_asn1', 'BER');
    const tag = this.#buffer[start]!;
    if ((tag & 0x1f) === 0x1f) refuse('malformed_asn1', 'multi-octet tag');
    const { length, contentStart, indefinite } = this.#length(start + 1, limit, (tag & constructedBit) !== 0);
    const stop = contentStart + length;
    if (stop > limit) refuse('malformed_asn1', 'overrun');
    if (!(tag & constructedBit)) return { der: tagged(tag, this.#buffer.subarray(contentStart, stop)), end: stop };
    const { parts, end } = this.#members(contentStart, stop, indefinite, depth);
    if (tag !== constructedOctetString) return { der: tagged(tag, ...parts), end };
    return { der: tagged(tags.octetString, ...parts.map((part) => contentOf(readNode(part)))), end };
  }

  #length(at: number, limit: number, constructed: boolean) {
    const first = this.#buffer[at]!;
    if (first < 0x80) return { length: first, contentStart: at + 1, indefinite: false };
    if (first === 0x80) {
      if (!constructed) refuse('malformed_asn1', 'indefinite primitive');
      return { length: limit - at - 1, contentStart: at + 1, indefinite: true };
    }
    const octets = first & 0x7f;
    if (octets > 4 || at + 1 + octets > limit) refuse('malformed_asn1', 'length octets');
    return { length: this.#buffer.readUIntBE(at + 1, octets), contentStart: at + 1 + octets, indefinite: false };
  }

  #members(start: number, stop: number, indefinite: boolean, depth: number) {
    const parts: Buffer[] = [];
    let at = start;
    for (;;) {
      if (indefinite && this.#buffer[at] === 0 && this.#buffer[at + 1] === 0) return { parts, end: at + 2 };
      if (at >= stop) {
        if (indefinite) refuse('malformed_asn1', 'end of contents missing');
        return { parts, end: at };
      }
      const member = this.value(at, stop, depth + 1);
      parts.push(member.der);
      at = member.end;
    }
  }
}
