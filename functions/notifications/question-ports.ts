import type { MessageId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Timers } from '../../shared/kernel/timers.ts';

/** A question to a carrier about a leg that it has taken, as it waits for its moment. */
export interface Question {
  readonly messageId: MessageId;
  readonly leg: number;
  readonly carrier: string;
  /** What the carrier calls it. */
  readonly carrierMessageId: string;
  readonly takenAt: Instant;
  /** Counts its moves, so that of two who see it one takes it. */
  readonly version: number;
}

/** The questions to carriers. */
export interface Questions {
  /** Lets a question wait for its first moment, once. */
  open(question: Omit<Question, 'version'>): Promise<void>;
  /** Takes a question by moving it to its next moment, or to none: true for one caller only. Whoever dies after that leaves it to that moment. */
  claim(question: Question, next: Instant | undefined): Promise<boolean>;
}

/** What the sweep of questions looks at, in wall time. */
export interface QuestionTimers extends Timers<Question>, Pick<Questions, 'claim'> {}
