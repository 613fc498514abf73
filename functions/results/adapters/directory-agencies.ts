import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Agencies } from '../ports.ts';

/** Names of agencies from the installation's directory. */
export const directoryAgencies = (installationTable: Table, now: () => number): Agencies => {
  const directory = agencyDirectoryIn(installationTable, now);
  return { nameOf: async (agencyCode) => (await directory.named(agencyCode)).name };
};
