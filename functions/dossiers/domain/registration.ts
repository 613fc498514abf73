import * as z from 'zod';
import { Notify, PersonFromCaller, Registered, TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import type { FieldFault } from '../../../shared/kernel/failures.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';

/** A dossier as a back office registers it. */
export const Registration = z.strictObject({
  ...Registered.pick({
    procedureCode: true,
    agencyCode: true,
    receivingAgencyCode: true,
    channel: true,
  }).shape,
  procedureName: Line(500),
  applicant: PersonFromCaller,
  authorisedPerson: PersonFromCaller.optional(),
  submittedAt: OffsetDateTime,
  receivedAt: OffsetDateTime,
  timeLimit: TimeLimit,
  notify: Notify,
});
/** A dossier as a back office registers it. */
export type Registration = z.infer<typeof Registration>;

/** A dossier's code begins with the code of the agency that decides or of the counter that took it in. */
export function codeFaults(dossierCode: string, { agencyCode, receivingAgencyCode }: Registration): FieldFault[] {
  const belongs = [agencyCode, receivingAgencyCode].some((agency) => agency && dossierCode.startsWith(`${agency}-`));
  const message = 'expected to begin with agencyCode or receivingAgencyCode';
  return belongs ? [] : [{ path: 'dossierCode', message }];
}
