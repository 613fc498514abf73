import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { ReceiptRules } from '../receipt-ports.ts';

/** The signs of receipts from the installation's directory of agencies. */
export const directoryReceiptRules = (installationTable: Table, now: () => number): ReceiptRules => {
  const directory = agencyDirectoryIn(installationTable, now);
  return { of: async (agencyCode) => (await directory.moneyRules(agencyCode)).receipt };
};
