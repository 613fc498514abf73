import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { IssuedResult } from '../domain/registry-entry.ts';
import type { ResultRegistry } from '../ports.ts';

/** The results of a dossier that its citizen may know of: those that were issued, whatever became of them since, by date of issue. */
export const listDossierResults =
  ({ registry }: { readonly registry: ResultRegistry }) =>
  async (dossierCode: DossierCode): Promise<readonly IssuedResult[]> =>
    (await registry.ofDossier(dossierCode)).filter((entry) => entry.issued !== undefined);
