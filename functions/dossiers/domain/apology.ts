import * as z from 'zod';
import { AgencyCode, type DossierCode, derivedName } from '../../../shared/kernel/ids.ts';
import { cursorTo, PageLimit } from '../../../shared/kernel/paging.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { MINUTE_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { minutesOf } from '../../../shared/kernel/working-time/office-hours.ts';
import { type BackOfficeEvent, MAX_EXTENSION_DAYS } from './back-office-event.ts';
import { listKey } from './deadline-query.ts';
import type { Dossier } from './dossier.ts';

/** What apologies are asked for by. */
export const ApologyQuery = z.strictObject({
  state: z.literal('drafted').default('drafted'),
  agency: AgencyCode.optional(),
  limit: PageLimit,
  cursor: cursorTo(listKey).optional(),
});

/** A drafted apology as whoever approves it completes it: the date that takes the promised one's place, and why. */
export const ApologyApproval = z
  .strictObject({
    addWorkingDays: z.int().min(1).max(MAX_EXTENSION_DAYS).optional(),
    newDueAt: OffsetDateTime.optional(),
    reason: Lines(1000).min(1),
    by: Line(200),
  })
  .refine(({ addWorkingDays, newDueAt }) => (addWorkingDays === undefined) !== (newDueAt === undefined), {
    path: ['addWorkingDays'],
    message: 'expected either addWorkingDays or newDueAt',
  });

/** A drafted apology as it is approved. */
export type ApologyApproval = z.infer<typeof ApologyApproval>;

/** The extension that an approved apology is, under a name that follows from its words: the same again is the same event. */
export const extensionBy = (
  dossierCode: DossierCode,
  approval: ApologyApproval,
  now: number,
): Extract<BackOfficeEvent, { type: 'extended' }> => {
  const { addWorkingDays, newDueAt, reason, by } = approval;
  const words = JSON.stringify([dossierCode, addWorkingDays, newDueAt, reason, by]);
  const occurredAt = Math.floor(now / 1000) * 1000;
  return { type: 'extended', eventId: `apology:${derivedName(words)}`, occurredAt, ...approval };
};

/** An apology is drafted where the due moment is less than a working day away, working milliseconds, or past (form 04 of 03/2025/TT-VPCP). */
export const apologyLeadMs = ({ segments }: WorkingCalendar): number => minutesOf(segments) * MINUTE_MS;

/** Whether an apology is drafted for a dossier: its clock runs, and nothing says that the date will be kept. */
export function isDrafted({ calendar, clock: { phase, due } }: Dossier, now: number): boolean {
  return phase === 'running' && due !== undefined && due.position - workedBy(calendar, now) < apologyLeadMs(calendar);
}
