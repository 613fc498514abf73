import type { FieldFault } from '../../../shared/kernel/failures.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type CsvFault, type CsvRecord, csvRecords } from '../domain/csv-records.ts';
import { headerFault, linePath, type ReadLine, readLine } from '../domain/statement-line.ts';

/** So many faults are told of one file. */
const MOST_FAULTS = 100;

/** The file in pieces of text, a byte order mark left out. What is not UTF-8 becomes U+FFFD, which no field takes. */
async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const broken = ({ line, message }: CsvFault): ReadLine => ({ ok: false, faults: [{ path: linePath(line), message }] });

/** The lines of a statement in the normal format, or what is wrong with each, as the file comes: no more of it is held than a piece. */
export async function* statementLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadLine> {
  const reader = csvRecords();
  let isHeaderRead = false;
  const read = ({ line, fields }: CsvRecord): ReadLine | undefined => {
    if (isHeaderRead) return readLine(line, fields);
    isHeaderRead = true;
    const fault = line === 1 ? headerFault(fields) : { path: linePath(1), message: 'expected the header' };
    return fault && { ok: false, faults: [fault] };
  };
  for await (const text of textOf(chunks)) {
    const { records, fault } = reader.take(text);
    for (const record of records) {
      const each = read(record);
      if (each) yield each;
    }
    if (fault) return yield broken(fault);
  }
  const { records, fault } = reader.end();
  for (const record of records) {
    const each = read(record);
    if (each) yield each;
  }
  if (fault) yield broken(fault);
  else if (!isHeaderRead) yield broken({ line: 1, message: 'expected the header' });
}

/** Whether every line of a file can be read; or what is wrong with it, the first hundred faults. */
export async function checkStatement(chunks: AsyncIterable<Uint8Array>): Promise<Result<undefined>> {
  const fields: FieldFault[] = [];
  for await (const line of statementLines(chunks)) {
    if (!line.ok) fields.push(...line.faults);
    if (fields.length >= MOST_FAULTS) break;
  }
  return fields.length === 0 ? ok(undefined) : fail({ kind: 'invalid_input', fields: fields.slice(0, MOST_FAULTS) });
}
