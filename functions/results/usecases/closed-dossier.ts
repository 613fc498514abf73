import type { FactOf } from '../domain/facts.ts';
import { DOSSIER_CLOSED, refusalOfUpload } from '../domain/refusals.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { Dossiers } from '../ports.ts';

/** Refused, to be withdrawn, stopped: nothing is issued for such a dossier. */
const CLOSED_STATUSES: readonly number[] = [3, 7, 8];

/** Why an upload gets no last signature: its dossier was closed meanwhile. Undefined where it goes on. */
export const refusalByDossier =
  ({ dossiers }: { readonly dossiers: Pick<Dossiers, 'status'> }) =>
  async (
    { intended }: Pick<RegistryEntry, 'intended'>,
    uploadVersionId: string,
    now: number,
  ): Promise<FactOf<'refused'> | undefined> =>
    CLOSED_STATUSES.includes(await dossiers.status(intended.dossierCode))
      ? refusalOfUpload(DOSSIER_CLOSED, uploadVersionId, now)
      : undefined;
