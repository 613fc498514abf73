import * as z from 'zod';
import { endingAfter, endingsOf } from '../../domain/endings.ts';
import type {
  KnownOrder,
  OpenedOrder,
  PlayedFolder,
  PlayedPath,
  PlayedProvider,
  PlayedRequest,
  ServerAnswer,
} from '../../ports.ts';
import { eventNotice, toldOf } from './events.ts';
import { faultAnswer, otherParameters } from './fault.ts';
import { endedStanding, openStanding, paymentNamed, paymentObject, sessionIdOf, sessionObject } from './objects.ts';
import { createRefund, listRefunds, retrieveRefund } from './refund.ts';
import { parametersOf, readForm } from './session-form.ts';
import { isAuthorized } from './signature.ts';

const Credentials = z.object({ apiKey: z.string().min(1), webhookSecret: z.string().min(1) });

const notFound = faultAnswer({ status: 404, code: 'resource_missing', param: 'id' });

const openSession = (order: OpenedOrder, { payPage, now }: KnownOrder) =>
  sessionObject(order, openStanding(order, now), payPage);

const isSame = (a: OpenedOrder, b: OpenedOrder): boolean =>
  (['amountVnd', 'orderInfo', 'expiresAt', 'returnUrl', 'cancelUrl'] as const).every((name) => a[name] === b[name]);

/** Creates a session; the same form again under its `Idempotency-Key` is answered with the same one, another form is refused. */
function created(request: PlayedRequest, known: KnownOrder): ServerAnswer {
  const asked = readForm(request, known.order?.createdAt ?? known.now);
  if ('status' in asked) return faultAnswer(asked);
  const { order } = known;
  if (!order) return { status: 200, json: openSession(asked, known), creates: asked };
  const repeats = request.headers['idempotency-key'] === order.reference && isSame(order, asked);
  if (!repeats) return otherParameters;
  return { status: 200, json: openSession(order, { ...known, now: order.createdAt }) };
}

/** A session as it is now, with its payment where that is asked for. */
function retrieved({ query }: PlayedRequest, known: KnownOrder): ServerAnswer {
  const { order, deeds, now, payPage } = known;
  if (!order) return notFound;
  const ending = endingAfter(order, deeds);
  const session = sessionObject(order, ending ? endedStanding(order, ending) : openStanding(order, now), payPage);
  const expanded = Object.entries(query).flatMap(([name, values]) => (/^expand\[\d*\]$/.test(name) ? values : []));
  const isExpanded = expanded.includes('payment_intent') && ending?.outcome === 'paid';
  const json = isExpanded ? { ...session, payment_intent: paymentObject(order, ending) } : session;
  return { status: 200, json };
}

/** The payments whose metadata bears our reference. */
function searched(_: PlayedRequest, { order, deeds }: KnownOrder): ServerAnswer {
  const ending = order && endingAfter(order, deeds);
  const data = order && ending?.outcome === 'paid' ? [paymentObject(order, ending)] : [];
  const url = '/v1/payment_intents/search';
  return { status: 200, json: { object: 'search_result', data, has_more: false, next_page: null, url } };
}

interface Call extends PlayedPath {
  readonly answer: (request: PlayedRequest, known: KnownOrder, path: string) => ServerAnswer;
}

const calls: readonly Call[] = [
  {
    method: 'POST',
    path: /^v1\/checkout\/sessions$/,
    referenceOf: (request) => parametersOf(request).client_reference_id,
    answer: created,
  },
  {
    method: 'GET',
    path: /^v1\/checkout\/sessions\/cs_test_([A-Za-z0-9._-]{1,100})$/,
    referenceOf: (_, reference) => reference,
    answer: retrieved,
  },
  {
    method: 'GET',
    path: /^v1\/payment_intents\/search$/,
    referenceOf: ({ query }) => /^metadata\["reference"\]:"([^"]+)"$/.exec(query.query?.at(-1) ?? '')?.[1],
    answer: searched,
  },
  {
    method: 'POST',
    path: /^v1\/refunds$/,
    referenceOf: (request) => paymentNamed(parametersOf(request).payment_intent)?.reference,
    answer: createRefund,
  },
  {
    method: 'GET',
    path: /^v1\/refunds$/,
    referenceOf: ({ query }) => paymentNamed(query.payment_intent?.at(-1))?.reference,
    answer: listRefunds,
  },
  {
    method: 'GET',
    path: /^v1\/refunds\/re_([0-9a-f]{24})$/,
    referenceOf: () => undefined,
    refundOf: (_, reference) => reference,
    answer: retrieveRefund,
  },
];

const backOf = (order: OpenedOrder, outcome: 'paid' | 'failed'): string =>
  (outcome === 'failed' && order.cancelUrl !== undefined ? order.cancelUrl : order.returnUrl).replaceAll(
    '{CHECKOUT_SESSION_ID}',
    sessionIdOf(order.reference),
  );

const account = (given: unknown): PlayedProvider => {
  const { apiKey, webhookSecret } = Credentials.parse(given);
  return {
    answer(path, request, known) {
      if (!isAuthorized(request.headers.authorization, apiKey))
        return { ...faultAnswer({ status: 401, code: 'api_key_invalid' }), toStranger: true };
      const called = calls.find((each) => each.method === request.method && each.path.test(path));
      return called?.answer(request, known, path) ?? notFound;
    },
    play(order, outcome, now) {
      const { told, returns, waits } = endingsOf(order, outcome, now);
      const events = told.flatMap((ending) => toldOf(order, outcome, ending, now));
      return {
        notices: events.map((event) => eventNotice(order, event, { webhookSecret, sentAt: now })),
        returnUrl: returns && backOf(order, returns.outcome),
        waits,
      };
    },
    isConfirmed: ({ status }) => status >= 200 && status < 300,
  };
};

/** Stripe Checkout from the other side. */
export const played: PlayedFolder = { calls, account };
