import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { ListPage } from '../../../shared/kernel/paging.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import {
  isSameFormat,
  type KeptFormat,
  MOST_FORMAT_VERSIONS,
  type StatementFormat,
} from '../domain/statement-format.ts';
import type { StatementFormats } from '../statement-ports.ts';

const unknown: Result<never> = fail({ kind: 'not_found', what: 'statement format' });

/**
 * Sets a format up, or replaces it by its next version; an equal one changes nothing. What was read by an earlier version stays read by it.
 */
export const putFormat =
  ({ formats }: { readonly formats: Pick<StatementFormats, 'newest' | 'record' | 'show'> }) =>
  async (
    name: string,
    format: StatementFormat,
    by: RecordedBy,
  ): Promise<Result<{ readonly created: boolean; readonly kept: KeptFormat }>> => {
    let created = false;
    for (;;) {
      const newest = await formats.newest(name);
      if (newest && isSameFormat(newest.format, format)) {
        await formats.show(newest);
        return ok({ created, kept: newest });
      }
      const version = (newest?.version ?? 0) + 1;
      if (version > MOST_FORMAT_VERSIONS)
        return fail({ kind: 'not_allowed_now', detail: `the format has ${MOST_FORMAT_VERSIONS} versions` });
      created = (await formats.record({ name, version, format }, by)) && version === 1;
    }
  };

/** A format as it is now. */
export const readFormat =
  ({ formats }: { readonly formats: Pick<StatementFormats, 'newest'> }) =>
  async (name: string): Promise<Result<KeptFormat>> => {
    const newest = await formats.newest(name);
    return newest ? ok(newest) : unknown;
  };

/** The formats in the order of their names; which there are is a moment behind. */
export const listFormats =
  ({ formats }: { readonly formats: Pick<StatementFormats, 'list'> }) =>
  async (after: string | undefined, limit: number): Promise<Result<ListPage<KeptFormat>>> =>
    ok(await formats.list(after, limit));

/** A format as operators are answered. */
export const formatView = ({ name, version, format, recordedAt }: KeptFormat) => ({
  name,
  version,
  ...format,
  updatedAt: toOffsetDateTime(recordedAt),
});
