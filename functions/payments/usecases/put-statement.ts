import { createHash } from 'node:crypto';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant, vietNamDate } from '../../../shared/kernel/time.ts';
import { MOST_VERSIONS, type StatementKey } from '../domain/statement.ts';
import type { Merchants } from '../ports.ts';
import type { StatementFiles, StatementQueue, Statements } from '../statement-ports.ts';
import { merchantOfStatement } from './known-statement.ts';
import { checkStatement } from './read-statement.ts';

/** The account of a day, as somebody hands it in. */
export interface PutStatement {
  readonly statement: StatementKey;
  readonly bytes: Uint8Array;
  readonly caller: Caller;
  readonly now: Instant;
  readonly by: RecordedBy;
}

/** What handing a statement in needs of its surroundings. */
export interface PutStatementPorts {
  readonly merchants: Pick<Merchants, 'find'>;
  readonly statements: Pick<Statements, 'versions' | 'record' | 'work'>;
  readonly files: Pick<StatementFiles, 'keep'>;
  readonly queue: StatementQueue;
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The version that a file is: the newest one's where it is the same, else the next; undefined where there are too many. */
async function versionOf(
  { statements }: Pick<PutStatementPorts, 'statements'>,
  statement: StatementKey,
  sha256: string,
  by: RecordedBy,
): Promise<number | undefined> {
  for (;;) {
    const newest = (await statements.versions(statement)).at(-1);
    if (newest?.sha256 === sha256) return newest.version;
    const version = (newest?.version ?? 0) + 1;
    if (version > MOST_VERSIONS) return undefined;
    if (await statements.record(statement, { version, sha256 }, by)) return version;
  }
}

/**
 * Takes the account of a day: keeps the file, then that it is the day's next version, and has it worked through. The same file again is the
 * same version, and is only told to the queue again where it is not done. Nothing is kept of a file with a wrong line.
 */
export const putStatement =
  ({ merchants, statements, files, queue }: PutStatementPorts) =>
  async ({ statement, bytes, caller, now, by }: PutStatement): Promise<Result<{ readonly version: number }>> => {
    const merchant = await merchantOfStatement(merchants, statement, caller);
    if (!merchant.ok) return merchant;
    if (statement.date > vietNamDate(now))
      return fail({ kind: 'invalid_input', fields: [{ path: 'date', message: 'expected a day that has begun' }] });
    const checked = await checkStatement(whole(bytes));
    if (!checked.ok) return checked;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await files.keep(statement, sha256, bytes);
    const version = await versionOf({ statements }, statement, sha256, by);
    if (version === undefined)
      return fail({ kind: 'not_allowed_now', detail: `the day has ${MOST_VERSIONS} statements` });
    const { step } = await statements.work(statement, version);
    if (step !== 'done') await queue.tell({ ...statement, version });
    return ok({ version });
  };
