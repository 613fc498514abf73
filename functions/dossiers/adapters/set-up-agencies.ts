import { ownerOfSpace } from '../../../shared/kernel/code-spaces.ts';
import { upwards } from '../../../shared/kernel/ids.ts';
import { Agency, agencyKey, codeSpacesKey, codeSpacesOf } from '../../../shared/platform/agency-directory.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Agencies } from '../ports.ts';

/** Agencies as the operator set them up, read afresh each time: what was allowed or taken back a moment ago holds. */
export const setUpAgencies = (installationTable: Pick<Table, 'get'>): Agencies => ({
  async countersOf(agencyCode) {
    const { pk, sk } = agencyKey(agencyCode);
    const item = await installationTable.get(pk, sk);
    return item ? (Agency.parse(item.agency).counters ?? []) : [];
  },
  async officeHoursOf(agencyCode) {
    for (const code of upwards(agencyCode)) {
      const { pk, sk } = agencyKey(code);
      const item = await installationTable.get(pk, sk);
      const hours = item && Agency.parse(item.agency).officeHours;
      if (hours) return hours;
    }
    return undefined;
  },
  async isSetUp(agencyCode) {
    const { pk, sk } = agencyKey(agencyCode);
    return (await installationTable.get(pk, sk)) !== undefined;
  },
  async ownerOfSpace(prefix) {
    const item = await installationTable.get(codeSpacesKey.pk, codeSpacesKey.sk);
    return ownerOfSpace(codeSpacesOf(item), prefix);
  },
});
