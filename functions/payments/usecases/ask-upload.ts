import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { UploadAddress } from '../../../shared/kernel/presigned-urls.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { Merchants } from '../ports.ts';
import type { StatementFormats, StatementUploads, UploadQueue } from '../statement-ports.ts';
import { dayFault, formatNamed, merchantOfStatement } from './known-statement.ts';

/** An upload that began within its address's time may take so long. */
const SLOWEST_UPLOAD_MS = 10 * MINUTE_MS;

/** When it is looked for first. */
export const FIRST_LOOK_SECONDS = 2;

/** What is asked for: an address for the account of a day. */
export interface AskUpload {
  readonly statement: StatementKey;
  readonly format: string | undefined;
  readonly caller: Caller;
  readonly now: Instant;
  readonly by: RecordedBy;
}

/** What asking for an upload needs of its surroundings. */
export interface AskUploadPorts {
  readonly merchants: Pick<Merchants, 'find'>;
  readonly formats: Pick<StatementFormats, 'newest'>;
  readonly uploads: Pick<StatementUploads, 'address'>;
  readonly uploadQueue: UploadQueue;
}

/** Gives an address for a file that is too large for a request, and has what is put there looked for. The format is the one of this moment. */
export const askUpload =
  ({ merchants, formats, uploads, uploadQueue }: AskUploadPorts) =>
  async ({ statement, format, caller, now, by }: AskUpload): Promise<Result<UploadAddress>> => {
    const merchant = await merchantOfStatement(merchants, statement, caller);
    if (!merchant.ok) return merchant;
    const day = dayFault(statement, now);
    if (day) return day;
    const named = await formatNamed(formats, format);
    if (!named.ok) return named;
    const { objectKey, upload } = await uploads.address(statement, now);
    await uploadQueue.look(
      {
        ...{ statement, objectKey, ...by, askedAt: now, endsAt: upload.expiresAt + SLOWEST_UPLOAD_MS },
        ...(named.value ? { format: { name: named.value.name, version: named.value.version } } : {}),
      },
      FIRST_LOOK_SECONDS,
    );
    return ok(upload);
  };
