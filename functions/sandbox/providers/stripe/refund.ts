import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { leftOf } from '../../domain/refunds.ts';
import type { AskedRefund, KnownOrder, KnownRefund, PlayedRequest, ServerAnswer } from '../../ports.ts';
import { type Fault, faultAnswer, formFault, otherParameters } from './fault.ts';
import { paymentNamed, secondsOf } from './objects.ts';
import { parametersOf } from './session-form.ts';

/** The parameters of a refund; Stripe takes none that it does not know (docs.stripe.com/api/refunds/create). */
const Form = z.strictObject({
  payment_intent: z.string(),
  amount: z.string().regex(/^[1-9]\d{0,7}$/),
  'metadata[reference]': z.string().max(500).optional(),
  'metadata[order]': z.string().max(500).optional(),
});

/** What a refund is called in the sandbox: the same under the same `Idempotency-Key`, another one each time without. */
const nameOf = ({ headers }: PlayedRequest): string =>
  createHash('sha256')
    .update(headers['idempotency-key'] ?? randomUUID())
    .digest('hex')
    .slice(0, 24);

const statuses = { done: 'succeeded', pending: 'pending', declined: 'failed' } as const;

type Told = Pick<KnownRefund, 'reference' | 'amountVnd' | 'echoed' | 'at' | 'state'>;

/** A refund (docs.stripe.com/api/refunds/object). */
const refundObject = ({ reference, amountVnd, echoed = {}, at, state }: Told) => {
  const { payment, ...metadata } = echoed;
  return {
    id: `re_${reference}`,
    object: 'refund',
    amount: amountVnd,
    created: secondsOf(at),
    currency: 'vnd',
    metadata,
    payment_intent: payment,
    reason: null,
    status: statuses[state],
    ...(state === 'declined' ? { failure_reason: 'expired_or_canceled_card' } : {}),
  };
};

/** Why Stripe makes no refund of a payment; undefined where it does. */
function refusalOf({ amountVnd, transaction = '' }: AskedRefund, known: KnownOrder): Fault | undefined {
  const leftVnd = leftOf(known, transaction);
  if (leftVnd === undefined) return { status: 404, code: 'resource_missing', param: 'payment_intent' };
  if (leftVnd === 0) return { status: 400, code: 'charge_already_refunded' };
  if (amountVnd > leftVnd) return { status: 400, param: 'amount' };
  return known.refundOutcome === 'declined' ? { status: 400, code: 'charge_disputed' } : undefined;
}

const isSame = (a: AskedRefund, b: AskedRefund): boolean =>
  a.amountVnd === b.amountVnd && a.transaction === b.transaction && a.echoed?.reference === b.echoed?.reference;

/** Makes a refund of a payment; the same form again under its `Idempotency-Key` is answered with the same one, another form is refused. */
export function createRefund(request: PlayedRequest, known: KnownOrder): ServerAnswer {
  const parsed = Form.safeParse(parametersOf(request));
  if (!parsed.success) return faultAnswer(formFault(parsed.error));
  const { payment_intent: payment, amount, 'metadata[reference]': reference, 'metadata[order]': order } = parsed.data;
  const metadata: Record<string, string> = {
    ...(reference === undefined ? {} : { reference }),
    ...(order === undefined ? {} : { order }),
  };
  const asked: AskedRefund = {
    reference: nameOf(request),
    amountVnd: Number(amount),
    transaction: paymentNamed(payment)?.transaction,
    echoed: { ...metadata, payment },
  };
  const before = known.refunds.find((refund) => refund.reference === asked.reference);
  if (before) return isSame(before, asked) ? { status: 200, json: refundObject(before) } : otherParameters;
  const refusal = refusalOf(asked, known);
  if (refusal) return faultAnswer(refusal);
  const { now: at, refundOutcome: state } = known;
  return { status: 200, json: refundObject({ ...asked, at, state }), refunds: asked };
}

/** A refund by its id, with which the path ends. */
export function retrieveRefund(_: PlayedRequest, { refunds }: KnownOrder, path: string): ServerAnswer {
  const found = refunds.find(({ reference }) => path.endsWith(`/re_${reference}`));
  return found
    ? { status: 200, json: refundObject(found) }
    : faultAnswer({ status: 404, code: 'resource_missing', param: 'id' });
}

/** The refunds of a payment, the newest first, as many as are asked for. */
export function listRefunds({ query }: PlayedRequest, { refunds }: KnownOrder): ServerAnswer {
  const payment = query.payment_intent?.at(-1);
  const limit = Number(query.limit?.at(-1) ?? 10);
  const found = refunds.filter(({ echoed }) => echoed?.payment === payment).toReversed();
  const data = found.slice(0, limit).map((refund) => refundObject(refund));
  return { status: 200, json: { object: 'list', data, has_more: found.length > limit, url: '/v1/refunds' } };
}
