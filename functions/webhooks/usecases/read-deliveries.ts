import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DeliveryId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { type Delivery, MOST_REDELIVERIES } from '../domain/delivery.ts';
import type { DeliveryLedger, DeliveryLog, DeliveryQueue, Webhooks } from '../ports.ts';
import { readWebhook } from './set-up-webhook.ts';

/** What reading the log of deliveries needs. */
export interface LogPorts {
  readonly webhooks: Webhooks;
  readonly ledger: DeliveryLedger;
  readonly log: DeliveryLog;
}

/** A page of the log, and where the next one goes on. */
export interface LoggedDeliveries {
  readonly deliveries: readonly Delivery[];
  readonly after?: string | undefined;
}

/** What an agency's webhook was told and is to be told, the newest first. Which there are is a moment behind; each is as it is now. */
export const listDeliveries =
  ({ webhooks, ledger, log }: LogPorts) =>
  async (
    caller: Caller,
    agencyCode: AgencyCode,
    page: { readonly after: string | undefined; readonly limit: number },
  ): Promise<Result<LoggedDeliveries>> => {
    const webhook = await readWebhook({ webhooks })(caller, agencyCode);
    if (!webhook.ok) return webhook;
    const found = await log.page({ agencyCode, ...page });
    const deliveries = await Promise.all(found.map(({ deliveryId }) => ledger.delivery(deliveryId)));
    const isFull = found.length === page.limit;
    return ok({
      deliveries: deliveries.filter((delivery) => delivery !== undefined),
      after: isFull ? found.at(-1)?.key : undefined,
    });
  };

/** A wish to be told again. */
export interface Redelivering {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: Instant;
  readonly agencyCode: AgencyCode;
  readonly deliveryId: DeliveryId;
  /** What the wish is known by: asked again under it, nothing more is sent. */
  readonly asking: string;
}

/** Sends a delivery again, whatever became of it: the same id and body, and the ladder from its beginning. Its end is refused while the webhook has ended. */
export const redeliver =
  ({ webhooks, ledger, queue }: Omit<LogPorts, 'log'> & { readonly queue: DeliveryQueue }) =>
  async ({ caller, requestId, now, agencyCode, deliveryId, asking }: Redelivering): Promise<Result<Delivery>> => {
    const webhook = await readWebhook({ webhooks })(caller, agencyCode);
    if (!webhook.ok) return webhook;
    const delivery = await ledger.delivery(deliveryId);
    if (delivery?.agencyCode !== agencyCode) return fail({ kind: 'not_found', what: 'delivery' });
    if (!delivery.redeliveries.includes(asking)) {
      if (webhook.value.endedAt !== undefined)
        return fail({ kind: 'not_allowed_now', detail: 'the webhook has ended; a PUT begins it again' });
      if (delivery.redeliveries.length >= MOST_REDELIVERIES)
        return fail({ kind: 'not_allowed_now', detail: `a delivery is sent again at most ${MOST_REDELIVERIES} times` });
      const after = delivery.attempts.at(-1)?.number ?? 0;
      const by: RecordedBy = recordedBy(caller, requestId);
      await ledger.record(deliveryId, { kind: 'redelivery', asking, after, askedAt: now }, by);
    }
    await queue.send([{ deliveryId, agencyCode }]);
    return ok((await ledger.delivery(deliveryId)) ?? delivery);
  };
