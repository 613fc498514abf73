import type { BreakId } from '../../../shared/kernel/ids.ts';
import { type Instant, vietNamDate } from '../../../shared/kernel/time.ts';
import { breakIdOf } from '../domain/break-book.ts';
import { MOST_CHANGES, type StatementChange, type StatementWork, saysTheSame } from '../domain/statement.ts';
import type { StatementFormat } from '../domain/statement-format.ts';
import type { StatementLine } from '../domain/statement-line.ts';
import type { Merchants } from '../ports.ts';
import type { Breaks, StatementFiles, StatementFormats, Statements } from '../statement-ports.ts';
import { findMissing } from './find-missing.ts';
import { keepBreaks, type StatementOf, type Visit } from './keep-breaks.ts';
import { formatOf } from './known-statement.ts';
import { statementLines } from './read-statement.ts';
import { type LineMatch, moneyTold, type ReconcileLinePorts, reconcileLine } from './reconcile-line.ts';
import { recordCallback } from './record-callback.ts';

/** So many lines are worked on at the same time; no more of a file is held. */
const AT_ONCE = 50;

/** What working through a statement needs of its surroundings. */
export interface WorkStatementPorts extends ReconcileLinePorts {
  readonly merchants: Pick<Merchants, 'find'>;
  readonly statements: Statements;
  readonly files: Pick<StatementFiles, 'read'>;
  readonly formats: Pick<StatementFormats, 'find'>;
  readonly breaks: Breaks;
  readonly now: () => Instant;
}

/** What came of a visit: done; a newer file takes its place; or there is more to do than the time allowed. */
export interface Worked {
  readonly outcome: 'done' | 'superseded' | 'unfinished';
  readonly lines: number;
  readonly opened: number;
}

/** What a line was found to be, and the break that says how it differs. */
interface Finding extends LineMatch {
  readonly breakId: BreakId;
}

interface NumberedLine {
  readonly line: number;
  readonly said: StatementLine;
}

