import { ok } from '../../../shared/kernel/result.ts';
import { countOne, logEvent } from '../../../shared/platform/observability.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue-handler.ts';
import { mailEventIn } from '../channels/events.ts';
import { hearMailEvent, type MailEventPorts } from '../usecases/hear-mail-event.ts';

/** Handles what the mail service says of mails, as the account's bus brings it; what is no such event is parked. */
export const mailEventQueue = (ports: MailEventPorts, now: () => number): QueueHandler => {
  const hear = hearMailEvent(ports);
  return queueHandler(async ({ body, messageId: requestId }) => {
    const event = await mailEventIn(JSON.parse(body));
    if (event === undefined) throw new TypeError('not an event of a mail');
    if (event === 'not_ours') return ok(event);
    const { carrier, messageId: aggregate } = event;
    const { outcome, isSuppressed } = await hear(event, now(), requestId);
    logEvent('receipt_heard', { requestId, carrier, outcome });
    countOne(`Receipt_${outcome}`);
    if (isSuppressed) logEvent('address_suppressed', { requestId, carrier, aggregate });
    return ok(outcome);
  });
};
