import { createHash } from 'node:crypto';
import type { Instant } from '../../../../shared/kernel/time.ts';
import type { Ending } from '../../domain/endings.ts';
import type { Outcome } from '../../domain/outcomes.ts';
import type { OpenedOrder, PlayedNotice } from '../../ports.ts';
import { endedStanding, type Standing, secondsOf, sessionObject } from './objects.ts';
import { signatureOf } from './signature.ts';

interface Told {
  readonly type: `checkout.session.${'completed' | 'async_payment_succeeded' | 'expired'}`;
  readonly standing: Standing;
  readonly at: Instant;
}

/**
 * What Stripe tells of an ending. Money that comes late came by a way of paying that takes days: the session is completed unpaid, and
 * another event says that the money is there.
 */
export const toldOf = (order: OpenedOrder, outcome: Outcome, ending: Ending, now: Instant): readonly Told[] => {
  const standing = endedStanding(order, ending);
  if (ending.outcome === 'failed') return [{ type: 'checkout.session.expired', standing, at: ending.at }];
  if (outcome !== 'pay_late') return [{ type: 'checkout.session.completed', standing, at: ending.at }];
  return [
    { type: 'checkout.session.completed', standing: { ...standing, payment_status: 'unpaid' }, at: now },
    { type: 'checkout.session.async_payment_succeeded', standing, at: ending.at },
  ];
};

/** An event about a session (docs.stripe.com/api/events/object), signed; the same again is the same event, signed anew. */
export const eventNotice = (
  order: OpenedOrder,
  { type, standing, at }: Told,
  { webhookSecret, sentAt }: { readonly webhookSecret: string; readonly sentAt: Instant },
): PlayedNotice => {
  const unique = createHash('sha256').update(`${type} ${order.reference} ${standing.payment} ${standing.amountVnd}`);
  const body = JSON.stringify({
    id: `evt_${unique.digest('hex').slice(0, 24)}`,
    object: 'event',
    api_version: '2025-03-31.basil',
    created: secondsOf(at),
    data: { object: sessionObject(order, standing, null) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  });
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Stripe-Signature': signatureOf(body, secondsOf(sentAt), webhookSecret),
  };
  return { headers, body };
};
