import * as z from 'zod';
import { Notify, Person, Registered, TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';

/** A dossier as a back office registers it. */
export const Registration = z.strictObject({
  ...Registered.pick({
    procedureCode: true,
    procedureName: true,
    agencyCode: true,
    receivingAgencyCode: true,
    channel: true,
  }).shape,
  applicant: Person,
  authorisedPerson: Person.optional(),
  submittedAt: OffsetDateTime,
  receivedAt: OffsetDateTime,
  timeLimit: TimeLimit,
  notify: Notify,
});
/** A dossier as a back office registers it. */
export type Registration = z.infer<typeof Registration>;
