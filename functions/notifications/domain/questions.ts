import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';
import type { Leg, Message } from './message.ts';

/** So long after a carrier has taken a message it may still learn what became of it (Vietnamese networks report within 72 hours). */
export const ASKABLE_MS = 3 * DAY_MS;

/** The first moment after `now` at which a carrier is asked about what it took: once a day of that; undefined once it knows no more. */
export const nextQuestion = (takenAt: Instant, now: Instant): Instant | undefined => {
  const days = Math.floor((now - takenAt) / DAY_MS) + 1;
  return days * DAY_MS > ASKABLE_MS ? undefined : takenAt + days * DAY_MS;
};

const isOpen = ({ status }: Leg): boolean => status === 'accepted' || status === 'network_accepted';

/** Whether nobody has told yet how a leg ended that its carrier has. */
export const awaitsWord = (message: Message | undefined, number: number): boolean =>
  message?.legs.some((leg) => leg.number === number && isOpen(leg)) ?? false;
