import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { type Delivery, GONE, isTaken, ladderMs } from '../domain/delivery.ts';
import type { FactOf } from '../domain/facts.ts';
import { signedHeaders } from '../domain/signature.ts';
import { validGenerations, type Webhook } from '../domain/webhook.ts';
import type {
  DeliveryLedger,
  DeliveryQueue,
  QueuedDelivery,
  Receivers,
  Reply,
  WebhookSecrets,
  Webhooks,
} from '../ports.ts';
import { endGone } from './set-up-webhook.ts';

/** What sending needs from outside. */
export interface SendPorts {
  readonly ledger: DeliveryLedger;
  readonly webhooks: Webhooks;
  readonly secrets: WebhookSecrets;
  readonly receivers: Receivers;
  readonly queue: DeliveryQueue;
  readonly now: () => number;
}

/** What became of a delivery at one visit of the queue. `waits`: no try is due. `failed`: the last try of the ladder was in vain. */
export type Sending = 'delivered' | 'put_off' | 'failed' | 'webhook_ended' | 'waits';

/** The first rung of the ladder is too short for a sweep that comes every minute: the queue brings the delivery back itself. */
const [FIRST_WAIT_MS = 0] = ladderMs;

type Ended = Omit<FactOf<'attempt_ended'>, 'kind' | 'attempt' | 'endedAt'>;

const endOf = (reply: Reply): Ended => (typeof reply === 'string' ? { reason: reply } : { status: reply.status });

/**
 * Tries a delivery once, where a try is due. The try is recorded before the receiver is called, and only the writer of that record calls;
 * others leave it until it is older than any function can run. A receiver may hear the same delivery more than once, under its one id.
 */
export const sendDelivery = (ports: SendPorts) => {
  const { ledger, webhooks, secrets, receivers, queue, now } = ports;

  const call = async (webhook: Webhook, { deliveryId, body }: Delivery): Promise<Reply> => {
    const { agencyCode, url } = webhook;
    const at = now();
    const held = validGenerations(webhook, at).map((generation) => secrets.secretOf(agencyCode, generation));
    const headers = signedHeaders(held, { id: deliveryId, timestampSeconds: Math.floor(at / 1000), body });
    return receivers.post(url, headers, body);
  };

  const after = async (
    { deliveryId, agencyCode }: Pick<Delivery, 'deliveryId' | 'agencyCode'>,
    { status }: Ended,
  ): Promise<Sending> => {
    if (isTaken(status)) return 'delivered';
    if (status === GONE) return 'webhook_ended';
    const nextAt = (await ledger.delivery(deliveryId))?.nextAt;
    if (nextAt === undefined) return 'failed';
    if (nextAt - now() <= FIRST_WAIT_MS)
      await queue.send([{ deliveryId, agencyCode }], Math.ceil(FIRST_WAIT_MS / 1000));
    return 'put_off';
  };

  const attempt = async (webhook: Webhook, delivery: Delivery, by: RecordedBy): Promise<Result<Sending>> => {
    const { deliveryId } = delivery;
    const number = (delivery.attempts.at(-1)?.number ?? 0) + 1;
    const begun = { kind: 'attempt_begun', attempt: number, begunAt: now() } as const;
    if ((await ledger.record(deliveryId, begun, by)) !== 'recorded')
      return fail({ kind: 'unknown_outcome', detail: 'another worker holds the try' });
    const ended = endOf(await call(webhook, delivery));
    // First, so that whoever is killed here finds the receiver gone again.
    if (ended.status === GONE) await endGone(ports)(webhook, now());
    await ledger.record(deliveryId, { kind: 'attempt_ended', attempt: number, ...ended, endedAt: now() }, by);
    return ok(await after(delivery, ended));
  };

  return async ({ deliveryId, asOf = 0 }: QueuedDelivery, requestId: string): Promise<Result<Sending>> => {
    const by = { recordedBy: 'system', requestId };
    const delivery = await ledger.delivery(deliveryId);
    if (!delivery) return fail({ kind: 'not_found', what: 'delivery' });
    const moment: Instant = Math.max(now(), asOf);
    if (delivery.nextAt === undefined || delivery.nextAt > moment) return ok('waits');
    const webhook = await webhooks.find(delivery.agencyCode);
    if (webhook && webhook.endedAt === undefined) return attempt(webhook, delivery, by);
    const givenUp = { kind: 'given_up', after: delivery.after, reason: 'webhook_ended', givenUpAt: now() } as const;
    await ledger.record(deliveryId, givenUp, by);
    return ok('webhook_ended');
  };
};
