import * as z from 'zod';
import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { refusalOfUpload } from '../domain/refusals.ts';
import { isBeingSigned, isFinal, type RegistryEntry } from '../domain/registry-entry.ts';
import { warningCodes } from '../domain/warnings.ts';
import type { DerivedValues, ResultRegistry, Uploads } from '../ports.ts';
import { resultToDecide } from './read-result.ts';

/** A file of more than this is refused without being read. */
const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;

/** A result may be uploaded again so often: its facts, six for an upload, must stay within what one aggregate may hold. */
const MAX_ATTEMPTS = 70;

/** What a request to issue may say: what of that which the upload carries unseen the back office knows of. */
export const IssueInput = z.looseObject({ confirmed: z.array(z.enum(warningCodes)).max(20).default([]) });

/** A request to issue what was uploaded. */
export interface RequestIssue {
  readonly resultId: ResultId;
  readonly confirmed?: readonly string[];
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

/** The result as it is now, and whether it had come to its end before it was asked for. */
export interface RequestedIssue {
  readonly entry: RegistryEntry;
  readonly isSettled: boolean;
}

type Newest = Awaited<ReturnType<Uploads['newest']>>;

/** Whether what is uploaded is another file than the one that was asked for last; none at all where that one was refused. */
const isAnother = (newest: Newest, { attempts }: RegistryEntry): boolean => {
  const latest = attempts.at(-1);
  if (!latest) return true;
  if (newest) return newest.versionId !== latest.uploadVersionId;
  return latest.refusal !== undefined && latest.uploadVersionId !== undefined;
};

/**
 * Has the newest upload signed, exactly that version: what is uploaded later needs a request of its own, and takes the place of the one
 * before until that bears a signature (`already_signing`). Where the upload was read and carries something unseen, a request that names
 * all of it confirms that upload and no other. Any other repeat changes nothing.
 */
export const requestIssue = (ports: {
  readonly registry: ResultRegistry;
  readonly uploads: Uploads;
  readonly derived: DerivedValues;
}) => {
  const { registry, uploads, derived } = ports;

  const ask = async (entry: RegistryEntry, newest: Newest, { resultId, caller, requestId, now }: RequestIssue) => {
    const by = recordedBy(caller, requestId);
    // Later than the one before, whoever's clock says what.
    const at = Math.max(now, (entry.attempts.at(-1)?.at ?? 0) + 1);
    if (!newest) return registry.record(resultId, refusalOfUpload('upload_missing', undefined, at), by);
    const { versionId: uploadVersionId } = newest;
    if (newest.bytes > MAX_UPLOAD_BYTES)
      return registry.record(resultId, refusalOfUpload('too_large', uploadVersionId, at), by);
    const fileId = await derived.fileId(resultId, uploadVersionId);
    return registry.record(resultId, { kind: 'issue_requested', uploadVersionId, requestedAt: at, fileId }, by);
  };

  const confirm = async (entry: RegistryEntry, { resultId, confirmed = [], caller, requestId, now }: RequestIssue) => {
    const { read, uploadVersionId } = entry.attempts.at(-1) ?? {};
    if (entry.state !== 'needs_confirmation' || !read || uploadVersionId === undefined) return;
    if (!read.warnings.every(({ code }) => confirmed.includes(code))) return;
    const codes = [...new Set(confirmed)].sort();
    const fact = { kind: 'confirmed' as const, uploadVersionId, codes, confirmedAt: now };
    await registry.record(resultId, fact, recordedBy(caller, requestId));
  };

  return async (request: RequestIssue): Promise<Result<RequestedIssue>> => {
    const { resultId, caller } = request;
    const found = await resultToDecide(ports)(resultId, caller);
    if (!found.ok) return found;
    const before = found.value;
    if (isFinal(before)) return ok({ entry: before, isSettled: true });

    const newest = await uploads.newest(resultId);
    const replaced = before.attempts.at(-1);
    if (!isAnother(newest, before)) {
      if (replaced?.refusal) return ok({ entry: before, isSettled: true });
      await confirm(before, request);
    } else if (isBeingSigned(before)) return fail({ kind: 'already_signing' });
    else if (before.attempts.length >= MAX_ATTEMPTS)
      return fail({ kind: 'not_allowed_now', detail: `${MAX_ATTEMPTS} uploads came to nothing: open another result` });
    else await ask(before, newest, request);

    const entry = await registry.read(resultId);
    if (!entry) return fail({ kind: 'not_found', what: 'result' });
    // Whoever signs looks once more for a newer request when it has signed: one of both sees the other.
    const isTooLate =
      isAnother(newest, before) &&
      replaced?.request !== undefined &&
      !replaced.refusal &&
      entry.made.some(({ uploadVersionId }) => uploadVersionId === replaced.uploadVersionId);
    if (isTooLate) return fail({ kind: 'already_signing' });
    return ok({ entry, isSettled: false });
  };
};
