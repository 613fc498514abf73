import type { Registered, TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { type ClockInput, type ResolveClock, resolveClock } from './resolve-clock.ts';
import type { StepRun, Walk } from './walk.ts';

/** Which of a dossier's clocks. */
export type ClockName = 'acknowledge' | 'resolve' | 'step';

/** A step that an agency works on, and in which place it stands in the procedure. */
export interface AgencyStep extends StepRun {
  readonly agencyCode: AgencyCode;
  readonly place: number;
}

/** One clock of a dossier, and what decides it besides the calendar. */
export interface DossierClock {
  readonly name: ClockName;
  /** Of a step, which. */
  readonly step?: AgencyStep;
  readonly clock: ResolveClock;
  readonly input: ClockInput;
}

/** Whether a clock has a date to keep that is provisional, or that no calendar reaches. */
export const isOpenAndProvisional = ({ clock: { phase, provisional } }: Pick<DossierClock, 'clock'>): boolean =>
  provisional && (phase === 'running' || phase === 'paused');

/** So long an agency has to answer an online filing, in working time: a policy of the installation (310/2026 changes its source). */
export const ACKNOWLEDGE_WITHIN: TimeLimit = { amount: 8, unit: 'working_hours' };

/** The dossier's clocks besides the one from receipt to result: the answer to an online filing, and each step that was begun. */
export function otherClocksOf(
  calendar: WorkingCalendar,
  registered: Registered,
  submittedAt: number,
  way: Walk,
  { pauses, knownTo }: Pick<ClockInput, 'pauses' | 'knownTo'>,
): DossierClock[] {
  const { steps = [], pauseBy } = registered.procedure ?? {};
  const plain = { handedOverAt: undefined, restarts: [], extensions: [], knownTo };
  const from = (moment: number) => ({ at: moment, receivedAt: moment });
  const acknowledge: ClockInput = {
    ...plain,
    acceptance: from(submittedAt),
    timeLimit: ACKNOWLEDGE_WITHIN,
    rules: {},
    endedAt: way.acknowledgedAt ?? way.endedAt,
    pauses: way.faults,
  };
  const ofSteps = way.runs.flatMap((run): Omit<DossierClock, 'clock'>[] => {
    const place = steps.findIndex(({ name }) => name === run.name);
    const step = steps[place];
    if (!step) return [];
    const { agencyCode, timeLimit } = step;
    const endedAt = run.finishedAt ?? way.endedAt;
    const input = { ...plain, acceptance: from(run.startedAt), timeLimit, rules: { pauseBy }, endedAt, pauses };
    return [{ name: 'step', step: { ...run, agencyCode, place }, input }];
  });
  const ofFiling = registered.channel === 'online' ? [{ name: 'acknowledge', input: acknowledge } as const] : [];
  const all = [...ofFiling, ...ofSteps];
  return all.map((one) => ({ ...one, clock: resolveClock(calendar, one.input) }));
}
