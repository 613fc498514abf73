import { countOne, logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import type { Asked } from '../usecases/ask-provider.ts';

/** Logs what came of a question to a provider; what a person should look at as an alarm, and a long silence as a count. */
export const logAsked = (asked: Asked, requestId: string): void => {
  if ('settled' in asked) {
    const { paymentId: aggregate, reference, verdict: outcome, alarm } = asked.settled;
    (alarm ? logAlarm : logEvent)('attempt_settled', { requestId, aggregate, reference, outcome });
    return;
  }
  const { paymentId: aggregate, provider, reference, why: outcome, alarm } = asked.unanswered;
  (alarm ? logAlarm : logEvent)('attempt_unanswered', { requestId, aggregate, provider, reference, outcome });
  if (alarm) countOne('ProviderSilent');
};
