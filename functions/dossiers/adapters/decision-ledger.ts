import type { Book } from '../../../shared/kernel/book.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { DecisionLedger, DecisionList } from '../calendar-ports.ts';
import {
  type CalendarDecision,
  type DecisionFact,
  type DecisionState,
  decisionFacts,
  decisionKeyOf,
  foldDecision,
} from '../domain/calendar-decision.ts';
import { editionItem } from './calendar-log.ts';

/** The partition of the `list` index in which decisions of a state lie, as they were signed. */
const statePartition = (state: DecisionState): string => `DECISIONS#${state}`;

/** How decisions on the calendar are kept: `CAL#<decisionId>`. */
export const decisionBook: Book<DecisionFact, CalendarDecision> = {
  prefix: 'CAL',
  foldVersion: 1,
  facts: decisionFacts,
  key: decisionKeyOf,
  // Of an approval and a drop at once one decides, and the other is answered by what is there: neither contradicts it.
  meaning: (fact) => (fact.kind === 'decided' ? { kind: fact.kind, proposal: fact.proposal } : fact) as unknown as Json,
  fold: foldDecision,
  project: ({ decisionId, state, proposed: { fact } }) => ({
    document: { state },
    milestones: [],
    entries: {
      decision: {
        document: { decisionId },
        list: { pk: statePartition(state), sk: `${sortable(fact.signedAt)}#${decisionId}` },
      },
    },
  }),
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

/** Sorts just after a whole key. */
const NEXT = '\u0001';

/** Decisions by their state in the table's `list` index. */
export const decisionList = (table: Pick<Table, 'queryIndex'>): DecisionList => ({
  async page({ state, after, limit }) {
    const from = after === undefined ? {} : { from: `${after}${NEXT}` };
    const query = { index: 'list', pk: statePartition(state), ...from, limit: limit + 1 } as const;
    const { items, cursor } = await table.queryIndex(query);
    const page = items.slice(0, limit);
    const hasMore = items.length > limit || cursor !== undefined;
    return {
      items: page.map(({ document }) => (document as { readonly decisionId: string }).decisionId),
      after: hasMore ? page.at(-1)?.listSk : undefined,
    };
  },
});
