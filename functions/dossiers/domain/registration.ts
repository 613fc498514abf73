import * as z from 'zod';
import { Notify, PersonFromCaller, Registered, TimeLimit } from '../../../shared/kernel/dossier-card.ts';
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
