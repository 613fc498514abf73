import { type Caller, mayActFor } from '../../../shared/kernel/callers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { codeFaults, type Registration } from '../domain/registration.ts';
import { type DossierView, viewOf } from '../domain/view.ts';
import type { DossierPorts } from '../ports.ts';

/** A registration as it arrives. */
export interface RegisterDossier {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly dossierCode: string;
  readonly registration: Registration;
}

/** Registers a dossier once; the same again answers it as it is now, another body under its code is a conflict. */
export const registerDossier =
  ({ ledger, links, calendar }: DossierPorts) =>
  async (given: RegisterDossier): Promise<Result<{ readonly created: boolean; readonly dossier: DossierView }>> => {
    const { caller, requestId, now, dossierCode, registration } = given;
    const fields = codeFaults(dossierCode, registration);
    if (fields.length > 0) return fail({ kind: 'invalid_input', fields });
    if (!mayActFor(caller, [registration.agencyCode, registration.receivingAgencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const fact = { kind: 'registered', dossierCode, ...registration } as const;
    const outcome = await ledger.register(fact, { recordedBy: caller.keyId, requestId });
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: dossierCode });
    await ledger.bringForward(dossierCode);
    const dossier = await ledger.read(dossierCode);
    if (!dossier) throw new Error('a registered dossier is not there');
    const view = viewOf(calendar, dossier, now, links.urlOf(dossierCode));
    return ok({ created: outcome === 'recorded', dossier: view });
  };
