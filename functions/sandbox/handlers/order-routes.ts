import * as z from 'zod';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { answerWith, type HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { formBody, type HttpRequest, jsonBody } from '../../../shared/platform/http-request.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { payFaultPage, payPage, playedPage } from '../adapters/pages/pay-page.ts';
import { Outcome } from '../domain/outcomes.ts';
import { openPayPage } from '../usecases/open-pay-page.ts';
import { type Played, type PlayPorts, playOutcome } from '../usecases/play-outcome.ts';
import type { Route } from './router.ts';

const Choice = z.strictObject({ outcome: Outcome });
const IpnAnswer = z.object({ RspCode: z.string() });

const page = (text: string, status = 200): HttpAnswer => ({ status, text, headers: pageHeaders });

const playedView = ({ reference, outcome, answers, returnUrl }: Played) => ({
  reference,
  outcome,
  ipn: answers.map((answer) => ({ rspCode: IpnAnswer.safeParse(answer).data?.RspCode ?? null })),
  returnUrl: returnUrl ?? null,
});

const isForm = ({ headers }: HttpRequest): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

const choiceIn = (request: HttpRequest) => {
  if (!isForm(request)) return jsonBody(Choice)(request);
  const form = formBody(request);
  return form.ok ? parseInput(Choice, form.value) : form;
};

/** Providers' pages, and the outcomes chosen on them by a person's form or a test's JSON. */
export const orderRoutes = (ports: PlayPorts, publicOrigin: string): readonly Route[] => [
  {
    method: 'GET',
    path: /^vnpay\/paymentv2\/vpcpay\.html$/,
    async answer({ query, now }) {
      const opened = await openPayPage(ports)('vnpay', query.vnp_TxnRef?.at(-1) ?? '', query, now);
      if (!opened.ok) return page(payFaultPage({ code: '01', meaning: 'Không tìm thấy giao dịch' }), 404);
      if ('code' in opened.value) return page(payFaultPage(opened.value), 400);
      const action = `${publicOrigin}/sandbox/vnpay/orders/${encodeURIComponent(opened.value.reference)}/outcome`;
      return page(payPage('vnpay', opened.value, now, action));
    },
  },
  {
    method: 'POST',
    path: /^([a-z][a-z0-9]*)\/orders\/([A-Za-z0-9._-]{1,100})\/outcome$/,
    async answer(request, provider = '', reference = '') {
      const answer = answerWith(request.requestId);
      const choice = choiceIn(request);
      if (!choice.ok) return answer(choice);
      const played = await playOutcome(ports)(provider, reference, choice.value.outcome, request.now);
      if (!played.ok || !isForm(request)) return answer(played, 200, playedView);
      const { returnUrl, waits } = played.value;
      return returnUrl && !waits ? { status: 303, headers: { Location: returnUrl } } : page(playedPage(played.value));
    },
  },
];
