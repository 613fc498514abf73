import { ownerOfSpace } from '../../../shared/kernel/code-spaces.ts';
import { type AgencyCode, upwards } from '../../../shared/kernel/ids.ts';
import { Agency, agencyKey, codeSpacesKey, codeSpacesOf } from '../../../shared/platform/agency-directory.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { Agencies } from '../ports.ts';

/** Agencies as the operator set them up, read afresh each time: what was allowed or taken back a moment ago holds. */
export const setUpAgencies = (installationTable: Pick<Table, 'get'>): Agencies => {
  const itemOf = (agencyCode: AgencyCode): Promise<Item | undefined> => {
    const { pk, sk } = agencyKey(agencyCode);
    return installationTable.get(pk, sk);
  };
  const stored = async (agencyCode: AgencyCode): Promise<Agency | undefined> => {
    const item = await itemOf(agencyCode);
    return item && Agency.parse(item.agency);
  };
  return {
    countersOf: async (agencyCode) => (await stored(agencyCode))?.counters ?? [],
    async officeHoursOf(agencyCode) {
      for (const code of upwards(agencyCode)) {
        const hours = (await stored(code))?.officeHours;
        if (hours) return hours;
      }
      return undefined;
    },
    isSetUp: async (agencyCode) => (await itemOf(agencyCode)) !== undefined,
    async ownerOfSpace(prefix) {
      const item = await installationTable.get(codeSpacesKey.pk, codeSpacesKey.sk);
      return ownerOfSpace(codeSpacesOf(item), prefix);
    },
  };
};
