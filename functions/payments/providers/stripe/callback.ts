import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { utf8Text } from '../../../../shared/kernel/characters.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { exactJson } from '../../../../shared/platform/exact-json.ts';
import { Reference } from '../../domain/names.ts';
import type { Callback, PaymentProvider, ProviderMessage, Refusal } from '../../ports.ts';
import type { RefundHint } from '../../refund-ports.ts';
import { momentOfMs, movedAt } from '../moments.ts';
import { statusOf } from '../status-answer.ts';
import { callbackOf, type Ending, EXPIRED, NOT_BROUGHT, PAID, Session } from './session.ts';
import { isMarked, isSigned } from './signature.ts';

const Event = z.object({
  type: z.string(),
  /** In seconds. */
  created: z.int().optional().catch(undefined),
  data: z.object({ object: z.unknown() }),
});

/** A session that is completed may be unpaid: then the money is under way, and another event tells what came of it. */
const paidOnly = ({ payment_status: status }: Session): Ending | undefined => (status === 'paid' ? PAID : undefined);

/** The events that say how an order ended, and what each says of its session (docs.stripe.com/payments/checkout/fulfillment). */
const endings: ReadonlyMap<string, (session: Session) => Ending | undefined> = new Map([
  ['checkout.session.completed', paidOnly],
  ['checkout.session.async_payment_succeeded', paidOnly],
  ['checkout.session.async_payment_failed', () => NOT_BROUGHT],
  ['checkout.session.expired', () => EXPIRED],
]);

/** The events that say that something became of a refund (docs.stripe.com/refunds: one that succeeded may fail later). */
const ofRefunds: ReadonlySet<string> = new Set(['refund.updated', 'refund.failed', 'charge.refund.updated']);

/** A refund that we asked for bears our words; those of others do not. */
const OurRefund = z.object({ metadata: z.object({ reference: Reference, order: Reference }) });

type Event = z.infer<typeof Event>;

const eventIn = (key: KeyObject, { headers, body, receivedAt }: ProviderMessage): Result<Event, Refusal> => {
  if (!isSigned(key, headers['stripe-signature'] ?? '', body, receivedAt)) return fail('bad_signature');
  const event = Event.safeParse(exactJson(utf8Text(body) ?? ''));
  return event.success ? ok(event.data) : fail('malformed');
};

/** The refunds of ours that an event is about, once its signature is found to be this endpoint's and fresh. */
export function readRefundHints(key: KeyObject, message: ProviderMessage): Result<readonly RefundHint[], Refusal> {
  const event = eventIn(key, message);
  if (!event.ok) return event;
  const refund = ofRefunds.has(event.value.type) ? OurRefund.safeParse(event.value.data.object) : undefined;
  if (!refund?.success) return ok([]);
  const { order: reference, reference: refundReference } = refund.data.metadata;
  return ok([{ reference, refundReference }]);
}

/** What an event says, once its signature is found to be this endpoint's and fresh. Events of anything else say nothing of orders. */
export function readEvent(key: KeyObject, message: ProviderMessage): Result<readonly Callback[], Refusal> {
  const event = eventIn(key, message);
  if (!event.ok) return event;
  const endingOf = endings.get(event.value.type);
  if (!endingOf) return ok([]);
  const session = Session.safeParse(event.value.data.object);
  if (!session.success) return fail('malformed');
  const ending = session.data.mode === 'payment' ? endingOf(session.data) : undefined;
  if (!ending) return ok([]);
  const callback = callbackOf(session.data, ending);
  if (!callback) return fail('malformed');
  const isMoney = callback.outcome === 'paid';
  return ok([{ ...callback, ...movedAt(isMoney ? momentOfMs((event.value.created ?? 0) * 1000) : undefined) }]);
}

const one = <T extends z.ZodType>(schema: T) => z.tuple([schema]).transform(([value]) => value);

const Back = z.object({ reference: one(Reference), outcome: one(z.enum(['paid', 'failed'])), mark: one(z.string()) });

/** What the address says that a payer's browser came back by, once our mark on it is found. */
export function readReturn(
  key: KeyObject,
  { query }: Pick<ProviderMessage, 'query'>,
): Result<Pick<Callback, 'reference' | 'outcome'>, Refusal> {
  const back = Back.safeParse(query);
  if (!back.success) return fail('bad_signature');
  const { reference, outcome, mark } = back.data;
  return isMarked(key, reference, outcome, mark) ? ok({ reference, outcome }) : fail('bad_signature');
}

/** Stripe reads the status alone: any 2xx ends its retries, which go on for up to three days. */
export const answerEvent: PaymentProvider['answer'] = (verdict) => {
  const status = statusOf(verdict);
  return { status, json: { received: status === 200 } };
};
