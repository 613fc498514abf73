import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { attachment, fileNameOf } from '../domain/file-name.ts';
import type { Reader } from '../domain/reader.ts';
import type { ResultFiles, ResultRegistry } from '../ports.ts';
import { readResult } from './read-result.ts';

/** An address that gives the newest signed file to somebody who may have it, for at most 300 s; `not_allowed_now` unless it is issued and in force. */
export const presignDownload =
  (ports: { readonly registry: ResultRegistry; readonly files: ResultFiles }) =>
  async (resultId: ResultId, reader: Reader): Promise<Result<string>> => {
    const found = await readResult(ports)(resultId, reader);
    if (!found.ok) return found;
    const { state, current, intended } = found.value;
    if (state !== 'issued') return fail({ kind: 'not_allowed_now', detail: `the result is ${state}` });
    return ok(await ports.files.downloadUrl(current, attachment(fileNameOf(intended.documentNumber))));
  };
