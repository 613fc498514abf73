import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Agencies } from '../ports.ts';

/** Agencies with their phones, from the installation's directory. */
export const directoryAgencies = (installationTable: Table, now: () => number): Agencies => {
  const directory = agencyDirectoryIn(installationTable, now);
  return {
    async named(agencyCode) {
      const { name, phone } = await directory.named(agencyCode);
      return { name, phone };
    },
  };
};
