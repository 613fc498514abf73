import { type Caller, coversAgency, mayActFor, recordedBy } from '../../../shared/kernel/callers.ts';
import type { Registered } from '../../../shared/kernel/dossier-card.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { agencyOfDossierCode, type DossierCode } from '../../../shared/kernel/ids.ts';
import { rulesOf } from '../../../shared/kernel/procedures.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { vietNamDate } from '../../../shared/kernel/time.ts';
import { fitsFact } from '../domain/facts.ts';
import { beyondReach } from '../domain/reach.ts';
import type { Registration } from '../domain/registration.ts';
import { type DossierView, viewOf } from '../domain/view.ts';
import type { Agencies, RegisteringPorts } from '../ports.ts';

/** A registration as it arrives. */
export interface RegisterDossier {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly dossierCode: DossierCode;
  readonly registration: Registration;
}

/**
 * Registers a dossier once, by the version of its procedure in force on the day of its receipt; the same again answers it as it is now,
 * another body under its code is a conflict.
 */
export const registerDossier =
  ({ ledger, links, calendar, agencies, procedures }: RegisteringPorts) =>
  async (given: RegisterDossier): Promise<Result<{ readonly created: boolean; readonly dossier: DossierView }>> => {
    const { caller, requestId, now, dossierCode, registration } = given;
    const { submittedAt, receivedAt } = registration;
    const refusal = beyondReach(calendar, now, { submittedAt, receivedAt }) ?? (await refusalOf(agencies, given));
    if (refusal) return fail(refusal);
    // The catalogue may say something else by now than when the dossier was registered, whose repeat this may be.
    const kept = isByCatalogue(registration) ? await ledger.read(dossierCode) : undefined;
    const fact = kept ? ok(asKept(given, kept.registered)) : await asOfNow({ agencies, procedures }, given);
    if (!fact.ok) return fact;
    const outcome = await ledger.register(fact.value, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: dossierCode });
    if (outcome === 'erased') return fail({ kind: 'personal_data_erased' });
    const dossier = await ledger.readToAnswer(dossierCode);
    if (!dossier) throw new Error('a registered dossier is not there');
    const view = viewOf(dossier.calendar, dossier, now, links.urlOf(dossierCode));
    return ok({ created: outcome === 'recorded', dossier: view });
  };

/** Whether a registration leaves something of its procedure to the catalogue. */
const isByCatalogue = ({ procedureName, timeLimit }: Registration): boolean =>
  procedureName === undefined || timeLimit === undefined;

/** A registration with the rules of its procedure, and what it leaves out of it, and its agency's hours; what it says itself wins. */
async function asOfNow(
  { agencies, procedures }: Pick<RegisteringPorts, 'agencies' | 'procedures'>,
  given: RegisterDossier,
): Promise<Result<Registered>> {
  const { dossierCode, registration } = given;
  const { procedureCode, receivedAt, submittedAt } = registration;
  const version = await procedures.inForce(procedureCode, vietNamDate(receivedAt ?? submittedAt));
  const { procedureName = version?.name, timeLimit = version?.timeLimit } = registration;
  if (procedureName === undefined || timeLimit === undefined) {
    const message = 'expected, as no version of the procedure is in force';
    const missing = { procedureName, timeLimit };
    const fields = Object.entries(missing).flatMap(([path, said]) => (said === undefined ? [{ path, message }] : []));
    return fail({ kind: 'invalid_input', fields });
  }
  const officeHours = await agencies.officeHoursOf(registration.agencyCode);
  const pinned = { ...(version ? { procedure: rulesOf(version) } : {}), ...(officeHours ? { officeHours } : {}) };
  const fact = { kind: 'registered', dossierCode, ...registration, procedureName, timeLimit, ...pinned } as const;
  if (fitsFact(fact)) return ok(fact);
  const message = 'expected less: a registration takes 7,900 bytes with the steps of its procedure';
  return fail({ kind: 'invalid_input', fields: [{ path: 'components', message }] });
}

/** The same registration as it would have been kept on the day of the one that is kept. */
function asKept({ dossierCode, registration }: RegisterDossier, kept: Registered): Registered {
  const { procedureName = kept.procedureName, timeLimit = kept.timeLimit } = registration;
  const { procedure, officeHours } = kept;
  return { kind: 'registered', dossierCode, ...registration, procedureName, timeLimit, procedure, officeHours };
}

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
