import { type Caller, mayActFor } from '../../../shared/kernel/callers.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { WebhookSetUp } from '../domain/requests.ts';
import { rotated, type Webhook } from '../domain/webhook.ts';
import type { Receivers, Webhooks } from '../ports.ts';

/** What setting up a webhook needs. */
export interface SetUpPorts {
  readonly webhooks: Webhooks;
  readonly receivers: Receivers;
}

/** How often a change starts again when others changed the webhook meanwhile. */
const TRIES = 20;

const UNKNOWN: Failure = { kind: 'not_found', what: 'webhook' };
const ENDED: Failure = { kind: 'not_allowed_now', detail: 'the webhook has ended; a PUT begins it again' };

/** Whether a caller may know of an agency's webhook: a back office of the agency or of one above it, or an operator. */
export const mayKnow = (caller: Caller, agencyCode: AgencyCode): boolean => mayActFor(caller, [agencyCode]);

/** Changes what is there to what `next` makes of it; what is the same object is left as it is. */
const change = async (
  webhooks: Webhooks,
  agencyCode: AgencyCode,
  next: (before: Webhook | undefined) => Result<Webhook>,
): Promise<Result<Webhook>> => {
  for (let n = 0; n < TRIES; n += 1) {
    const before = await webhooks.find(agencyCode);
    const made = next(before);
    if (!made.ok || made.value === before) return made;
    const webhook = { ...made.value, version: (before?.version ?? 0) + 1 };
    if (await webhooks.put(webhook)) return ok(webhook);
  }
  return fail({ kind: 'temporarily_unavailable', detail: 'the webhook is being changed by others' });
};

const isSame = (webhook: Webhook, { url, events }: WebhookSetUp): boolean =>
  webhook.url === url && webhook.events.length === events.length && events.every((one) => webhook.events.includes(one));

/** Sets an agency's webhook up or replaces its set-up; one that had ended begins again with a new secret. Equal set-ups change nothing. */
export const putWebhook =
  ({ webhooks, receivers }: SetUpPorts) =>
  async (caller: Caller, agencyCode: AgencyCode, setUp: WebhookSetUp): Promise<Result<Webhook>> => {
    if (!mayKnow(caller, agencyCode)) return fail({ kind: 'not_found', what: 'agency' });
    const message = receivers.refusalOf(setUp.url);
    if (message !== undefined) return fail({ kind: 'invalid_input', fields: [{ path: 'url', message }] });
    return change(webhooks, agencyCode, (before) => {
      const { url, events } = setUp;
      if (before && before.endedAt === undefined)
        return ok(isSame(before, setUp) ? before : { ...before, url, events });
      const generation = (before?.generation ?? 0) + 1;
      return ok({ agencyCode, url, events, generation, previous: [], version: 1 });
    });
  };

/** The webhook of an agency, also where it has ended. */
export const readWebhook =
  ({ webhooks }: Pick<SetUpPorts, 'webhooks'>) =>
  async (caller: Caller, agencyCode: AgencyCode): Promise<Result<Webhook>> => {
    const webhook = mayKnow(caller, agencyCode) ? await webhooks.find(agencyCode) : undefined;
    return webhook ? ok(webhook) : fail(UNKNOWN);
  };

/** Gives a webhook its next secret. The one before holds for a day more. */
export const rotateWebhook =
  ({ webhooks }: Pick<SetUpPorts, 'webhooks'>) =>
  async (caller: Caller, agencyCode: AgencyCode, now: Instant): Promise<Result<Webhook>> => {
    if (!mayKnow(caller, agencyCode)) return fail(UNKNOWN);
    return change(webhooks, agencyCode, (before) => {
      if (!before) return fail(UNKNOWN);
      return before.endedAt === undefined ? ok(rotated(before, now)) : fail(ENDED);
    });
  };

/** Ends a webhook: nothing is sent any more. One that has ended stays as it was. */
export const endWebhook =
  ({ webhooks }: Pick<SetUpPorts, 'webhooks'>) =>
  async (caller: Caller, agencyCode: AgencyCode, now: Instant): Promise<Result<Webhook>> => {
    if (!mayKnow(caller, agencyCode)) return fail(UNKNOWN);
    return change(webhooks, agencyCode, (before) => {
      if (!before) return fail(UNKNOWN);
      return ok(before.endedAt === undefined ? { ...before, endedAt: now } : before);
    });
  };

/** Ends a webhook whose receiver said that it is gone, unless it has another address by now. */
export const endGone =
  ({ webhooks }: Pick<SetUpPorts, 'webhooks'>) =>
  async (gone: Webhook, now: Instant): Promise<void> => {
    await change(webhooks, gone.agencyCode, (before) => {
      if (!before) return fail(UNKNOWN);
      return ok(before.endedAt === undefined && before.url === gone.url ? { ...before, endedAt: now } : before);
    });
  };
