import { type Caller, partIn, recordedBy, refusalOf } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { refusalOfUpload } from '../domain/refusals.ts';
import { awaitsUpload, type RegistryEntry } from '../domain/registry-entry.ts';
import type { DerivedValues, ResultRegistry, Uploads } from '../ports.ts';
import { readResult } from './read-result.ts';

/** A file of more than this is refused without being read. */
const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;

/** A result may be uploaded again so often: its facts must stay within what one aggregate may hold. */
const MAX_ATTEMPTS = 100;

/** A request to issue what was uploaded. */
export interface RequestIssue {
  readonly resultId: ResultId;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

/**
 * Has the newest upload signed, exactly that version: what is uploaded later needs a request of its own. A repeat, and any
 * request while one is being signed or after the result is issued, changes nothing.
 */
export const requestIssue =
  (ports: { readonly registry: ResultRegistry; readonly uploads: Uploads; readonly derived: DerivedValues }) =>
  async ({ resultId, caller, requestId, now }: RequestIssue): Promise<Result<RegistryEntry>> => {
    const { registry, uploads, derived } = ports;
    const found = await readResult(ports)(resultId, { caller });
    if (!found.ok) return found;
    const forbidden = refusalOf(partIn(caller, found.value.intended), 'decide', 'result');
    if (forbidden) return fail(forbidden);
    if (!awaitsUpload(found.value)) return found;
    if (found.value.attempts.length >= MAX_ATTEMPTS)
      return fail({ kind: 'not_allowed_now', detail: `${MAX_ATTEMPTS} uploads were refused: open another result` });

    const by = recordedBy(caller, requestId);
    const newest = await uploads.newest(resultId);
    if (!newest) {
      await registry.record(resultId, refusalOfUpload('upload_missing', undefined, now), by);
    } else if (newest.bytes > MAX_UPLOAD_BYTES) {
      await registry.record(resultId, refusalOfUpload('too_large', newest.versionId, now), by);
    } else {
      const fileId = await derived.fileId(resultId, newest.versionId);
      const { versionId: uploadVersionId } = newest;
      await registry.record(resultId, { kind: 'issue_requested', uploadVersionId, requestedAt: now, fileId }, by);
    }
    const entry = await registry.read(resultId);
    return entry ? ok(entry) : fail({ kind: 'not_found', what: 'result' });
  };
