import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { ApprovalId } from '../../shared/kernel/ids.ts';
import type { ListPage } from '../../shared/kernel/paging.ts';
import type { CalendarEdition } from '../../shared/kernel/working-time/calendars.ts';
import type { CalendarDecision, DecisionFact, DecisionState } from './domain/calendar-decision.ts';
import type { DecisionApprovalState } from './domain/decision-approval.ts';

/** Where decisions on the calendar are kept. */
export interface DecisionLedger {
  /** The decision that all its facts amount to, strongly consistent; undefined where nothing was proposed under the id. */
  read(decisionId: string): Promise<CalendarDecision | undefined>;
  /** The same, once lists say it too, a moment behind. */
  readToAnswer(decisionId: string): Promise<CalendarDecision | undefined>;
  /** Keeps a fact once: `repeated` when it was there, `conflict` when its key holds another meaning. */
  record(decisionId: string, fact: DecisionFact, by: RecordedBy): Promise<Outcome>;
  /** The same together with the edition that it makes, or neither: `taken` where another decision made that edition. */
  recordWith(edition: CalendarEdition, fact: DecisionFact, by: RecordedBy): Promise<Outcome | 'taken'>;
}

/** Decisions by their state, in the order in which they were signed, a moment behind. */
export interface DecisionList {
  /** The ids of a page. */
  page(asked: {
    readonly state: DecisionState;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<ListPage<string>>;
}

/** What second persons are asked about the calendar, a moment behind. */
export interface DecisionApprovals {
  /** The ids of the decisions of a page, by where the asking stands, oldest first. */
  page(asked: {
    readonly state: DecisionApprovalState;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<ListPage<string>>;
  /** The id of the decision about which is asked under an approval's id; undefined where none is known. */
  find(approvalId: ApprovalId): Promise<string | undefined>;
}

/** A part of the work after an edition: its clocks from a place of the list on, in the first pass or in the second. */
export interface RekeyStep {
  readonly edition: number;
  readonly pass: 1 | 2;
  readonly after?: string | undefined;
}

/** Where steps wait for their turn. */
export interface RekeyQueue {
  /** Has a step done, at once or so many seconds later. */
  send(step: RekeyStep, delaySeconds?: number): Promise<void>;
}
