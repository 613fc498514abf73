import * as z from 'zod';
import { answerWith, type HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { playedPage } from '../adapters/pages/pay-page.ts';
import { refundChosenPage } from '../adapters/pages/refund-choice.ts';
import { Outcome } from '../domain/outcomes.ts';
import { RefundOutcome } from '../domain/refunds.ts';
import { chooseRefundOutcome } from '../usecases/choose-refund-outcome.ts';
import { type Played, type PlayPorts, playOutcome } from '../usecases/play-outcome.ts';
import { choiceIn, isForm } from './form-choice.ts';
import type { Route } from './router.ts';

const Choice = z.strictObject({ outcome: Outcome });

const RefundChoice = z.strictObject({ outcome: RefundOutcome });

const playedView = ({ reference, outcome, answers, returnUrl }: Played) => ({
  reference,
  outcome,
  answers: answers.map((answer) => answer ?? null),
  returnUrl: returnUrl ?? null,
});

/** The outcomes that are chosen for an order and for its refunds, by a person's form on its provider's page or by a test's JSON. */
export const orderRoutes = (ports: PlayPorts, publicOrigin: string): readonly Route[] => [
  {
    method: 'POST',
    path: /^([a-z][a-z0-9]*)\/orders\/([A-Za-z0-9._-]{1,100})\/outcome$/,
    async answer(request, provider = '', reference = ''): Promise<HttpAnswer> {
      const answer = answerWith(request.requestId);
      const choice = choiceIn(request, Choice);
      if (!choice.ok) return answer(choice);
      const played = await playOutcome(ports)(provider, reference, choice.value.outcome, request.now);
      if (!played.ok || !isForm(request)) return answer(played, 200, playedView);
      const { returnUrl, waits } = played.value;
      if (returnUrl && !waits) return { status: 303, headers: { Location: returnUrl } };
      return { status: 200, text: playedPage(provider, played.value, publicOrigin), headers: pageHeaders };
    },
  },
  {
    method: 'POST',
    path: /^([a-z][a-z0-9]*)\/refunds\/([A-Za-z0-9._-]{1,100})\/outcome$/,
    async answer(request, provider = '', reference = ''): Promise<HttpAnswer> {
      const answer = answerWith(request.requestId);
      const choice = choiceIn(request, RefundChoice);
      if (!choice.ok) return answer(choice);
      const { outcome } = choice.value;
      const chosen = await chooseRefundOutcome(ports)(provider, reference, outcome, request.now);
      if (!chosen.ok || !isForm(request)) return answer(chosen, 200, (held) => held);
      const text = refundChosenPage(provider, reference, outcome, publicOrigin);
      return { status: 200, text, headers: pageHeaders };
    },
  },
];
