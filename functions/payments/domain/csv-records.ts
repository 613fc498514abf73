/** A record of a CSV file with the line on which it begins; the first is line 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** What is wrong with a line, so that nothing after it can be read. */
export interface CsvFault {
  readonly line: number;
  readonly message: string;
}

/** No record is longer, in characters: so that a quotation mark that is never closed takes no memory. */
const LONGEST = 8192;

type Place = 'start' | 'plain' | 'quoted' | 'closed';

/** How a file is written: what parts its fields, and how many lines stand before its first record, whatever they say. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly skipLines: number;
}

/**
 * Reads CSV (RFC 4180, but for the delimiter) as it comes, in pieces cut anywhere: lines end with CRLF or LF, fields may be quoted, empty
 * lines say nothing. `take` answers the records that a piece completes, `end` the last one; after a fault nothing more is read.
 */
export function csvRecords({ delimiter, skipLines }: CsvDialect = { delimiter: ',', skipLines: 0 }) {
  const done: CsvRecord[] = [];
  let fault: CsvFault | undefined;
  let place: Place = 'start';
  let fields: string[] = [];
  let field = '';
  let length = 0;
  let line = 1;
  let begins = 1;

  const wrong = (message: string): void => {
    fault ??= { line: begins, message };
  };
  const endField = (): void => {
    fields.push(field);
    field = '';
    place = 'start';
  };
  const endRecord = (): void => {
    const isEmpty = fields.length === 0 && field === '' && place === 'start';
    endField();
    if (!isEmpty) done.push({ line: begins, fields });
    fields = [];
    length = 0;
    begins = line;
  };
  /** A carriage return is kept until it is known whether it ends a line. */
  const withoutReturn = (): void => {
    if (place === 'plain' && field.endsWith('\r')) {
      field = field.slice(0, -1);
      if (field === '') place = 'start';
    }
  };
  const skip = (character: string): void => {
    if (character !== '\n') return;
    length = 0;
    begins = line;
  };
  const take = (character: string): void => {
    const isSkipped = line <= skipLines;
    if (character === '\n') line += 1;
    length += 1;
    if (isSkipped) skip(character);
    else if (length > LONGEST) wrong(`expected at most ${LONGEST} characters in a line`);
    else if (place === 'quoted') {
      if (character === '"') place = 'closed';
      else field += character;
    } else if (character === '\n') {
      withoutReturn();
      endRecord();
    } else if (character === delimiter) endField();
    else if (place === 'closed') {
      if (character === '"') {
        field += '"';
        place = 'quoted';
      } else if (character !== '\r') wrong('expected a delimiter or the end of the line after a quoted field');
    } else if (character !== '"') {
      field += character;
      place = 'plain';
    } else if (place === 'start') place = 'quoted';
    else wrong('expected a field with a quotation mark in it to be quoted');
  };
  const taken = (): { readonly records: readonly CsvRecord[]; readonly fault: CsvFault | undefined } => ({
    records: done.splice(0),
    fault,
  });

  return {
    take(text: string) {
      for (const character of text) {
        if (fault) break;
        take(character);
      }
      return taken();
    },
    end() {
      if (!fault && place === 'quoted') wrong('expected the quoted field to be closed');
      if (!fault) {
        withoutReturn();
        endRecord();
      }
      return taken();
    },
  };
}
