import type { CheckId } from '../../../shared/kernel/ids.ts';
import type { UploadAddress } from '../../../shared/kernel/presigned-urls.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { networkOf } from '../../../shared/kernel/source.ts';
import type { StrangerLimits } from '../../../shared/kernel/stranger-limits.ts';
import type { Tries } from '../../../shared/kernel/tries.ts';
import {
  CHECK_FORGOTTEN_MS,
  CHECK_KNOWN_MS,
  checkOfStranger,
  earlierEnds,
  type FileCheck,
  MAX_CHECKED_BYTES,
  signaturesOf,
} from '../domain/file-check.ts';
import { verifyPdf } from '../pades/verify/verify-pdf.ts';
import { derOfPem } from '../pades/x509/pem.ts';
import type {
  CheckedFiles,
  FileChecks,
  ReceiptRegister,
  Reminders,
  ResultRegistry,
  TrustStore,
  Uploads,
} from '../ports.ts';

/** What checking files of anybody's needs. */
export interface CheckPorts {
  readonly registry: ResultRegistry;
  readonly receipts: Pick<ReceiptRegister, 'read' | 'receiptsOfFile'>;
  readonly trust: Pick<TrustStore, 'rootsFor'>;
  readonly checks: FileChecks;
  readonly checkedFiles: Uploads<CheckId>;
  readonly reminders: Reminders;
  readonly tries: Tries;
  readonly limits: StrangerLimits;
  readonly sha256: (bytes: Uint8Array) => string;
}

/** So long a message waits at most: no queue lets one wait for longer than 15 minutes, and this one's alarm tells of those that did. */
const LONGEST_DELAY_SECONDS = 600;

/** Where a file to be checked goes, under an id that nobody can guess; `too_many_tries` for a source that had too many checked. */
export const openCheck =
  ({ checks, checkedFiles, reminders, tries, limits }: CheckPorts) =>
  async (
    sourceIp: string,
    now: number,
  ): Promise<Result<{ readonly checkId: CheckId; readonly upload: UploadAddress }>> => {
    const name = `checks from ${networkOf(sourceIp)}`;
    const refused = await tries.take([{ of: 'source', name, limits: limits.checks.perSource }], now);
    if (refused) return fail({ kind: 'too_many_tries', retryAt: refused.retryAt });
    const checkId = checks.checkId();
    // First that it is forgotten, then that it may come.
    await reminders.remind({ checkId, openedAt: now }, LONGEST_DELAY_SECONDS);
    await checks.open(checkId, now);
    return ok({ checkId, upload: await checkedFiles.target(checkId, now) });
  };

/** Removes a checked file once its time is over; before, it is to be thought of again. */
export const forgetCheck =
  ({ files, reminders }: { readonly files: CheckedFiles; readonly reminders: Reminders }) =>
  async (
    check: { readonly checkId: CheckId; readonly openedAt: number },
    now: number,
  ): Promise<'forgotten' | 'later'> => {
    if (now < check.openedAt + CHECK_FORGOTTEN_MS) {
      await reminders.remind(check, LONGEST_DELAY_SECONDS);
      return 'later';
    }
    await files.forget(check.checkId);
    return 'forgotten';
  };

/** What a file of these bytes is, by the register and by what it says itself. */
const lookAt =
  ({ registry, receipts, trust, sha256 }: Pick<CheckPorts, 'registry' | 'receipts' | 'trust' | 'sha256'>) =>
  async (pdf: Uint8Array, now: number): Promise<FileCheck> => {
    const documentOf = async (hash: string): Promise<Pick<FileCheck, 'status' | 'verificationCode'> | undefined> => {
      for (const resultId of await registry.resultsOfFile(hash)) {
        const entry = await registry.read(resultId);
        if (entry?.issued && entry.revisions.some((one) => one.sha256 === hash))
          return { status: entry.state, verificationCode: entry.intended.verificationCode };
      }
      for (const receiptId of await receipts.receiptsOfFile(hash)) {
        const receipt = await receipts.read(receiptId);
        if (receipt?.filed?.sha256 === hash)
          return { status: 'issued', verificationCode: receipt.ordered.verificationCode };
      }
      return undefined;
    };
    const report = verifyPdf(pdf, { roots: derOfPem(await trust.rootsFor()), now: new Date(now) });
    const known = await documentOf(report.sha256);
    if (known) return { verdict: 'registered', ...known, signatures: signaturesOf(report) };
    for (const end of earlierEnds(pdf).toReversed())
      if (await documentOf(sha256(pdf.subarray(0, end)))) return checkOfStranger(report, true);
    return checkOfStranger(report, false);
  };

/** What was found of a checked file; undefined while none was uploaded. Known for an hour: `not_found` afterwards. */
export const readCheck =
  (ports: CheckPorts) =>
  async (checkId: CheckId, now: number): Promise<Result<FileCheck | undefined>> => {
    const { checks, checkedFiles } = ports;
    const unknown = fail({ kind: 'not_found' as const, what: 'check' });
    const kept = await checks.read(checkId);
    if (!kept || now >= kept.openedAt + CHECK_KNOWN_MS) return unknown;
    if (kept.found) return ok(kept.found);
    const newest = await checkedFiles.newest(checkId);
    if (!newest) return ok(undefined);
    const isTooLarge = newest.bytes > MAX_CHECKED_BYTES;
    const pdf = isTooLarge ? undefined : await checkedFiles.read(checkId, newest.versionId);
    if (!isTooLarge && !pdf) return ok(undefined);
    const found: FileCheck = pdf
      ? await lookAt(ports)(pdf, now)
      : { verdict: 'invalid', reason: 'too_large', signatures: [] };
    await checks.keep(checkId, kept.openedAt, found);
    return ok((await checks.read(checkId))?.found ?? found);
  };