/** The lines after one, some at a time. */
async function* portions(
  chunks: AsyncIterable<Uint8Array>,
  format: StatementFormat | undefined,
  throughLine: number,
): AsyncGenerator<readonly NumberedLine[]> {
  let portion: NumberedLine[] = [];
  for await (const read of statementLines(chunks, format)) {
    if (!read.ok) throw new Error(`a kept statement cannot be read: ${read.faults[0]?.path}`);
    if (read.line <= throughLine) continue;
    portion.push(read);
    if (portion.length < AT_ONCE) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

const transactionOf = ({ said: { kind, providerTransactionId } }: NumberedLine): string =>
  `${kind}#${providerTransactionId}`;

/** Does something with each line side by side, with those of one transaction one after another; how often it was so. */
async function countOf(
  lines: readonly NumberedLine[],
  isSo: (line: NumberedLine) => Promise<boolean>,
): Promise<number> {
  const counts = await Promise.all(
    [...Map.groupBy(lines, transactionOf).values()].map(async (its) => {
      let count = 0;
      for (const line of its) if (await isSo(line)) count += 1;
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Works through a version of a statement, in steps that are kept: whoever dies leaves the rest to the next, and what is done twice is done
 * once. First every line is kept, then each is matched, or its difference kept as a break; last, what an older version had and this one has
 * not, and, once the day is over, what the ledger has of it and no account. `isOver` says when no further portion may be begun.
 */
export const workStatement = (ports: WorkStatementPorts) => {
  const { merchants, statements, files, formats, now } = ports;
  const reconcile = reconcileLine(ports);
  const hear = recordCallback(ports.ledger);
  const breaks = keepBreaks(ports);
  const findAllMissing = findMissing(ports);

  /** Whether a line ends with no open break. */
  const keepFinding = async (
    visit: Visit,
    line: StatementLine,
    { breakId, key, difference }: Finding,
  ): Promise<boolean> => {
    // It was found, so it is missing no more, whatever else is said of it.
    const known = key === undefined ? breakId : breakIdOf(visit.of, { ...line, providerTransactionId: key });
    if (known !== breakId) await breaks.closeOpen(visit, known);
    if (!difference) {
      await breaks.closeOpen(visit, breakId);
      return true;
    }
    // Found before it is heard: whoever goes on after a kill finds the money known, and the break to close.
    if (!(await breaks.found(visit, breakId, line, difference)) || !difference.isToHear) return false;
    await hear(visit.merchant, moneyTold(line), visit.by);
    if (difference.differs !== 'missing_in_ledger') return false;
    await breaks.agreed(visit, breakId);
    return true;
  };

  /** Of several lines about one transaction the first counts: another that says the same, or that a newer file has, says nothing. */
  const findingOf = async ({ merchant, of }: Visit, { line, said }: NumberedLine): Promise<Finding | undefined> => {
    const kept = await statements.line(of, said);
    if (kept && kept.version > of.version) return undefined;
    if (!kept || kept.line === line) {
      const found = await reconcile(merchant, { statement: of, version: of.version, line: said });
      return { ...found, breakId: breakIdOf(of, said) };
    }
    if (saysTheSame(kept.said, said)) return undefined;
    const { amountVnd, providerTransactionId } = said;
    // Its transaction's own break is the first line's.
    const breakId = breakIdOf(of, { ...said, providerTransactionId: `${providerTransactionId}#${amountVnd}` });
    const expectedVnd = kept.said.amountVnd;
    return { breakId, difference: { differs: 'amount_differs', amountVnd, expectedVnd, isToHear: false } };
  };

  /** Whether a line ends with no open break. */
  const match = async (visit: Visit, each: NumberedLine): Promise<boolean> => {
    const finding = await findingOf(visit, each);
    return finding === undefined || keepFinding(visit, each.said, finding);
  };

  const lastDoneBefore = async ({ version, ...statement }: StatementOf): Promise<number> => {
    for (let before = version - 1; before > 0; before -= 1)
      if ((await statements.work(statement, before)).step === 'done') return before;
    return 0;
  };

  /** What the file changed, and a break for each line that it has not any more. */
  const changesOf = async (visit: Visit): Promise<readonly StatementChange[]> => {
    const { of } = visit;
    const before = await lastDoneBefore(of);
    const changes: StatementChange[] = [];
    for await (const lines of statements.allLines(of)) {
      for (const { version, said, was } of lines) {
        const isGone = version < of.version;
        if (isGone) {
          const difference = { differs: 'missing_at_provider' as const, amountVnd: said.amountVnd, isToHear: false };
          await breaks.found(visit, breakIdOf(of, said), said, difference);
        }
        const change = isGone ? { was: said } : { was, is: said };
        const isChange = isGone ? version >= before : !was || !saysTheSame(was, said);
        if (before > 0 && isChange && changes.length < MOST_CHANGES) changes.push(change);
      }
    }
    return changes;
  };

  return async ({ version, ...statement }: StatementOf, isOver: () => boolean, requestId: string): Promise<Worked> => {
    const of = { ...statement, version };
    const versions = await statements.versions(statement);
    const told = versions.find((each) => each.version === version);
    const merchant = await merchants.find(statement.provider, statement.merchant);
    if (!told || !merchant) throw new Error('no such statement, or no such merchant');
    const format = await formatOf(formats, told.format);
    const visit: Visit = { merchant, of, by: { recordedBy: told.recordedBy, requestId } };
    let work = await statements.work(statement, version);
    const worked = (outcome: Worked['outcome']): Worked => ({
      outcome,
      lines: work.lines,
      opened: work.lines - work.matched,
    });
    const keep = async (next: Partial<StatementWork>): Promise<void> => {
      work = { ...work, ...next, number: work.number + 1 };
      await statements.keepWork(statement, version, work);
    };
    const through = async (handle: (portion: readonly NumberedLine[]) => Promise<Partial<StatementWork>>) => {
      for await (const portion of portions(files.read(statement, told.sha256), format, work.throughLine)) {
        if (isOver()) return false;
        const next = await handle(portion);
        await keep({ ...next, throughLine: portion.at(-1)?.line ?? work.throughLine });
      }
      return true;
    };

    const isDone = work.step === 'done';
    if (isDone || versions.length > version) {
      await breaks.closeOlder(visit);
      return worked(isDone ? 'done' : 'superseded');
    }
    if (work.step === 'keeping') {
      const isWhole = await through(async (portion) => {
        await countOf(portion, (line) => statements.keepLine(statement, { version, ...line, was: undefined }));
        return {};
      });
      if (!isWhole) return worked('unfinished');
      await keep({ step: 'matching', throughLine: 0 });
    }
    const isWhole = await through(async (portion) => ({
      lines: work.lines + portion.length,
      matched: work.matched + (await countOf(portion, (line) => match(visit, line))),
    }));
    if (!isWhole) return worked('unfinished');
    const changes = version === 1 ? [] : await changesOf(visit);
    const missing = vietNamDate(now()) > statement.date ? await findAllMissing(visit, isOver) : 0;
    if (missing === undefined) return worked('unfinished');
    await keep({ step: 'done', changes });
    await breaks.closeOlder(visit);
    return { ...worked('done'), opened: work.lines - work.matched + missing };
  };
};
