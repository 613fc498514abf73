import type { Book } from '../../../shared/kernel/book.ts';
import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import type { DecisionApprovals, DecisionLedger, DecisionList } from '../calendar-ports.ts';
import {
  type CalendarDecision,
  type DecisionFact,
  type DecisionState,
  decisionFacts,
  decisionKeyOf,
  foldDecision,
} from '../domain/calendar-decision.ts';
import {
  approvalIdOf,
  approvalPlaceOf,
  approvalStateOf,
  type DecisionApprovalState,
} from '../domain/decision-approval.ts';
import { editionItem } from './calendar-log.ts';

/** The partition of the `list` index in which decisions of a state lie, as they were signed. */
const statePartition = (state: DecisionState): string => `DECISIONS#${state}`;

/** The partition in which lies what second persons are asked about decisions, by where that stands, oldest first. */
const approvalPartition = (state: DecisionApprovalState): string => `APPROVALS#${state}`;

/** The partition in which the decision lies about which is asked under an id. */
const askedPartition = (approvalId: ApprovalId): string => `ASKED#${approvalId}`;

/** How decisions on the calendar are kept: `CAL#<decisionId>`. */
export const decisionBook: Book<DecisionFact, CalendarDecision> = {
  prefix: 'CAL',
  foldVersion: 2,
  facts: decisionFacts,
  key: decisionKeyOf,
  // Of an approval and a drop at once one decides, and the other is answered by what is there: neither contradicts it.
  meaning: (fact) => (fact.kind === 'decided' ? { kind: fact.kind, proposal: fact.proposal } : fact) as unknown as Json,
  fold: foldDecision,
  project: (decision) => {
    const { decisionId, state, proposed } = decision;
    const document = { decisionId };
    const signed = `${sortable(proposed.fact.signedAt)}#${decisionId}`;
    const waiting = approvalPartition(approvalStateOf(decision));
    return {
      document: { state },
      milestones: [],
      entries: {
        decision: { document, list: { pk: statePartition(state), sk: signed } },
        approval: { document, list: { pk: waiting, sk: approvalPlaceOf(decision) } },
        asked: { document, list: { pk: askedPartition(approvalIdOf(decision)), sk: decisionId } },
      },
    };
  },
};

/** The facts and heads of decisions in the dossiers' table. */
export const decisionsIn = (table: Table, now: () => number): Ledger<DecisionFact, CalendarDecision> =>
  ledgerOver(decisionBook, table, now);

/** Decisions in their ledger, each change of the calendar together with its edition. */
export const decisionLedger = (ledger: Ledger<DecisionFact, CalendarDecision>): DecisionLedger => ({
  read: (decisionId) => ledger.state(decisionId),
  readToAnswer: (decisionId) => ledger.stateOnHead(decisionId),
  record: (decisionId, fact, by) => ledger.record(decisionId, fact, by),
  recordWith: (edition, fact, by) => ledger.recordAt(editionItem(edition), edition.decisionId, fact, by),
});

const decisionIdIn = ({ document }: Item): string => (document as { readonly decisionId: string }).decisionId;

/** The decisions in a partition of the `list` index. */
const listedIn = (table: Pick<Table, 'queryIndex'>, pk: string) => listPagesIn(table, pk, decisionIdIn);

/** Decisions by their state in the table's `list` index. */
export const decisionList = (table: Pick<Table, 'queryIndex'>): DecisionList => ({
  page: ({ state, ...page }) => listedIn(table, statePartition(state))(page),
});

/** What second persons are asked about decisions, in the table's `list` index. */
export const decisionApprovals = (table: Pick<Table, 'queryIndex'>): DecisionApprovals => ({
  page: ({ state, ...page }) => listedIn(table, approvalPartition(state))(page),
  async find(approvalId) {
    const { items } = await table.queryIndex({ index: 'list', pk: askedPartition(approvalId), limit: 1 });
    return items[0] && decisionIdIn(items[0]);
  },
});
