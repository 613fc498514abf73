import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Break } from '../domain/break-book.ts';
import type { StatementChange } from '../domain/statement.ts';
import type { StatementLine } from '../domain/statement-line.ts';
import type { Reconciliation } from './read-reconciliation.ts';

/** A break as the wire shows it. */
export const breakView = (found: Break) => ({
  breakId: found.breakId,
  kind: found.differs,
  line: found.line,
  reference: found.reference,
  providerTransactionId: found.providerTransactionId,
  amountVnd: found.amountVnd,
  expectedVnd: found.expectedVnd,
  occurredAt: toOffsetDateTime(found.occurredAt),
  state: found.state,
  decision: found.decision && {
    decision: found.decision.decision,
    reason: found.decision.reason,
    by: found.decision.by,
    approvedBy: found.decision.approvedBy,
    at: toOffsetDateTime(found.decision.at),
  },
});

const said = ({ kind, amountVnd, feeVnd }: StatementLine) => ({ kind, amountVnd, feeVnd });

const changeView = ({ was, is }: StatementChange) => ({
  reference: (is ?? was)?.reference,
  providerTransactionId: (is ?? was)?.providerTransactionId,
  was: was && said(was),
  is: is && said(is),
});

const standing = ({ newest, work, breaks }: Reconciliation) => ({
  version: newest?.version ?? 0,
  lines: work.lines,
  matched: work.matched,
  changes: work.changes.map(changeView),
  breaks: breaks.map(breakView),
});

/** An upload is shown while it is looked at, and once it is refused; else how far the newest version is. */
const stateOf = ({ intake, work }: Reconciliation): 'working' | 'done' | 'refused' => {
  if (intake?.state === 'refused') return 'refused';
  return intake?.state !== 'checking' && work.step === 'done' ? 'done' : 'working';
};

/** A day's reconciliation as the wire shows it. What stands is that of the newest version, also beside an upload that was refused; 0: there is none. */
export const reconciliationView = (reconciliation: Reconciliation) => ({
  state: stateOf(reconciliation),
  fields: reconciliation.intake?.fields,
  ...standing(reconciliation),
});
