import { type Caller, partIn, refusalOf } from '../../../shared/kernel/callers.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { Dossiers, ResultRegistry } from '../ports.ts';

/** Every result of a dossier, in whatever state, by date of issue, for whoever may know of the dossier; one that was opened a moment ago may be missing. */
export const listResults =
  ({ registry, dossiers }: { readonly registry: ResultRegistry; readonly dossiers: Dossiers }) =>
  async (dossierCode: DossierCode, caller: Caller): Promise<Result<readonly RegistryEntry[]>> => {
    const dossier = await dossiers.read(dossierCode);
    if (!dossier) return fail({ kind: 'not_found', what: 'dossier' });
    const refusal = refusalOf(partIn(caller, dossier), 'read', 'dossier');
    return refusal ? fail(refusal) : ok(await registry.ofDossier(dossierCode));
  };
