import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { attachment, fileNameOf } from '../domain/file-name.ts';
import type { Reader } from '../domain/reader.ts';
import { plainHash } from '../domain/typed-codes.ts';
import type { Downloads, ResultFiles, ResultRegistry } from '../ports.ts';
import { readResult } from './read-result.ts';

/** Who asks for a file in which request, and for which: one that was told by its hash, else the newest of what was neither replaced nor revoked. */
interface Wanted {
  readonly reader: Reader;
  readonly sha256?: string | undefined;
  readonly requestId: string;
  readonly now: number;
}

/**
 * An address that gives a signed file to somebody who may have it, for at most 300 s, once it is kept that it was given. `not_allowed_now`
 * unless the result is issued, `not_in_force` where it was replaced or revoked and no file is named.
 */
export const presignDownload =
  (ports: { readonly registry: ResultRegistry; readonly files: ResultFiles; readonly downloads: Downloads }) =>
  async (resultId: ResultId, { reader, sha256, requestId, now }: Wanted): Promise<Result<string>> => {
    const found = await readResult(ports)(resultId, reader);
    if (!found.ok) return found;
    const { state, current, revisions, intended } = found.value;
    if (!current) return fail({ kind: 'not_allowed_now', detail: `the result is ${state}` });
    if (sha256 === undefined && state !== 'issued') return fail({ kind: 'not_in_force' });
    const file = sha256 === undefined ? current : revisions.find((one) => one.sha256 === plainHash(sha256));
    if (!file) return fail({ kind: 'not_found', what: 'version' });
    const by = 'citizenOf' in reader ? 'citizen' : reader.caller.permission;
    await ports.downloads.keep(resultId, { at: now, by, requestId });
    return ok(await ports.files.downloadUrl(file, attachment(fileNameOf(intended.documentNumber))));
  };
