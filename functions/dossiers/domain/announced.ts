import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { FactOf } from './facts.ts';
import { type ClockInput, clockAsOf } from './resolve-clock.ts';

/** What the sweep announced of a clock. */
export type Announced = FactOf<'timer_fired'>;

/**
 * Whether an announcement was true, by all that is known since: the clock ran towards that due moment, for `overdue` up to the
 * due moment itself, for `due_soon` when it was announced. What happens later (a pause, an end) never makes it untrue.
 */
export function wasTrue(calendar: WorkingCalendar, input: ClockInput, announced: Announced): boolean {
  const moment = announced.announces === 'overdue' ? announced.dueAt : announced.firedAt;
  const { phase, due } = clockAsOf(calendar, input, moment);
  return phase === 'running' && due?.at === announced.dueAt;
}

/** The name under which an announcement happens at most once on a clock. */
export function announcementKey(announces: Announced['announces'], dueAt: number): string {
  return `${announces}:${dueAt}`;
}
