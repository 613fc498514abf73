import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { sweepTimers } from '../../../shared/kernel/timers.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { announcement, announcementKey, firedBy } from '../domain/announced.ts';
import { reading } from '../domain/resolve-clock.ts';
import type { DossierLedger, TimerIndex } from '../ports.ts';

/** What a sweep needs. */
export interface SweepPorts {
  readonly ledger: DossierLedger;
  readonly timers: TimerIndex;
  readonly pauses: TimerIndex;
  readonly calendar: WorkingCalendar;
}

/** What a sweep did. Dossiers that could not be read are named and left to the next sweep; the others are done. */
export interface Swept {
  readonly announced: number;
  readonly failed: readonly { readonly dossierCode: DossierCode; readonly error: unknown }[];
}

/**
 * Announces, as of a moment, what became due soon or overdue, and notices the pauses whose end was told beforehand: each once, by a fact
 * under a natural key, and only after folding the dossier itself, since the index is a moment behind.
 */
export const sweepDeadlines =
  (ports: SweepPorts) =>
  async (now: number, requestId: string): Promise<Swept> => {
    const position = workedBy(ports.calendar, now);
    const [pauses, clocks] = await Promise.all([
      sweepTimers(ports.pauses, now, (code) => resume(ports, code, now, requestId)),
      sweepTimers(ports.timers, position, (code) => announce(ports, code, now, requestId)),
    ]);
    const failed = [...pauses.failed, ...clocks.failed];
    return { announced: clocks.done, failed: failed.map(({ timer: dossierCode, error }) => ({ dossierCode, error })) };
  };

/** Records that time has come to the end of a pause: by that the dossier's fold knows that its clock runs again. */
async function resume({ ledger, calendar }: SweepPorts, dossierCode: DossierCode, now: number, requestId: string) {
  const clocks = (await ledger.read(dossierCode))?.clocks ?? [];
  const of = clocks.find(({ clock: { resumes } }) => resumes !== undefined && resumes.at <= now);
  if (!of?.clock.resumes) return false;
  const told = { announces: 'resumed', dueAt: of.clock.resumes.at, firedAt: now } as const;
  const fact = { kind: 'timer_fired', ...firedBy(of), ...told, calendarVersion: calendar.version.id } as const;
  return (await ledger.record(dossierCode, fact, { recordedBy: 'system', requestId })) === 'recorded';
}

async function announce({ ledger, calendar }: SweepPorts, dossierCode: DossierCode, now: number, requestId: string) {
  const dossier = await ledger.read(dossierCode);
  if (!dossier) return false;
  let hasAnnounced = false;
  for (const of of dossier.clocks) {
    const { state, dueAt } = reading(calendar, of.clock, now);
    if ((state !== 'due_soon' && state !== 'overdue') || dueAt === undefined) continue;
    if (dossier.fired.has(announcementKey({ announces: state, ...firedBy(of), dueAt }))) continue;
    const fact = announcement(calendar, of, { announces: state, dueAt, firedAt: now });
    const outcome = await ledger.record(dossierCode, fact, { recordedBy: 'system', requestId });
    hasAnnounced ||= outcome === 'recorded';
  }
  return hasAnnounced;
}
