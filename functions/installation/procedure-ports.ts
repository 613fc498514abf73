import type { AgencyCode, ProcedureCode } from '../../shared/kernel/ids.ts';
import type { ListPage } from '../../shared/kernel/paging.ts';
import type { ProcedureVersion } from '../../shared/kernel/procedures.ts';
import type { PageAsked } from './ports.ts';

/** A procedure in lists: as its last version has it. */
export type ProcedureRow = Pick<ProcedureVersion, 'procedureCode' | 'name' | 'level' | 'version' | 'effectiveFrom'> & {
  readonly agencyCodes?: readonly AgencyCode[] | undefined;
};

/** The catalogue of procedures: versions are added to it, and none is ever changed. */
export interface ProcedureStore {
  /** All versions in the order in which they were set up, strongly consistent. */
  versions(code: ProcedureCode): Promise<readonly ProcedureVersion[]>;
  /** By their codes; a moment behind. */
  list(page: PageAsked): Promise<ListPage<ProcedureRow>>;
  /** Adds the version that follows those that were read; false where another was added meanwhile. */
  add(version: ProcedureVersion): Promise<boolean>;
}
