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
  /** What an earlier release has wait by working time on the release's calendar, until it is folded again. */
  readonly earlier: TimerIndex;
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
    const look = (code: DossierCode) => lookAt(ports, code, now, requestId);
    const [timers, earlier] = await Promise.all([
      sweepTimers(ports.timers, now, look),
      sweepTimers(ports.earlier, workedBy(ports.calendar, now), look),
    ]);
    const failed = [...timers.failed, ...earlier.failed];
    return {
      announced: timers.done + earlier.done,
      failed: failed.map(({ timer: dossierCode, error }) => ({ dossierCode, error })),
    };
  };

/** Records what time has brought of a dossier. Answers whether that is announced. */
async function lookAt({ ledger }: SweepPorts, dossierCode: DossierCode, now: number, requestId: string) {
  const dossier = await ledger.read(dossierCode);
  if (!dossier) return false;
  const { calendar, clocks } = dossier;
  const by = { recordedBy: 'system', requestId };
  const standing = clocks.find(({ clock: { resumes } }) => resumes !== undefined && resumes.at <= now);
  if (standing?.clock.resumes) {
    // By that the dossier's fold knows that its clocks run again.
    const told = { announces: 'resumed', dueAt: standing.clock.resumes.at, firedAt: now } as const;
    const version = { calendarVersion: calendar.version.id };
    await ledger.record(dossierCode, { kind: 'timer_fired', ...firedBy(standing), ...told, ...version }, by);
    return false;
  }
  let hasAnnounced = false;
  for (const of of clocks) {
    const { state, dueAt } = reading(calendar, of.clock, now);
    if ((state !== 'due_soon' && state !== 'overdue') || dueAt === undefined) continue;
    if (dossier.fired.has(announcementKey({ announces: state, ...firedBy(of), dueAt }))) continue;
    const fact = announcement(calendar, of, { announces: state, dueAt, firedAt: now });
    hasAnnounced = (await ledger.record(dossierCode, fact, by)) === 'recorded' || hasAnnounced;
  }
  return hasAnnounced;
}
