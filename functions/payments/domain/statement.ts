import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { FieldFault } from '../../../shared/kernel/failures.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { FormatVersion } from './statement-format.ts';
import type { StatementLine } from './statement-line.ts';

/** Whose account of which Vietnamese day (`YYYY-MM-DD`) a statement is. */
export interface StatementKey {
  readonly provider: string;
  readonly merchant: string;
  readonly date: string;
}

/** A file that was told as the account of a day: the newest one counts. */
export interface StatementVersion extends RecordedBy {
  readonly version: number;
  readonly sha256: string;
  readonly recordedAt: Instant;
  /** What it is read by; the normal format where there is none. */
  readonly format?: FormatVersion | undefined;
  /** The upload that it came by, where it did: found again, an upload is no further file. */
  readonly uploadId?: string | undefined;
}

/** What became of what was last handed in for a day: looked at, refused with the places of its faults, or taken as a version. */
export interface Intake {
  readonly state: 'checking' | 'refused' | 'taken';
  /** When it was handed in: of several the latest counts. */
  readonly at: Instant;
  readonly fields?: readonly FieldFault[] | undefined;
}

/** How far the lines of a version were worked through. */
export interface StatementWork {
  /** Counts its steps. */
  readonly number: number;
  /** Every line is kept before the first is matched, so that their order decides nothing. */
  readonly step: 'keeping' | 'matching' | 'done';
  /** Up to this line of the file the step is done. */
  readonly throughLine: number;
  readonly lines: number;
  /** Those that end with no break. */
  readonly matched: number;
  /** What a corrected file changed, the first of it. */
  readonly changes: readonly StatementChange[];
}

/** What a corrected file says otherwise than the one before it: a line that is new has no `was`, one that is gone no `is`. */
export interface StatementChange {
  readonly was?: StatementLine | undefined;
  readonly is?: StatementLine | undefined;
}

/** A line as the newest file that had it says it. */
export interface KeptLine {
  readonly version: number;
  readonly line: number;
  readonly said: StatementLine;
  /** What the file before said of the same transaction. */
  readonly was: StatementLine | undefined;
}

/** Nothing of a version is worked through yet. */
export const nothingDone: StatementWork = {
  number: 0,
  step: 'keeping',
  throughLine: 0,
  lines: 0,
  matched: 0,
  changes: [],
};

/** So many lines may a file have: what one visit of the worker can read, and a day's file of the largest merchants. */
export const MOST_LINES = 100_000;

/** So many bytes may an uploaded file have. */
export const MOST_UPLOAD_BYTES = 64 * 1024 * 1024;

/** So many changes are told of a version. */
export const MOST_CHANGES = 200;

/** So many files may be told for one day of one merchant. */
export const MOST_VERSIONS = 50;

/** Whether two lines say the same of a transaction. */
export const saysTheSame = (a: StatementLine, b: StatementLine): boolean =>
  a.reference === b.reference && a.amountVnd === b.amountVnd && a.feeVnd === b.feeVnd && a.occurredAt === b.occurredAt;
