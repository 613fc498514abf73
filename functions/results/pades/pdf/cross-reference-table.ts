import { refuse } from '../refusal.ts';
import { isDigit, isWhitespace } from './characters.ts';
import type { CrossReferenceEntry, CrossReferenceSection, SectionSource } from './cross-reference.ts';
import type { Lexer } from './lexer.ts';
import { SectionEntries } from './section-entries.ts';

const entryLength = 20;
const exactEntry = /^(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)$/;

/**
 * A cross-reference table with its trailer (ISO 32000-2 section 7.5.4). Readers that take entries of 20 bytes and readers
 * that take words see the same objects only where every entry is exactly 20 bytes; anything else is an irregularity.
 */
export function readTable(source: SectionSource, offset: number, lexer: Lexer): CrossReferenceSection {
  const { bytes } = source;
  const found = new SectionEntries(source);
  if (lexer.position !== offset) found.note('table not at its offset');
  lexer.keyword('xref');
  if (!/^[\t ]*[\r\n]/.test(bytes.toString('latin1', lexer.position, lexer.position + entryLength)))
    found.note('no line of its own for xref');
  for (skipBlank(bytes, lexer, found); isDigit(bytes[lexer.position]); skipBlank(bytes, lexer, found)) {
    const first = lexer.unsigned();
    const count = lexer.unsigned();
    found.expect(count);
    for (let i = 0; i < count; i++) {
      if (i === 0) skipBlank(bytes, lexer, found);
      found.add(first + i, readEntry(bytes, lexer, found));
    }
  }
  lexer.keyword('trailer');
  const trailer = lexer.object();
  if (!(trailer instanceof Map)) return refuse('damaged', 'trailer');
  found.compareWithSize(trailer);
  const { entries, irregularity } = found;
  return { offset, end: lexer.position, kind: 'table', entries, trailer, irregularity };
}

/** Moves past white space. A comment inside a table is passed too, but not every reader does that. */
function skipBlank(bytes: Buffer, lexer: Lexer, found: SectionEntries): void {
  while (isWhitespace(bytes[lexer.position])) lexer.position++;
  const before = lexer.position;
  lexer.skipSpace();
  if (lexer.position !== before) found.note('comment in the cross-reference table');
}

function readEntry(bytes: Buffer, lexer: Lexer, found: SectionEntries): CrossReferenceEntry {
  const exact = exactEntry.exec(bytes.toString('latin1', lexer.position, lexer.position + entryLength));
  if (exact) {
    lexer.position += entryLength;
    return entryOf(Number(exact[1]), Number(exact[2]), exact[3]!, found);
  }
  found.note(`cross-reference entry at ${lexer.position} is not 20 bytes`);
  return entryOf(lexer.unsigned(), lexer.unsigned(), lexer.word(), found);
}

function entryOf(offset: number, generation: number, kind: string, found: SectionEntries): CrossReferenceEntry {
  if (kind === 'f') return { kind: 'free' };
  if (kind !== 'n') return refuse('damaged', 'cross-reference entry');
  if (offset > 0) return { kind: 'offset', offset, generation };
  found.note('object in use at offset 0');
  return { kind: 'free' };
}
