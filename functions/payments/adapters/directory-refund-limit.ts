import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { DeedPorts } from '../usecases/keep-deed.ts';

/** Above which sum two persons are needed, from the installation's directory of agencies. */
export const directoryRefundLimit = (installationTable: Table, now: () => number): DeedPorts['refundLimit'] => {
  const directory = agencyDirectoryIn(installationTable, now);
  return async ({ agencyCode }) => (await directory.moneyRules(agencyCode)).refundLimitVnd;
};
