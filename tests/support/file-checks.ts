import { tableFileChecks } from '../../functions/results/adapters/table-file-checks.ts';
import type { CheckedFiles, Reminders, Uploads } from '../../functions/results/ports.ts';
import type { CheckPorts } from '../../functions/results/usecases/check-file.ts';
import type { CheckId } from '../../shared/kernel/ids.ts';
import type { Table } from '../../shared/platform/ledger/table.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { tableTries } from '../../shared/platform/table-tries.ts';
import { deskLimits } from './citizen-desk.ts';

/** Files that anybody has checked, and what the queue is to bring again, in memory. */
export const fileChecks = (
  table: Table,
): Omit<CheckPorts, 'registry' | 'receipts' | 'trust' | 'sha256'> & {
  readonly files: CheckedFiles;
  /** The files that are there. */
  readonly uploaded: Map<string, Uint8Array>;
  /** Which files were read. */
  readonly reads: string[];
  readonly reminded: { readonly checkId: CheckId; readonly openedAt: number; readonly delaySeconds: number }[];
} => {
  const uploaded = new Map<string, Uint8Array>();
  const reads: string[] = [];
  const reminded: { checkId: CheckId; openedAt: number; delaySeconds: number }[] = [];
  const checkedFiles: Uploads<CheckId> = {
    target: async (id, now) => ({
      method: 'PUT',
      url: `https://uploads.example/checks/${id}.pdf`,
      headers: { 'content-type': 'application/pdf' },
      expiresAt: now + 900_000,
    }),
    async newest(id) {
      const file = uploaded.get(id);
      return file && { versionId: 'v1', bytes: file.length };
    },
    async read(id) {
      reads.push(id);
      return uploaded.get(id);
    },
  };
  const reminders: Reminders = {
    remind: async (check, delaySeconds) => void reminded.push({ ...check, delaySeconds }),
  };
  const files: CheckedFiles = { forget: async (id) => void uploaded.delete(id) };
  const pepper = pepperFrom('a pepper for tests, 32 characters or more');
  const tries = tableTries(table, async () => pepper);
  return {
    ...{ checks: tableFileChecks(table), checkedFiles, reminders, tries, limits: deskLimits },
    ...{ files, uploaded, reads, reminded },
  };
};
