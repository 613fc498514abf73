import { type Caller, coversAgency, mayActFor, recordedBy } from '../../../shared/kernel/callers.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { agencyOfDossierCode, type DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { beyondReach } from '../domain/reach.ts';
import type { Registration } from '../domain/registration.ts';
import { type DossierView, viewOf } from '../domain/view.ts';
import type { Agencies, TellingPorts } from '../ports.ts';

/** A registration as it arrives. */
export interface RegisterDossier {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly dossierCode: DossierCode;
  readonly registration: Registration;
}

/** Registers a dossier once; the same again answers it as it is now, another body under its code is a conflict. */
export const registerDossier =
  ({ ledger, links, calendar, agencies }: TellingPorts) =>
  async (given: RegisterDossier): Promise<Result<{ readonly created: boolean; readonly dossier: DossierView }>> => {
    const { caller, requestId, now, dossierCode, registration } = given;
    const { submittedAt, receivedAt } = registration;
    const refusal = beyondReach(calendar, now, { submittedAt, receivedAt }) ?? (await refusalOf(agencies, given));
    if (refusal) return fail(refusal);
    const officeHours = await agencies.officeHoursOf(registration.agencyCode);
    const hours = officeHours ? { officeHours } : {};
    const fact = { kind: 'registered', dossierCode, ...registration, ...hours } as const;
    const outcome = await ledger.register(fact, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: dossierCode });
    if (outcome === 'erased') return fail({ kind: 'personal_data_erased' });
    const dossier = await ledger.readToAnswer(dossierCode);
    if (!dossier) throw new Error('a registered dossier is not there');
    const view = viewOf(dossier.calendar, dossier, now, links.urlOf(dossierCode));
    return ok({ created: outcome === 'recorded', dossier: view });
  };

/** A dossier is registered by its counter, where it has one that the deciding agency names, under a code of that agency's numbers. */
async function refusalOf(agencies: Agencies, given: RegisterDossier): Promise<Failure | undefined> {
  const { caller, dossierCode, registration } = given;
  const { agencyCode, receivingAgencyCode = agencyCode } = registration;
  const needed = (permission: string): Failure => ({ kind: 'forbidden', permission });
  if (!mayActFor(caller, [agencyCode, receivingAgencyCode])) return { kind: 'not_found', what: 'agency' };
  if (!coversAgency(caller, receivingAgencyCode)) return needed(`back_office of ${receivingAgencyCode}`);
  if (receivingAgencyCode !== agencyCode && !(await agencies.countersOf(agencyCode)).includes(receivingAgencyCode))
    return needed(`back_office of a counter that ${agencyCode} names`);
  const prefix = agencyOfDossierCode(dossierCode);
  if ((await agencies.ownerOfSpace(prefix)) !== receivingAgencyCode)
    return needed(`back_office of the agency that numbers dossiers under ${prefix}`);
  return undefined;
}
