import { statusNames } from '../../../shared/kernel/dossier-status.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Dossier } from './dossier.ts';
import { type ResolveClock, reading } from './resolve-clock.ts';
import { timelineOf } from './timeline.ts';

/** A dossier as callers see it at a moment: no personal data, times in Viet Nam's offset. */
export type DossierView = ReturnType<typeof viewOf>;

const shown = (instant: number | undefined): string | null =>
  instant === undefined ? null : toOffsetDateTime(instant);

/** What of a dossier the figures and its officers must know: papers were asked for again after the acceptance; more extensions were told than count. */
function flagsOf({ walk: { steps } }: Dossier): ('second_supplement' | 'extension_limit')[] {
  const supplements = steps.filter(
    ({ move, allowed, from }) => allowed && move.type === 'supplement_requested' && (from === 2 || from === 4),
  );
  return [
    ...(supplements.length > 1 ? (['second_supplement'] as const) : []),
    ...(steps.some(({ isBeyondLimit }) => isBeyondLimit) ? (['extension_limit'] as const) : []),
  ];
}

function clockView(calendar: WorkingCalendar, clock: ResolveClock, now: number) {
  const { state, dueAt, remainingWorkingMinutes, provisional } = reading(calendar, clock, now);
  return { state, dueAt: shown(dueAt), remainingWorkingMinutes: remainingWorkingMinutes ?? null, provisional };
}

/** Null where nothing was filed online. */
function acknowledgeView(calendar: WorkingCalendar, { clocks, walk }: Dossier, now: number) {
  const acknowledge = clocks.find(({ name }) => name === 'acknowledge');
  if (!acknowledge) return null;
  return { ...clockView(calendar, acknowledge.clock, now), answeredAt: shown(walk.acknowledgedAt) };
}

function stepViews(calendar: WorkingCalendar, { clocks }: Dossier, now: number) {
  return clocks.flatMap(({ step, clock }) => {
    if (!step) return [];
    const { name, agencyCode, startedAt, finishedAt } = step;
    const moments = { startedAt: shown(startedAt), finishedAt: shown(finishedAt) };
    return [{ name, agencyCode, ...clockView(calendar, clock, now), ...moments }];
  });
}

/** What a dossier shows at a moment; `citizenUrl` is its page for the citizen. */
export function viewOf(calendar: WorkingCalendar, dossier: Dossier, now: number, citizenUrl: string) {
  const { registered, status, promises } = dossier;
  const clock = clockView(calendar, dossier.clock, now);
  return {
    dossierCode: registered.dossierCode,
    agencyCode: registered.agencyCode,
    ...(registered.receivingAgencyCode ? { receivingAgencyCode: registered.receivingAgencyCode } : {}),
    procedureCode: registered.procedureCode,
    procedureName: registered.procedureName,
    status: { number: status, name: statusNames[status] },
    promisedAt: shown(promises.standing?.promisedAt),
    clock,
    clocks: {
      acknowledge: acknowledgeView(calendar, dossier, now),
      resolve: clock,
      steps: stepViews(calendar, dossier, now),
    },
    flags: flagsOf(dossier),
    timeline: timelineOf(dossier).map((entry) => ({ ...entry, at: toOffsetDateTime(entry.at) })),
    citizenUrl,
  };
}
