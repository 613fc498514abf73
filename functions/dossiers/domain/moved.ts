import type { Instant } from '../../../shared/kernel/time.ts';
import type { Calendars } from '../../../shared/kernel/working-time/calendars.ts';
import type { Dossier } from './dossier.ts';
import { resolveClock } from './resolve-clock.ts';

/** From which promised date to which other calendars move a dossier that runs; undefined where they do not. */
export function movedBy(
  { registered: { agencyCode, officeHours }, clock, clockInput, promises }: Dossier,
  calendars: Calendars,
): { readonly from: Instant; readonly to: Instant } | undefined {
  if (clock.phase !== 'running') return undefined;
  const from = promises.standing?.promisedAt;
  const to = resolveClock(calendars.of(agencyCode, officeHours), clockInput).due?.at;
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}
