import { createHash } from 'node:crypto';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { Merchants } from '../ports.ts';
import type { StatementFiles, StatementFormats } from '../statement-ports.ts';
import { dayFault, formatNamed, merchantOfStatement } from './known-statement.ts';
import { checkStatement } from './read-statement.ts';
import { type TakeUpPorts, takeUp, tooManyVersions } from './take-up.ts';

/** The account of a day, as somebody hands it in. */
export interface PutStatement {
  readonly statement: StatementKey;
  readonly bytes: Uint8Array;
  /** The name of the format that it is in; undefined for the normal one. */
  readonly format: string | undefined;
  readonly caller: Caller;
  readonly now: Instant;
  readonly by: RecordedBy;
}

/** What handing a statement in needs of its surroundings. */
export interface PutStatementPorts extends TakeUpPorts {
  readonly merchants: Pick<Merchants, 'find'>;
  readonly formats: Pick<StatementFormats, 'newest'>;
  readonly files: Pick<StatementFiles, 'keep'>;
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * Takes the account of a day: keeps the file, then that it is the day's next version, and has it worked through. The same file again is the
 * same version, and is only told to the queue again where it is not done. Nothing is kept of a file with a wrong line.
 */
export const putStatement = (ports: PutStatementPorts) => {
  const { merchants, formats, files } = ports;
  const take = takeUp(ports);
  return async (put: PutStatement): Promise<Result<{ readonly version: number }>> => {
    const { statement, bytes, caller, now, by } = put;
    const merchant = await merchantOfStatement(merchants, statement, caller);
    if (!merchant.ok) return merchant;
    const day = dayFault(statement, now);
    if (day) return day;
    const named = await formatNamed(formats, put.format);
    if (!named.ok) return named;
    const checked = await checkStatement(whole(bytes), named.value?.format);
    if (!checked.ok) return checked;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await files.keep(statement, sha256, bytes);
    const version = await take(statement, { sha256, format: named.value, at: now }, by);
    return version === undefined ? tooManyVersions : ok({ version });
  };
};
