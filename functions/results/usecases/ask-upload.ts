import type { Caller } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import type { UploadAddress } from '../../../shared/kernel/presigned-urls.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { isFinal, takesUpload } from '../domain/registry-entry.ts';
import type { ResultRegistry, Uploads } from '../ports.ts';
import { resultToDecide } from './read-result.ts';

/** Somebody who asks where to upload to, and when. */
interface Asking {
  readonly caller: Caller;
  readonly now: number;
}

/** Where a corrected file goes: until the first signature exists (then `already_signing`), and after a refusal that is not final. */
export const askUpload =
  (ports: { readonly registry: ResultRegistry; readonly uploads: Uploads }) =>
  async (resultId: ResultId, { caller, now }: Asking): Promise<Result<UploadAddress>> => {
    const found = await resultToDecide(ports)(resultId, caller);
    if (!found.ok) return found;
    if (isFinal(found.value) && !found.value.issued)
      return fail({
        kind: 'not_allowed_now',
        detail: 'the result was withdrawn, its dossier was closed, or another took the place that it was for',
      });
    if (!takesUpload(found.value)) return fail({ kind: 'already_signing' });
    return ok(await ports.uploads.target(resultId, now));
  };
