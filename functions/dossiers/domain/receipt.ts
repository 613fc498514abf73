import {
  type DetailsCorrected,
  inOrderOfSaying,
  type Registered,
  type TimeLimit,
} from '../../../shared/kernel/dossier-card.ts';
import type { Walk } from './walk.ts';

/** What was said before the end, in the order of saying; what is said from the end on mends nothing. */
const saidInTime = (
  corrected: readonly DetailsCorrected[],
  { endedAt = Number.POSITIVE_INFINITY }: Pick<Walk, 'endedAt'>,
): readonly DetailsCorrected[] => inOrderOfSaying(corrected).filter(({ occurredAt }) => occurredAt < endedAt);

/** When a dossier came in, by all that was said of it. */
export interface Receipt {
  /** As its timeline shows it. */
  readonly registeredAt: number;
  /** When it was filed. */
  readonly submittedAt: number;
  /** The moment of complete receipt; undefined where nothing but the acceptance tells of one. */
  readonly receivedAt: number | undefined;
}

/**
 * When a dossier came in. Of what was said of its receipt the last counts: a correction mends the registration, and the acceptance that
 * stands where it was said after that; what is said from the end on mends nothing. None is complete before the last supplement asked for
 * before the acceptance has come.
 */
export function receiptOf(
  registered: Registered,
  corrected: readonly DetailsCorrected[],
  { acceptance, answeredAt = 0, endedAt }: Pick<Walk, 'acceptance' | 'answeredAt' | 'endedAt'>,
): Receipt {
  const said = saidInTime(corrected, { endedAt });
  const last = (moment: 'submittedAt' | 'receivedAt', since = 0): number | undefined =>
    said.findLast((one) => one[moment] !== undefined && one.occurredAt >= since)?.[moment];
  const receivedAt = last('receivedAt') ?? registered.receivedAt;
  const submittedAt = last('submittedAt') ?? registered.submittedAt;
  const mended = acceptance && last('receivedAt', acceptance.at);
  const told = mended ?? acceptance?.receivedAt ?? receivedAt;
  return {
    registeredAt: receivedAt ?? submittedAt,
    submittedAt,
    receivedAt: told && Math.max(told, answeredAt),
  };
}

/** A dossier's time limit as it was mended last before the end. */
export const timeLimitOf = (
  registered: Registered,
  corrected: readonly DetailsCorrected[],
  way: Pick<Walk, 'endedAt'>,
): TimeLimit => saidInTime(corrected, way).findLast(({ timeLimit }) => timeLimit)?.timeLimit ?? registered.timeLimit;
