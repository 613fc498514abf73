import type { Json } from '../../../shared/kernel/milestones.ts';
import type { ProcedureVersion } from '../../../shared/kernel/procedures.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import {
  PROCEDURE_VERSION,
  PROCEDURES,
  procedurePartition,
  procedureVersionsIn,
} from '../../../shared/platform/procedure-catalogue.ts';
import type { ProcedureRow, ProcedureStore } from '../procedure-ports.ts';

const rowOf = ({ procedure }: Item): ProcedureRow => procedure as unknown as ProcedureRow;

const shownInLists = ({
  procedureCode,
  name,
  level,
  version,
  effectiveFrom,
  agencyCodes,
}: ProcedureVersion): ProcedureRow => ({
  procedureCode,
  name,
  level,
  version,
  effectiveFrom,
  ...(agencyCodes ? { agencyCodes } : {}),
});

/** Procedures in the installation's table: `PROC#<code>` / `V#<version>` each version, `PROC#<code>` / `PROC` what lists show. */
export const procedureStoreIn = (table: Table): ProcedureStore => ({
  versions: procedureVersionsIn(table),
  list: listPagesIn(table, PROCEDURES, rowOf),
  async add(added) {
    const { procedureCode, version } = added;
    const pk = procedurePartition(procedureCode);
    const before = version === 1 ? undefined : version - 1;
    const row = shownInLists(added) as unknown as Json;
    const listed = { pk, sk: 'PROC', version, listPk: PROCEDURES, listSk: procedureCode, procedure: row };
    const kept = { pk, sk: `${PROCEDURE_VERSION}${sortable(version, 6)}`, procedure: added as unknown as Json };
    const failed = await table.transact([{ put_version: listed, expected: before }, { put_absent: kept }]);
    return failed.length === 0;
  },
});
