import * as z from 'zod';
import { NotifyFromCaller, Registered, TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import { PersonFromCaller } from '../../../shared/kernel/person-from-caller.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';
import { fitsFact } from './facts.ts';

const sheets = z.int().min(0).max(999);

/** A paper of a dossier (`ThanhPhanHoSo`): how many sheets of which kind came, and whether its file is there. */
const Component = z.strictObject({
  code: Line(64),
  name: Line(500),
  originals: sheets,
  copies: sheets,
  fileSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits in lower case')
    .optional(),
  digitised: z.boolean(),
  reusedFrom: Line(200).optional(),
});

/** A dossier as a back office registers it; what it leaves out of its procedure the catalogue says. */
export const Registration = z
  .strictObject({
    ...Registered().pick({
      procedureCode: true,
      agencyCode: true,
      receivingAgencyCode: true,
      channel: true,
    }).shape,
    procedureName: Line(500).optional(),
    applicant: PersonFromCaller,
    authorisedPerson: PersonFromCaller.optional(),
    submittedAt: OffsetDateTime,
    receivedAt: OffsetDateTime.optional(),
    timeLimit: TimeLimit.optional(),
    notify: NotifyFromCaller,
    components: z.array(Component).max(50).optional(),
    resultBy: z.enum(['portal', 'counter', 'post']).optional(),
    caseCode: Line(64).optional(),
    partOf: z.strictObject({ dossierCode: DossierCode }).optional(),
  })
  .refine(fitsFact, { path: ['components'], message: 'expected less: a registration takes 7,900 bytes' });
/** A dossier as a back office registers it. */
export type Registration = z.infer<typeof Registration>;
