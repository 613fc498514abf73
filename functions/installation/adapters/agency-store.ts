import { setTimeout as wait } from 'node:timers/promises';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { AGENCIES, agencyKey, codeSpacesKey, codeSpacesOf } from '../../../shared/platform/agency-directory.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import type { AgencyRow, AgencyStore } from '../ports.ts';

/** Those who meet at the number spaces come again within so many milliseconds, each at a moment of its own. */
const APART_MS = 200;

const rowOf = ({ agency }: Item): AgencyRow => {
  const { code, ...setUp } = agency as unknown as Omit<AgencyRow, 'agencyCode'> & { readonly code: AgencyCode };
  return { agencyCode: code, ...setUp };
};

/** Agencies in the installation's table, as `agencyDirectoryIn` reads them, and the number spaces of their dossiers' codes. */
export const agencyStoreIn = (table: Table): AgencyStore => {
  const find = async (code: AgencyCode): Promise<AgencyRow | undefined> => {
    const { pk, sk } = agencyKey(code);
    const item = await table.get(pk, sk);
    return item && rowOf(item);
  };
  const isSetUp = async (code: AgencyCode): Promise<boolean> => (await find(code)) !== undefined;
  return {
    find,
    list: listPagesIn(table, AGENCIES, rowOf),
    isSetUp,
    async spaces() {
      const item = await table.get(codeSpacesKey.pk, codeSpacesKey.sk);
      return { spaces: codeSpacesOf(item), version: item?.version as number | undefined };
    },
    async put(code, setUp, spaces, version) {
      const there = await isSetUp(code);
      const failed = await table.transact([
        { put_version: { ...codeSpacesKey, version: (version ?? 0) + 1, spaces }, expected: version },
        {
          put: { ...agencyKey(code), listPk: AGENCIES, listSk: code, agency: { code, ...setUp } as unknown as Json },
        },
      ]);
      if (failed.length === 0) return there ? 'replaced' : 'created';
      await wait(Math.random() * APART_MS);
      return 'stale';
    },
  };
};
