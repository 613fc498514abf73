import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { fail, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { MOST_VERSIONS, type StatementKey, type StatementVersion } from '../domain/statement.ts';
import type { FormatVersion } from '../domain/statement-format.ts';
import type { StatementQueue, Statements } from '../statement-ports.ts';

/** What taking a file up needs of its surroundings. */
export interface TakeUpPorts {
  readonly statements: Pick<Statements, 'versions' | 'record' | 'work' | 'keepIntake'>;
  readonly queue: StatementQueue;
}

/** A file that was checked and is kept. */
export interface CheckedFile {
  readonly sha256: string;
  readonly format: FormatVersion | undefined;
  readonly uploadId?: string;
  /** When it was handed in. */
  readonly at: Instant;
}

/** The refusal of one more file than a day may have. */
export const tooManyVersions: Result<never> = fail({
  kind: 'not_allowed_now',
  detail: `the day has ${MOST_VERSIONS} statements`,
});

const isReadBy = ({ format: a }: StatementVersion, b: FormatVersion | undefined): boolean =>
  a?.name === b?.name && a?.version === b?.version;

/**
 * Keeps that a checked file is the day's next version, and has it worked through. The newest one's file again, read by the same, is the same
 * version, and is only told to the queue again where it is not done. Undefined where the day has too many.
 */
export const takeUp = ({ statements, queue }: TakeUpPorts) => {
  const versionOf = async (
    statement: StatementKey,
    { sha256, format, uploadId }: CheckedFile,
    by: RecordedBy,
  ): Promise<number | undefined> => {
    for (;;) {
      const versions = await statements.versions(statement);
      const known = uploadId === undefined ? undefined : versions.find((each) => each.uploadId === uploadId);
      if (known) return known.version;
      const newest = versions.at(-1);
      if (newest?.sha256 === sha256 && isReadBy(newest, format)) return newest.version;
      const version = (newest?.version ?? 0) + 1;
      if (version > MOST_VERSIONS) return undefined;
      const readBy = format && { name: format.name, version: format.version };
      if (await statements.record(statement, { version, sha256, format: readBy, uploadId }, by)) return version;
    }
  };

  return async (statement: StatementKey, file: CheckedFile, by: RecordedBy): Promise<number | undefined> => {
    const version = await versionOf(statement, file, by);
    if (version === undefined) return undefined;
    await statements.keepIntake(statement, { state: 'taken', at: file.at });
    const { step } = await statements.work(statement, version);
    if (step !== 'done') await queue.tell({ ...statement, version });
    return version;
  };
};
