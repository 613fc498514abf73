import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Webhook } from '../domain/webhook.ts';

/** A webhook as callers see it, without its secret. */
export const webhookView = ({ url, events, endedAt }: Webhook) => ({
  url,
  events,
  ...(endedAt === undefined ? {} : { endedAt: toOffsetDateTime(endedAt) }),
});

/** A delivery as callers see it. */
export const deliveryView = ({ deliveryId, type, createdAt, state, attempts }: Delivery) => ({
  deliveryId,
  type,
  createdAt: toOffsetDateTime(createdAt),
  state,
  attempts: attempts.map(({ at, status }) => ({
    at: toOffsetDateTime(at),
    ...(status === undefined ? {} : { status }),
  })),
});
