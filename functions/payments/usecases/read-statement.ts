import type { Failure, FieldFault } from '../../../shared/kernel/failures.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type CsvFault, type CsvRecord, csvRecords } from '../domain/csv-records.ts';
import { type LineReader, layoutOf } from '../domain/formatted-records.ts';
import { MOST_LINES } from '../domain/statement.ts';
import type { StatementFormat } from '../domain/statement-format.ts';
import { linePath, type ReadLine } from '../domain/statement-line.ts';

/** So many faults are told of one file. */
const MOST_FAULTS = 100;

/** The file in pieces of text, a byte order mark left out. What the encoding does not have becomes U+FFFD, which no field takes. */
async function* textOf(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const broken = ({ line, message }: CsvFault): ReadLine => ({ ok: false, faults: [{ path: linePath(line), message }] });

/**
 * The lines of a statement in a format (the normal one unless it is named), or what is wrong with each, as the file comes: no more of it is
 * held than a piece. Under a header that is wrong no line is read.
 */
export async function* statementLines(
  chunks: AsyncIterable<Uint8Array>,
  format?: StatementFormat,
): AsyncGenerator<ReadLine> {
  const reader = csvRecords(format);
  let read: LineReader | undefined;
  let isOver = false;
  const readEach = function* (records: readonly CsvRecord[], fault: CsvFault | undefined): Generator<ReadLine> {
    for (const record of records) {
      if (read) {
        const line = read(record);
        if (line) yield line;
        continue;
      }
      const layout = layoutOf(format, record);
      if (!layout.ok) {
        isOver = true;
        yield layout;
        return;
      }
      read = layout.read;
    }
    if (fault) {
      isOver = true;
      yield broken(fault);
    }
  };
  for await (const text of textOf(chunks, format?.encoding ?? 'utf-8')) {
    const { records, fault } = reader.take(text);
    yield* readEach(records, fault);
    if (isOver) return;
  }
  const { records, fault } = reader.end();
  yield* readEach(records, fault);
  if (!isOver && !read) yield broken({ line: (format?.skipLines ?? 0) + 1, message: 'expected the header' });
}

/** Whether every line of a file can be read, and there are not too many; or what is wrong with it, the first hundred faults. */
export async function checkStatement(
  chunks: AsyncIterable<Uint8Array>,
  format?: StatementFormat,
): Promise<Result<undefined, Extract<Failure, { kind: 'invalid_input' }>>> {
  const fields: FieldFault[] = [];
  let lines = 0;
  for await (const line of statementLines(chunks, format)) {
    lines += 1;
    if (!line.ok) fields.push(...line.faults);
    else if (lines > MOST_LINES)
      fields.push({ path: linePath(line.line), message: `expected at most ${MOST_LINES} lines` });
    if (fields.length >= MOST_FAULTS || lines > MOST_LINES) break;
  }
  return fields.length === 0 ? ok(undefined) : fail({ kind: 'invalid_input', fields: fields.slice(0, MOST_FAULTS) });
}
