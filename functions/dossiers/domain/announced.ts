import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { unionOf } from '../../../shared/kernel/working-time/pauses.ts';
import type { ClockName, DossierClock } from './clocks.ts';
import { type FactOf, nameOfClock } from './facts.ts';
import { type ClockInput, clockAsOf, type ResolveClock } from './resolve-clock.ts';

type Fired = FactOf<'timer_fired'>;

/** What the sweep announced of a clock. */
export type Announced = Fired & { readonly clock: ClockName; readonly announces: 'due_soon' | 'overdue' };

/** False for what only a later release announces. */
export const isAnnounced = (fired: Fired): fired is Announced =>
  ['acknowledge', 'resolve', 'step'].includes(fired.clock) &&
  (fired.announces === 'due_soon' || fired.announces === 'overdue');

/**
 * The clock as it was at the moment that decides whether an announcement is true: for `due_soon` its own, for `overdue` the due moment or,
 * where the clock stood then, the end of that pause.
 */
function clockThen(
  calendar: WorkingCalendar,
  input: ClockInput,
  { announces, dueAt, firedAt }: Pick<Announced, 'announces' | 'dueAt' | 'firedAt'>,
): ResolveClock {
  if (announces !== 'overdue') return clockAsOf(calendar, input, firedAt);
  const standing = unionOf(input.pauses).find(({ from, to }) => from < dueAt && (to === undefined || to > dueAt));
  const resumedAt = standing?.to ?? dueAt;
  return clockAsOf(calendar, input, resumedAt <= firedAt ? resumedAt : dueAt);
}

/** What is recorded of an announcement, with what it is judged by later. */
export function announcement(
  calendar: WorkingCalendar,
  of: DossierClock,
  told: Pick<Announced, 'announces' | 'dueAt' | 'firedAt'>,
): Announced {
  const { basis } = clockThen(calendar, of.input, told);
  return { kind: 'timer_fired', ...firedBy(of), ...told, calendarVersion: calendar.version.id, basis };
}

/** Which clock a fact of the sweep is of. */
export const firedBy = ({ name, step }: DossierClock): Pick<Announced, 'clock' | 'run'> =>
  step === undefined ? { clock: name } : { clock: name, run: step.id };

/** The clock that an announcement is of; undefined where there is none such any more. */
export const clockOf = (
  clocks: readonly DossierClock[],
  fired: Pick<Fired, 'clock' | 'run'>,
): DossierClock | undefined => clocks.find((one) => nameOfClock(firedBy(one)) === nameOfClock(fired));

/**
 * Whether an announcement was true, by all that is known since: the clock ran towards that due moment, for `overdue` up to the
 * due moment itself, for `due_soon` when it was announced. What happens later (a pause, an end) never makes it untrue, nor does
 * a calendar or a rule that is not the one of its day: what counts is whether the due moment still follows from the same.
 */
export function wasTrue(calendar: WorkingCalendar, input: ClockInput, announced: Announced): boolean {
  const { phase, due, basis } = clockThen(calendar, input, announced);
  if (phase !== 'running') return false;
  const followsFromTheSame = announced.basis !== undefined && announced.basis === basis;
  return followsFromTheSame || due?.at === announced.dueAt;
}

/** The name under which an announcement happens at most once. */
export function announcementKey(told: Pick<Announced, 'announces' | 'clock' | 'run' | 'dueAt'>): string {
  return `${told.announces}:${nameOfClock(told)}:${told.dueAt}`;
}
