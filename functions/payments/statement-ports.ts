import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { BreakId, PaymentId, TransferId } from '../../shared/kernel/ids.ts';
import type { ListPage } from '../../shared/kernel/paging.ts';
import type { UploadAddress } from '../../shared/kernel/presigned-urls.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Break } from './domain/break-book.ts';
import type { BreakFact } from './domain/break-facts.ts';
import type { DayMoney } from './domain/money-by-day.ts';
import type { Intake, KeptLine, StatementKey, StatementVersion, StatementWork } from './domain/statement.ts';
import type { FormatVersion, KeptFormat, StatementFormat } from './domain/statement-format.ts';
import type { StatementLine } from './domain/statement-line.ts';

/** The files that were told as accounts of days, each under its own hash. */
export interface StatementFiles {
  /** Keeps a file; again, nothing changes. */
  keep(statement: StatementKey, sha256: string, bytes: Uint8Array): Promise<void>;
  /** A file's bytes in pieces, as they are asked for. Throws where it is not there. */
  read(statement: StatementKey, sha256: string): AsyncIterable<Uint8Array>;
}

/** Statements, their versions and their lines. Every read is strongly consistent. */
export interface Statements {
  /** The versions of a day's statement in their order. */
  versions(statement: StatementKey): Promise<readonly StatementVersion[]>;
  /** Keeps a file as the next version: false where another came first, so that it must be looked at again. */
  record(
    statement: StatementKey,
    version: Pick<StatementVersion, 'version' | 'sha256' | 'format' | 'uploadId'>,
    by: RecordedBy,
  ): Promise<boolean>;
  /** What became of what was last handed in. */
  intake(statement: StatementKey): Promise<Intake | undefined>;
  /** Keeps that, unless something was handed in later, or as late and looked at to its end. */
  keepIntake(statement: StatementKey, intake: Intake): Promise<void>;
  /** How far a version was worked through. */
  work(statement: StatementKey, version: number): Promise<StatementWork>;
  /** Keeps how far it is, unless another is further. */
  keepWork(statement: StatementKey, version: number, work: StatementWork): Promise<void>;
  /** A transaction's line as the newest file that had it says it. */
  line(
    statement: StatementKey,
    of: Pick<StatementLine, 'kind' | 'providerTransactionId'>,
  ): Promise<KeptLine | undefined>;
  /** Keeps a line in the place of an older version's: false where a newer version's is there. */
  keepLine(statement: StatementKey, line: KeptLine): Promise<boolean>;
  /** Keeps that a line is about something of the ledger, by our key for that: false where another line that still stands is. */
  claim(
    of: { readonly statement: StatementKey; readonly version: number; readonly line: StatementLine },
    key: string,
  ): Promise<boolean>;
  /** Whether a line of any day was found to be something of the ledger. */
  isClaimed(account: Pick<StatementKey, 'provider' | 'merchant'>, of: Pick<DayMoney, 'line' | 'key'>): Promise<boolean>;
  /** Every line that any version had, a part of them at a time. */
  allLines(statement: StatementKey): AsyncIterable<readonly KeptLine[]>;
}

/** Differences between statements and the ledger. Reads of one are strongly consistent. */
export interface Breaks {
  find(breakId: BreakId): Promise<Break | undefined>;
  record(breakId: BreakId, fact: BreakFact, by: RecordedBy): Promise<Outcome>;
  /** The breaks of a statement after an id, in the order of their ids. Which there are is a moment behind. */
  page(statement: StatementKey, after: BreakId | undefined, limit: number): Promise<readonly BreakId[]>;
}

/** Where money of a day is found: what of it a line claims, and what has it. */
export interface PlacedMoney extends Pick<DayMoney, 'line' | 'key'> {
  readonly about: { readonly paymentId: PaymentId } | { readonly transferId: TransferId };
}

/** What the ledger has of accounts by the Vietnamese day. Which there is is a moment behind. */
export interface MoneyByDay {
  /** All of a day, a part of it at a time. */
  ofDay(day: StatementKey): AsyncIterable<readonly PlacedMoney[]>;
  /** What of a day a provider calls by a name. */
  called(day: StatementKey, line: DayMoney['line'], name: string): Promise<readonly PlacedMoney[]>;
}

/** Has a statement worked through. */
export interface StatementQueue {
  /** Soon. Told again, nothing more is done. Throws where it cannot be handed on. */
  tell(statement: StatementKey & { readonly version: number }): Promise<void>;
}

/** A file that somebody was given an address for, and what is known of it. */
export interface AskedUpload {
  readonly statement: StatementKey;
  /** Where it is put. */
  readonly objectKey: string;
  readonly format?: FormatVersion | undefined;
  readonly recordedBy: string;
  readonly requestId: string;
  readonly askedAt: Instant;
  /** When nothing can come by its address any more. */
  readonly endsAt: Instant;
  /** The file that was found there last. */
  readonly seen?: string | undefined;
}

/** Has uploads looked for. */
export interface UploadQueue {
  /** After so many seconds, at most 900. Throws where it cannot be handed on. */
  look(upload: AskedUpload, afterSeconds: number): Promise<void>;
}

/** A file that was uploaded: one that is put over it is another. */
export interface UploadedFile {
  readonly objectKey: string;
  readonly versionId: string;
  readonly bytes: number;
  readonly uploadedAt: Instant;
}

/** The files that were uploaded, until they are taken up. */
export interface StatementUploads {
  /** An address for one more file of a day, and where that will lie. */
  address(
    statement: StatementKey,
    now: Instant,
  ): Promise<{ readonly objectKey: string; readonly upload: UploadAddress }>;
  newest(objectKey: string): Promise<UploadedFile | undefined>;
  /** A file's bytes in pieces, as they are asked for. */
  read(file: UploadedFile): AsyncIterable<Uint8Array>;
  /** Keeps a file among the statements, under its hash; again, nothing changes. */
  keep(file: UploadedFile, statement: StatementKey, sha256: string): Promise<void>;
}

/** Formats of statements, version by version. Reads of one are strongly consistent. */
export interface StatementFormats {
  newest(name: string): Promise<KeptFormat | undefined>;
  find(version: FormatVersion): Promise<StatementFormat | undefined>;
  /** Keeps a version: false where another came first, so that it must be looked at again. */
  record(kept: Omit<KeptFormat, 'recordedAt' | keyof RecordedBy>, by: RecordedBy): Promise<boolean>;
  /** Shows a version in the list of formats, unless a later one is there. */
  show(kept: KeptFormat): Promise<void>;
  /** Formats after a name, in the order of their names; a moment behind. */
  list(after: string | undefined, limit: number): Promise<ListPage<KeptFormat>>;
}
