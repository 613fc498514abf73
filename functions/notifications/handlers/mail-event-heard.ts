import { ok, type Result } from '../../../shared/kernel/result.ts';
import { countOne, logEvent } from '../../../shared/platform/observability.ts';
import { mailEventIn } from '../channels/events.ts';
import { hearMailEvent, type MailEventPorts } from '../usecases/hear-mail-event.ts';

/** Handles what the mail service says of mails, as the account's bus brings it. Throws for what is no such event. */
export const mailEventHeard = (ports: MailEventPorts, now: () => number) => {
  const hear = hearMailEvent(ports);
  return async (envelope: { readonly detail?: unknown }, requestId: string): Promise<Result<unknown>> => {
    const event = await mailEventIn(envelope);
    if (event === undefined) throw new TypeError('neither an event of the catalogue nor one of a mail');
    if (event === 'not_ours') return ok(event);
    const { carrier, messageId: aggregate } = event;
    const { outcome, isSuppressed } = await hear(event, now(), requestId);
    logEvent('receipt_heard', { requestId, carrier, outcome });
    countOne(`Receipt_${outcome}`);
    if (isSuppressed) logEvent('address_suppressed', { requestId, carrier, aggregate });
    return ok(outcome);
  };
};
