import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { base32, type CheckId } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { oneOf, storedAs } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { CHECK_KNOWN_MS, type FileCheck } from '../domain/file-check.ts';
import type { FileChecks } from '../ports.ts';

const Found = z.looseObject({ verdict: oneOf(['registered', 'not_signed']) });
const stored = storedAs(z.object({ openedAt: InstantMs, found: Found.optional() }));

/** What was found of checked files, in the results' table, which forgets it: `CHECK#<checkId>` / `CHECK`. Nothing else of a file is there. */
export const tableFileChecks = (table: Table): FileChecks => {
  const item = (checkId: CheckId, openedAt: number, version: number, found?: FileCheck) => ({
    ...{ pk: `CHECK#${checkId}`, sk: 'CHECK', openedAt, version, ttl: Math.ceil((openedAt + CHECK_KNOWN_MS) / 1000) },
    ...(found ? { found: found as unknown as Json } : {}),
  });
  return {
    checkId: () => `chk_${base32(randomBytes(17)).slice(0, 26)}`,
    async open(checkId, openedAt) {
      await table.putIfAbsent(item(checkId, openedAt, 1));
    },
    async read(checkId) {
      const kept = stored(await table.get(`CHECK#${checkId}`, 'CHECK'));
      return kept && { openedAt: kept.openedAt, found: kept.found as FileCheck | undefined };
    },
    async keep(checkId, openedAt, found) {
      await table.putIfVersion(item(checkId, openedAt, 2, found), 1);
    },
  };
};
