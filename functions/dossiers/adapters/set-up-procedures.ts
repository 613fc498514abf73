import { inForceOn } from '../../../shared/kernel/procedures.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { procedureVersionsIn } from '../../../shared/platform/procedure-catalogue.ts';
import type { Procedures } from '../ports.ts';

/** Procedures as the operator set them up, read afresh each time: a version counts from the moment at which it was added. */
export const setUpProcedures = (installationTable: Pick<Table, 'query'>): Procedures => ({
  inForce: async (procedureCode, day) => inForceOn(await procedureVersionsIn(installationTable)(procedureCode), day),
});
