import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { Line } from '../../../shared/kernel/text.ts';
import type { Instant } from '../../../shared/kernel/time.ts';

/** The name under which an operator set up a format of statements. */
export const FormatName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected the name of a format');

/** How the bytes of a file are text, by the names of the Encoding Standard. */
export const statementEncodings = ['utf-8', 'utf-16le', 'windows-1258', 'windows-1252'] as const;

/** What a word in the column of kinds says: money that came, money that went back, or nothing that counts (a total, a failed try). */
const kindsOfLines = ['payment', 'refund', 'none'] as const;

/** What a moment is written with in a file; the time of day may be left out, and is midnight then. */
export const timeTokens = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'] as const;

/** A moment with its own offset, as ISO 8601 writes it. */
export const ISO_TIMES = 'iso_8601';

/** A pattern of a moment in its parts: tokens, and what stands between them. */
export const timeParts = (pattern: string): readonly string[] => pattern.match(/yyyy|MM|dd|HH|mm|ss|./gv) ?? [];

const isTimePattern = (pattern: string): boolean => {
  if (pattern === ISO_TIMES) return true;
  const isToken = (part: string): boolean => timeTokens.some((token) => token === part);
  const parts = timeParts(pattern);
  const tokens = parts.filter(isToken);
  return (
    new Set(tokens).size === tokens.length &&
    ['yyyy', 'MM', 'dd'].every((token) => tokens.includes(token)) &&
    parts.every((part) => isToken(part) || /^[ \/.:,T\-]$/v.test(part))
  );
};

/** A title of a column as it stands in the file's header; blanks around it do not matter. */
const Title = Line(100);

/**
 * How a provider or a bank writes the account of a day. `columns` names for each of our fields the title of its column; `content` is
 * what payers wrote, in which the memo of a transfer is found. `kinds`: what a word in the column of kinds says; without such a column
 * every line is money that came. The amounts are dong times `amountScale`, with the marks that are named and no others. `times`: the
 * pattern of moments in the time of Viet Nam, or `iso_8601`.
 */
export const StatementFormat = z
  .strictObject({
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    encoding: z.enum(statementEncodings).default('utf-8'),
    skipLines: z.int().min(0).max(100).default(0),
    columns: z.strictObject({
      reference: Title.optional(),
      content: Title.optional(),
      providerTransactionId: Title,
      kind: Title.optional(),
      amountVnd: Title,
      feeVnd: Title.optional(),
      occurredAt: Title,
    }),
    kinds: z
      .record(z.string().max(100), z.enum(kindsOfLines))
      .refine((kinds) => Object.keys(kinds).length <= 50, 'expected at most 50 kinds')
      .transform((kinds) => Object.fromEntries(Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1))))
      .default({}),
    amountScale: z.literal([1, 10, 100, 1000]).default(1),
    amountMarks: z
      .strictObject({ thousands: z.enum([',', '.', ' ']).optional(), decimal: z.enum([',', '.']).optional() })
      .refine(({ thousands, decimal }) => thousands === undefined || thousands !== decimal, 'expected two marks')
      .default({}),
    times: z
      .string()
      .max(40)
      .refine(isTimePattern, `expected a pattern such as dd/MM/yyyy HH:mm:ss, or ${ISO_TIMES}`)
      .default(ISO_TIMES),
  })
  .refine(({ columns, kinds }) => columns.kind === undefined || Object.keys(kinds).length > 0, {
    path: ['kinds'],
    message: 'expected what the words in the column of kinds say',
  });

/** How a provider or a bank writes the account of a day. */
export type StatementFormat = z.output<typeof StatementFormat>;

const inOrder = (format: StatementFormat): string => JSON.stringify(StatementFormat.safeParse(format).data);

/** Whether two formats say the same; the order of their names says nothing. */
export const isSameFormat = (a: StatementFormat, b: StatementFormat): boolean => inOrder(a) === inOrder(b);

/** Which version of which format. */
export interface FormatVersion {
  readonly name: string;
  readonly version: number;
}

/** A version of a format, and who set it up. What it says never changes. */
export interface KeptFormat extends FormatVersion, RecordedBy {
  readonly format: StatementFormat;
  readonly recordedAt: Instant;
}

/** So many versions may a format have. */
export const MOST_FORMAT_VERSIONS = 100;

/** What is said of a file beside its bytes: the format that it is in, where it is not the normal one. */
export const StatementQuery = z.object({ format: FormatName.optional() });
