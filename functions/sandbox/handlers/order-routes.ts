import * as z from 'zod';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { answerWith, type HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { formBody, type HttpRequest, jsonBody } from '../../../shared/platform/http-request.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { playedPage } from '../adapters/pages/pay-page.ts';
import { Outcome } from '../domain/outcomes.ts';
import { RefundOutcome } from '../domain/refunds.ts';
import { chooseRefundOutcome } from '../usecases/choose-refund-outcome.ts';
import { type Played, type PlayPorts, playOutcome } from '../usecases/play-outcome.ts';
import type { Route } from './router.ts';

const Choice = z.strictObject({ outcome: Outcome });

const RefundChoice = z.strictObject({ outcome: RefundOutcome });

const playedView = ({ reference, outcome, answers, returnUrl }: Played) => ({
  reference,
  outcome,
  answers: answers.map((answer) => answer ?? null),
  returnUrl: returnUrl ?? null,
});

const isForm = ({ headers }: HttpRequest): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

const choiceIn = (request: HttpRequest) => {
  if (!isForm(request)) return jsonBody(Choice)(request);
  const form = formBody(request);
  return form.ok ? parseInput(Choice, form.value) : form;
};

/** The outcomes that are chosen for an order and for its refunds, by a person's form on its provider's page or by a test's JSON. */
export const orderRoutes = (ports: PlayPorts): readonly Route[] => [
  {
    method: 'POST',
    path: /^([a-z][a-z0-9]*)\/orders\/([A-Za-z0-9._-]{1,100})\/outcome$/,
    async answer(request, provider = '', reference = ''): Promise<HttpAnswer> {
      const answer = answerWith(request.requestId);
      const choice = choiceIn(request);
      if (!choice.ok) return answer(choice);
      const played = await playOutcome(ports)(provider, reference, choice.value.outcome, request.now);
      if (!played.ok || !isForm(request)) return answer(played, 200, playedView);
      const { returnUrl, waits } = played.value;
      if (returnUrl && !waits) return { status: 303, headers: { Location: returnUrl } };
      return { status: 200, text: playedPage(played.value), headers: pageHeaders };
    },
  },
  {
    method: 'POST',
    path: /^([a-z][a-z0-9]*)\/refunds\/([A-Za-z0-9._-]{1,100})\/outcome$/,
    async answer(request, provider = '', reference = ''): Promise<HttpAnswer> {
      const answer = answerWith(request.requestId);
      const choice = jsonBody(RefundChoice)(request);
      if (!choice.ok) return answer(choice);
      const chosen = await chooseRefundOutcome(ports)(provider, reference, choice.value.outcome, request.now);
      return answer(chosen, 200, (held) => held);
    },
  },
];
