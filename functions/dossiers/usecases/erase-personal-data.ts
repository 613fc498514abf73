import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Erasure } from '../domain/erasure.ts';
import { type DossierView, viewOf } from '../domain/view.ts';
import type { DossierPorts, ErasureLog } from '../ports.ts';

/** An erasure as it arrives. */
export interface ErasePersonalData {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly dossierCode: DossierCode;
  readonly erasure: Erasure;
}

/**
 * Erases the personal data of a dossier for good (Law 91/2025/QH15): first into the log, by which it is done again after a restore, then
 * in the dossier. What is no person's stays: steps, dates, fees and figures. The same again answers the dossier as it is now.
 */
export const erasePersonalData =
  ({ ledger, links, erasures }: DossierPorts & { readonly erasures: ErasureLog }) =>
  async ({ caller, requestId, now, dossierCode, erasure }: ErasePersonalData): Promise<Result<DossierView>> => {
    if (!(await ledger.read(dossierCode))) return fail({ kind: 'not_found', what: 'dossier' });
    const fact = { kind: 'erased', erasedAt: now, ...erasure } as const;
    await erasures.keep(dossierCode, fact);
    const outcome = await ledger.record(dossierCode, fact, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: dossierCode });
    const dossier = await ledger.readToAnswer(dossierCode);
    if (!dossier) throw new Error('a dossier that was there is gone');
    return ok(viewOf(dossier.calendar, dossier, now, links.urlOf(dossierCode)));
  };
