import type { ProcedureCode } from '../kernel/ids.ts';
import { ProcedureVersion } from '../kernel/procedures.ts';
import { storedAs } from '../kernel/stored.ts';
import type { Item, Table } from './ledger/table.ts';

/** The list of all procedures in the installation's table, in which one lies as its code. */
export const PROCEDURES = 'PROCEDURES';

/** The partition of a procedure in the installation's table. */
export const procedurePartition = (code: ProcedureCode): string => `PROC#${code}`;

/** How the sort keys of a procedure's versions begin. */
export const PROCEDURE_VERSION = 'V#';

const stored = storedAs(ProcedureVersion());

/** A version in its item. Throws where it is none: the catalogue holds nothing else. */
export const procedureVersionIn = (item: Item): ProcedureVersion => {
  const version = stored(item.procedure);
  if (!version) throw new TypeError(`no version of a procedure under ${item.pk} ${item.sk}`);
  return version;
};

/** All versions of a procedure in the order in which they were set up, strongly consistent: `PROC#<code>` / `V#<version>`. */
export const procedureVersionsIn =
  (installationTable: Pick<Table, 'query'>) =>
  async (code: ProcedureCode): Promise<readonly ProcedureVersion[]> =>
    (await installationTable.query(procedurePartition(code), PROCEDURE_VERSION)).map(procedureVersionIn);
