import type { FieldFault } from '../../../shared/kernel/failures.ts';
import type { CsvRecord } from './csv-records.ts';
import { memosIn } from './memo.ts';
import { ISO_TIMES, type StatementFormat, timeParts, timeTokens } from './statement-format.ts';
import { headerFault, linePath, type ReadLine, readLine, statementColumns } from './statement-line.ts';

/** Reads a line of a file whose header is known; undefined where it says nothing that counts. */
export type LineReader = (record: CsvRecord) => ReadLine | undefined;

/** How the lines under a header are read, or what is wrong with it. */
export type Layout =
  | { readonly ok: true; readonly read: LineReader }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Text of the normal format; undefined where it is not written as the format says. */
type Translation = (text: string) => string | undefined;

type Column = (typeof statementColumns)[number];

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Whole dong: the digits behind the scale and the decimal mark are noughts. */
const amountOf = ({ amountScale, amountMarks: { thousands, decimal } }: StatementFormat): Translation => {
  const grouped = thousands === undefined ? '' : `|\\d{1,3}(?:${quoted(thousands)}\\d{3})+`;
  const fraction = decimal === undefined ? '' : `(?:${quoted(decimal)}(\\d{1,4}))?`;
  const form = new RegExp(`^(\\d+${grouped})${fraction}$`);
  const scaleDigits = Math.log10(amountScale);
  return (text) => {
    const [, whole, fractionDigits = ''] = form.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const digits = whole.replace(/\D/g, '').padStart(scaleDigits + 1, '0') + fractionDigits;
    const dong = digits.length - scaleDigits - fractionDigits.length;
    if (/[1-9]/.test(digits.slice(dong))) return undefined;
    return digits.slice(0, dong).replace(/^0+(?=\d)/, '');
  };
};

/** A moment with its offset; whether there is such a day the normal format tells. */
const timeOf = ({ times }: StatementFormat): Translation => {
  if (times === ISO_TIMES) return (text) => text;
  const isToken = (part: string): boolean => timeTokens.some((token) => token === part);
  const form = new RegExp(
    `^${timeParts(times)
      .map((part) => (isToken(part) ? `(?<${part}>\\d{${part.length}})` : quoted(part)))
      .join('')}$`,
  );
  return (text) => {
    const said = form.exec(text)?.groups;
    if (!said) return undefined;
    const { yyyy, MM, dd, HH = '00', mm = '00', ss = '00' } = said;
    return `${yyyy}-${MM}-${dd}T${HH}:${mm}:${ss}+07:00`;
  };
};

const asWritten = (text: string): string => text.trim().normalize('NFC');

/** Where each column that the format names stands in the header. */
function placesIn(
  { columns }: StatementFormat,
  { line, fields }: CsvRecord,
): { readonly places: ReadonlyMap<string, number>; readonly faults: readonly FieldFault[] } {
  const titles = fields.map(asWritten);
  const places = new Map<string, number>();
  const faults: FieldFault[] = [];
  for (const [field, named] of Object.entries(columns)) {
    const title = asWritten(named);
    const place = titles.indexOf(title);
    const isOne = place >= 0 && titles.lastIndexOf(title) === place;
    if (isOne) places.set(field, place);
    else
      faults.push({
        path: linePath(line, columnOf[field as keyof typeof columnOf]),
        message: `expected one column "${title}"`,
      });
  }
  return { places, faults };
}

/** The column of the normal format that a field of a format is told by. */
const columnOf = {
  reference: 'reference',
  content: 'reference',
  providerTransactionId: 'provider_transaction_id',
  kind: 'kind',
  amountVnd: 'amount_vnd',
  feeVnd: 'fee_vnd',
  occurredAt: 'occurred_at',
} as const satisfies Record<keyof StatementFormat['columns'], Column>;

/** Reads lines by a format: each is put into the words of the normal format, and read as one of it. */
function formattedLines(format: StatementFormat, width: number, places: ReadonlyMap<string, number>): LineReader {
  const kinds = new Map(Object.entries(format.kinds).map(([word, kind]) => [asWritten(word), kind]));
  const amount = amountOf(format);
  const time = timeOf(format);

  return ({ line, fields }) => {
    if (fields.length !== width)
      return { ok: false, faults: [{ path: linePath(line), message: `expected ${width} fields` }] };
    const textOf = (field: string): string => asWritten(fields[places.get(field) ?? width] ?? '');
    const kind = format.columns.kind === undefined ? 'payment' : kinds.get(textOf('kind'));
    if (kind === 'none') return undefined;
    const [memo, ...others] = format.columns.content === undefined ? [] : memosIn(textOf('content'));
    const fee = textOf('feeVnd');
    const said: Record<Column, string | undefined> = {
      reference: textOf('reference') || (others.length === 0 ? (memo ?? '') : ''),
      provider_transaction_id: textOf('providerTransactionId'),
      kind,
      amount_vnd: amount(textOf('amountVnd')),
      fee_vnd: fee === '' ? '' : amount(fee),
      occurred_at: time(textOf('occurredAt')),
    };
    const unread = statementColumns.filter((column) => said[column] === undefined);
    const faults = unread.map((column) => ({
      path: linePath(line, column),
      message: 'expected it as the format says',
    }));
    return faults.length > 0
      ? { ok: false, faults }
      : readLine(
          line,
          statementColumns.map((column) => said[column] ?? ''),
        );
  };
}

/** The layout of a file by its header: the normal format's, where none is named, or that of a format. */
export function layoutOf(format: StatementFormat | undefined, header: CsvRecord): Layout {
  if (!format) {
    const fault =
      header.line === 1 ? headerFault(header.fields) : { path: linePath(1), message: 'expected the header' };
    return fault ? { ok: false, faults: [fault] } : { ok: true, read: ({ line, fields }) => readLine(line, fields) };
  }
  const { places, faults } = placesIn(format, header);
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, read: formattedLines(format, header.fields.length, places) };
}
