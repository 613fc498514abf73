import type { BusEvent } from '../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode, ProcedureCode } from '../../shared/kernel/ids.ts';
import type { MonthState, Publication } from './domain/publication.ts';
import type { RecountStep } from './domain/recount.ts';
import type { AnyRow, Rows } from './domain/rows.ts';

/** Where rows are kept, one for each dossier, fee and message: what was said under the highest number. */
export interface RowStore {
  /** Puts a row over one of a lower number; changes nothing over any other. */
  keep(row: AnyRow, number: number): Promise<void>;
  /** The same for a row that is taken back: it counts no more. */
  takeBack(row: AnyRow, number: number): Promise<void>;
  /** Whether what is kept is this word, or a later one; of a word that is taken back whether that was heard. */
  has(row: AnyRow, number: number, isTakenBack: boolean): Promise<boolean>;
}

/** The ledgers of dossiers, fees and messages: what their heads tell. */
export interface Ledgers {
  /** What a page of a table's heads tells; `cursor` goes on from it. It may lack the words of the last seconds. */
  page(step: RecountStep): Promise<{ readonly told: readonly BusEvent[]; readonly cursor?: string | undefined }>;
}

/** Where a recount puts what it has yet to do. */
export interface RecountQueue {
  /** Steps, to be done at once. */
  go(steps: readonly RecountStep[]): Promise<void>;
  /** Words that rows did not have, to be looked for again ten minutes later: by then whatever was on its way has come. */
  lookAgain(told: readonly BusEvent[]): Promise<void>;
}

/** Reads the rows; a moment behind. */
export interface RowReader {
  /** The rows of an agency and its descendants (of all agencies where it is undefined) that may count between two moments; of messages those of them alone, of the others perhaps more. */
  rows(agencyCode: AgencyCode | undefined, from: number, to: number): Promise<Rows>;
  /** Which procedure a dossier is of; undefined where nothing was heard of it. */
  procedureOf(dossierCode: DossierCode): Promise<ProcedureCode | undefined>;
}

/** Where publications are kept. Reads are strongly consistent. */
export interface Publications {
  find(publicationId: string): Promise<Publication | undefined>;
  /** Keeps a publication once; one that is there under its id stays. Answers the one that is there then. */
  keep(publication: Publication): Promise<Publication>;
  /** The state of a month; of one that nobody has proposed its beginning. */
  month(period: string): Promise<MonthState>;
  /** Replaces the state of a month where that has the version before; false where it has another. */
  putMonth(state: MonthState): Promise<boolean>;
  /** The months of which something was published or proposed, the newest first; a moment behind. */
  months(): Promise<readonly MonthState[]>;
}
