import * as z from 'zod';
import { AgencyCode, derivedName } from '../../../shared/kernel/ids.ts';
import { cursorTo, PageLimit } from '../../../shared/kernel/paging.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { MINUTE_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { minutesOf } from '../../../shared/kernel/working-time/office-hours.ts';
import { type BackOfficeEvent, MAX_EXTENSION_DAYS } from './back-office-event.ts';
import { listKey } from './deadline-query.ts';
import { type Dossier, mayBeExtended } from './dossier.ts';
import { APOLOGY } from './facts.ts';

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

/** The name of the extension that an apology is: of its words, and the how-manieth of the dossier it is. */
function nameOf({ registered: { dossierCode } }: Dossier, approval: ApologyApproval, number: number): string {
  const { addWorkingDays, newDueAt, reason, by } = approval;
  return `${APOLOGY}${derivedName(JSON.stringify([dossierCode, number, addWorkingDays, newDueAt, reason, by]))}`;
}

/** How many extensions of a dossier were told, those that do not count and those that were taken back included: never fewer than before. */
function extensionsTold({ walk: { steps }, withdrawnMoves }: Dossier): number {
  const moves = [...steps.map(({ move }) => move), ...withdrawnMoves];
  return moves.filter(({ type }) => type === 'extended').length;
}

/** The next extension of a dossier, as an apology that is approved: told twice at once it is one event. */
export function extensionBy(
  dossier: Dossier,
  approval: ApologyApproval,
  now: number,
): Extract<BackOfficeEvent, { type: 'extended' }> {
  const eventId = nameOf(dossier, approval, extensionsTold(dossier) + 1);
  return { type: 'extended', eventId, occurredAt: Math.floor(now / 1000) * 1000, ...approval };
}

/**
 * Whether an approval only says again what stands: in the same words, and no apology has come to be drafted since. One that was drafted
 * as soon as the other was approved cannot be told from its repeat, and is none.
 */
export function isRepeated(dossier: Dossier, approval: ApologyApproval, now: number): boolean {
  const names = Array.from({ length: extensionsTold(dossier) }, (_, i) => nameOf(dossier, approval, i + 1));
  const last = dossier.walk.extensions.findLast(({ id }) => names.includes(id));
  if (!last) return false;
  const isAnew = mayBeExtended(dossier) && isDrafted(dossier, now) && !isDrafted(dossier, last.at);
  return !isAnew;
}

/** An apology is drafted where the due moment is less than a working day away, working milliseconds, or past (form 04 of 03/2025/TT-VPCP). */
export const apologyLeadMs = ({ segments }: WorkingCalendar): number => minutesOf(segments) * MINUTE_MS;

/** Whether a clock that is due at a position has so little time left at a moment that an apology is drafted. */
export const isNear = (calendar: WorkingCalendar, duePosition: number, now: number): boolean =>
  duePosition - workedBy(calendar, now) < apologyLeadMs(calendar);

/** Whether an apology is drafted for a dossier: its clock runs, and nothing says that the date will be kept. */
export function isDrafted({ calendar, clock: { phase, due } }: Dossier, now: number): boolean {
  return phase === 'running' && due !== undefined && isNear(calendar, due.position, now);
}
