import type { Caller } from '../../../shared/kernel/callers.ts';
import type { BreakId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Break } from '../domain/break-book.ts';
import type { BreakKind } from '../domain/break-facts.ts';
import {
  type Intake,
  nothingDone,
  type StatementKey,
  type StatementVersion,
  type StatementWork,
} from '../domain/statement.ts';
import type { Merchants } from '../ports.ts';
import type { Breaks, Statements } from '../statement-ports.ts';
import { merchantOfStatement } from './known-statement.ts';
import { foundFor } from './work-page.ts';

/** What reading a reconciliation needs of its surroundings. */
export interface ReadReconciliationPorts {
  readonly merchants: Pick<Merchants, 'find'>;
  readonly statements: Pick<Statements, 'versions' | 'work' | 'intake'>;
  readonly breaks: Pick<Breaks, 'find' | 'page'>;
}

/** So many breaks are shown with their statement. */
const SHOWN = 200;

/** The newest account of a day, what became of what was handed in last, how far the account was worked through, and where it differs from the ledger. */
export interface Reconciliation {
  /** Undefined where none was taken yet. */
  readonly newest: StatementVersion | undefined;
  readonly intake: Intake | undefined;
  readonly work: StatementWork;
  readonly breaks: readonly Break[];
}

const breaksFor = async (breaks: ReadReconciliationPorts['breaks'], ids: readonly BreakId[], date: string) =>
  (await foundFor(ids, (breakId) => breaks.find(breakId))).filter((each) => each.date === date);

const noStatement: Result<never> = fail({ kind: 'not_found', what: 'reconciliation' });

/** A day's reconciliation as it is now, for operators and the back office of the agency whose account it is. */
export const readReconciliation =
  ({ merchants, statements, breaks }: ReadReconciliationPorts) =>
  async (statement: StatementKey, caller: Caller): Promise<Result<Reconciliation>> => {
    const merchant = await merchantOfStatement(merchants, statement, caller);
    if (!merchant.ok) return merchant;
    const [versions, intake] = await Promise.all([statements.versions(statement), statements.intake(statement)]);
    const newest = versions.at(-1);
    if (!newest && !intake) return noStatement;
    const [work, ids] = await Promise.all([
      newest ? statements.work(statement, newest.version) : nothingDone,
      breaks.page(statement, undefined, SHOWN),
    ]);
    return ok({ newest, intake, work, breaks: await breaksFor(breaks, ids, statement.date) });
  };

/** What is asked for of a day's breaks. */
export interface ListBreaks {
  readonly statement: StatementKey;
  readonly kind: BreakKind | undefined;
  readonly state: Break['state'] | undefined;
  readonly after: BreakId | undefined;
  readonly limit: number;
  readonly caller: Caller;
}

/** A day's breaks in the order of their ids; which there are is a moment behind, each is as it is now. */
export const listBreaks =
  ({ merchants, statements, breaks }: ReadReconciliationPorts) =>
  async (
    wanted: ListBreaks,
  ): Promise<Result<{ readonly items: readonly Break[]; readonly after: string | undefined }>> => {
    const { statement, kind, state, limit } = wanted;
    const merchant = await merchantOfStatement(merchants, statement, wanted.caller);
    if (!merchant.ok) return merchant;
    if ((await statements.versions(statement)).length === 0) return noStatement;
    const ids = await breaks.page(statement, wanted.after, limit + 1);
    const shown = ids.slice(0, limit);
    const all = await breaksFor(breaks, shown, statement.date);
    const items = all.filter(
      (each) => (kind === undefined || each.differs === kind) && (state === undefined || each.state === state),
    );
    return ok({ items, after: ids.length > limit ? shown.at(-1) : undefined });
  };
