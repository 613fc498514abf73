import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { announcementKey } from '../domain/announced.ts';
import { reading } from '../domain/resolve-clock.ts';
import type { DossierLedger, TimerIndex } from '../ports.ts';

/** What a sweep needs. */
export interface SweepPorts {
  readonly ledger: DossierLedger;
  readonly timers: TimerIndex;
  readonly calendar: WorkingCalendar;
}

/** What a sweep did. Dossiers that could not be read are named and left to the next sweep; the others are done. */
export interface Swept {
  readonly announced: number;
  readonly failed: readonly { readonly dossierCode: string; readonly error: unknown }[];
}

/**
 * Announces, as of a moment, what became due soon or overdue: each once, by a fact under a natural key, and only after folding
 * the dossier itself, since the index is a moment behind.
 */
export const sweepDeadlines =
  (ports: SweepPorts) =>
  async (now: number, requestId: string): Promise<Swept> => {
    const swept = await Promise.all(ports.timers.shards.map((shard) => sweepShard(ports, shard, now, requestId)));
    return {
      announced: swept.reduce((sum, { announced }) => sum + announced, 0),
      failed: swept.flatMap(({ failed }) => failed),
    };
  };

async function sweepShard(ports: SweepPorts, shard: number, now: number, requestId: string): Promise<Swept> {
  let announced = 0;
  const failed: { dossierCode: string; error: unknown }[] = [];
  for await (const codes of ports.timers.waiting(shard, workedBy(ports.calendar, now))) {
    const outcomes = await Promise.allSettled(codes.map((code) => announce(ports, code, now, requestId)));
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') failed.push({ dossierCode: codes[i]!, error: outcome.reason });
      else if (outcome.value) announced += 1;
    }
  }
  return { announced, failed };
}

async function announce({ ledger, calendar }: SweepPorts, dossierCode: string, now: number, requestId: string) {
  const dossier = await ledger.read(dossierCode);
  if (!dossier) return false;
  const { state, dueAt } = reading(calendar, dossier.clock, now);
  if ((state !== 'due_soon' && state !== 'overdue') || dueAt === undefined) return false;
  if (dossier.fired.has(announcementKey(state, dueAt))) return false;
  const fact = { kind: 'timer_fired', clock: 'resolve', announces: state, dueAt, firedAt: now } as const;
  return (await ledger.record(dossierCode, fact, { recordedBy: 'system', requestId })) === 'recorded';
}
