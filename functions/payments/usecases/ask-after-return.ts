import type { AttemptId, PaymentId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { awaitsAnswerOnReturn, nextQuestion } from '../domain/expiry.ts';
import type { Questions } from '../ports.ts';
import { type Asked, type AskPorts, askProvider } from './ask-provider.ts';

/** An attempt whose payer has come back. */
export interface ReturnedAttempt {
  readonly paymentId: PaymentId;
  readonly attemptId: AttemptId;
}

/**
 * Asks the provider at once about an attempt whose payer has come back and whose end nobody has told, the first time only: that it came
 * back is kept with the question, whose further moments follow from it, so that a browser that reloads asks nothing more. Undefined
 * where nothing was asked.
 */
export const askAfterReturn =
  (ports: AskPorts & { readonly questions: Questions }) =>
  async ({ paymentId, attemptId }: ReturnedAttempt, now: Instant, requestId: string): Promise<Asked | undefined> => {
    const question = await ports.questions.find(paymentId, attemptId);
    if (!question || question.returnedAt !== undefined) return undefined;
    const payment = await ports.ledger.payment(paymentId);
    const attempt = payment?.attempts.find((each) => each.attemptId === attemptId);
    if (!payment || !attempt || !awaitsAnswerOnReturn(payment, attempt, now)) return undefined;
    const claimed = await ports.questions.claim({ ...question, returnedAt: now }, nextQuestion(attempt, now, now));
    return claimed ? askProvider(ports)(paymentId, attempt, now, requestId) : undefined;
  };
