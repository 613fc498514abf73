import type { CheckId } from '../../../shared/kernel/ids.ts';
import { UPLOAD_VALID_SECONDS, type UploadForm } from '../../../shared/kernel/presigned-urls.ts';
import type { CheckForms, FileChecks } from '../ports.ts';

/**
 * The form by which a check's file is sent without script and which brings the browser to `landsAt`; undefined where there is no such
 * check. However often it is asked for, it takes files for no longer than the address of the check does: they are forgotten by that.
 */
export const checkForm =
  ({ checks, checkForms }: { readonly checks: FileChecks; readonly checkForms: CheckForms }) =>
  async (checkId: CheckId, landsAt: string, now: number): Promise<UploadForm | undefined> => {
    const kept = await checks.read(checkId);
    if (!kept) return undefined;
    const expiresAt = kept.openedAt + UPLOAD_VALID_SECONDS * 1000;
    return now < expiresAt ? checkForms.form(checkId, { landsAt, expiresAt }, now) : undefined;
  };
