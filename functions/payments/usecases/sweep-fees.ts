import type { PaymentId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { sweepTimers } from '../../../shared/kernel/timers.ts';
import { awaitsAnswer, closesAt, mayStillBePaid, nextQuestion, remindsAt } from '../domain/expiry.ts';
import type { FeeTimers, WaitingQuestion } from '../ports.ts';
import type { RefundQueue } from '../refund-ports.ts';
import { type AskPorts, askProvider, type Unanswered } from './ask-provider.ts';
import type { Settlement } from './record-callback.ts';

/** What a sweep of fees needs. */
export interface SweepFeesPorts extends AskPorts {
  readonly timers: FeeTimers;
  readonly refunds: RefundQueue;
}

/** What a sweep did. Fees that could not be looked at are named and left to the next sweep; the others are done. */
export interface SweptFees {
  /** The fees that were closed. */
  readonly closed: readonly PaymentId[];
  /** The fees of which somebody is reminded. */
  readonly reminded: readonly PaymentId[];
  /** What providers said that their callbacks had not. */
  readonly settled: readonly Settlement[];
  readonly unanswered: readonly Unanswered[];
  readonly failed: readonly { readonly paymentId: PaymentId; readonly error: unknown }[];
}

/** So many questions are asked for each of the eight shards in one sweep: four after one another, each of at most 10 s. */
const QUESTIONS_OF_SHARD = 16;

/** A sweep under way. */
interface Sweeping extends SweepFeesPorts {
  readonly now: Instant;
  readonly requestId: string;
  readonly questionsLeft: Map<number, number>;
  readonly closed: PaymentId[];
  readonly reminded: PaymentId[];
  readonly settled: Settlement[];
  readonly unanswered: Unanswered[];
}

/**
 * Ends, as of a moment, what nobody else will end: asks providers about attempts whose callback did not come, has whoever owes a
 * fee reminded of it a day before its end, closes fees whose term is over and of which each attempt is known to be unpaid, and hands refunds whose moment has come to their queue. Each by a fact under a natural key, and only after folding the payment
 * itself, since the index is a moment behind.
 */
export const sweepFees =
  (ports: SweepFeesPorts) =>
  async (now: Instant, requestId: string): Promise<SweptFees> => {
    const found = { closed: [], reminded: [], settled: [], unanswered: [] };
    const sweeping: Sweeping = { ...ports, ...found, now, requestId, questionsLeft: new Map() };
    const { failed } = await sweepTimers(ports.timers, now, async (waiting, shard): Promise<undefined> => {
      if (waiting.kind === 'refund') await ports.refunds.tell(waiting);
      else if (waiting.kind === 'term') await remindOrClose(sweeping, waiting.paymentId);
      else await askAbout(sweeping, waiting, shard);
    });
    return { ...found, failed: failed.map(({ timer: { paymentId }, error }) => ({ paymentId, error })) };
  };

async function remindOrClose(sweeping: Sweeping, paymentId: PaymentId): Promise<void> {
  const { ledger, timers, now, requestId, closed, reminded } = sweeping;
  const payment = await ledger.payment(paymentId);
  const at = payment && closesAt(payment);
  if (!payment || at === undefined) return;
  const by = { recordedBy: 'system', requestId };
  const remindAt = remindsAt(payment);
  if (remindAt !== undefined && now >= remindAt && now < payment.expiresAt) {
    if ((await ledger.record(paymentId, { kind: 'reminded' }, by)) === 'recorded') reminded.push(paymentId);
    return;
  }
  if (now < at) return;
  const unsure = payment.attempts.filter((attempt) => mayStillBePaid(payment, attempt));
  for (const { attemptId } of unsure) await timers.wake(paymentId, attemptId, now);
  if (unsure.length > 0) return;
  const outcome = await ledger.record(paymentId, { kind: 'closed', reason: 'expired' }, by);
  if (outcome === 'recorded') closed.push(paymentId);
}

async function askAbout(sweeping: Sweeping, question: WaitingQuestion, shard: number): Promise<void> {
  const { ledger, timers, questionsLeft, now, requestId } = sweeping;
  const { paymentId, attemptId } = question;
  const payment = await ledger.payment(paymentId);
  const attempt = payment?.attempts.find((each) => each.attemptId === attemptId);
  if (!payment || !attempt || !awaitsAnswer(payment, attempt, now)) return timers.drop(question);
  const left = questionsLeft.get(shard) ?? QUESTIONS_OF_SHARD;
  if (left === 0) return;
  questionsLeft.set(shard, left - 1);
  if (!(await timers.claim(question, nextQuestion(attempt, now, question.returnedAt)))) return;
  const asked = await askProvider(sweeping)(paymentId, attempt, now, requestId);
  if ('unanswered' in asked) {
    sweeping.unanswered.push(asked.unanswered);
    return;
  }
  sweeping.settled.push(...asked.settled);
  await remindOrClose(sweeping, paymentId);
}
