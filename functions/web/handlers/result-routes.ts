import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { alarmOfFailure, countOne, logEvent, logFailure } from '../../../shared/platform/observability.ts';
import { redirect } from '../adapters/page-answer.ts';
import { type ResultView, resultPage } from '../pages/result.ts';
import {
  type ResultPorts,
  redeemCode,
  requestCode,
  showResult,
  tooManyCodes,
  troubleOf,
} from '../usecases/get-result.ts';
import { type Fields, formRoute, type PageParts, type PageRoute } from './page-routes.ts';

type Shown = Pick<ResultView, 'step' | 'trouble'>;

const unavailable: Shown = { step: 'start', trouble: { kind: 'unavailable' } };

/** `/t/{token}/result`: asks for a code, takes it, and leads to the download. */
export const resultRoutes = (parts: PageParts, ports: ResultPorts): readonly PageRoute[] => {
  const show = async (token: string, now: number, shown: Shown, status: number): Promise<HttpAnswer> => {
    const view = await showResult(ports)(token, now, shown);
    return view.ok ? parts.page(resultPage(view.value), status) : parts.notFound();
  };
  const sendCode = async ({ now, requestId, sourceIp }: HttpRequest, token: string): Promise<HttpAnswer> => {
    const sent = await requestCode(ports)(token, { now, requestId, sourceIp });
    if (sent.ok) return redirect(`${parts.publicOrigin}/t/${token}/result?step=code`);
    logFailure('download_code_refused', sent.failure.kind, { requestId });
    if (sent.failure.kind === 'not_allowed_now') return show(token, now, { step: 'start', trouble: undefined }, 409);
    if (sent.failure.kind !== 'too_many_tries') return show(token, now, unavailable, 503);
    countOne('StrangersHeldBack');
    return show(token, now, { step: 'code_sent', trouble: tooManyCodes(sent.failure.retryAt, now) }, 429);
  };
  const redeem = async ({ now, requestId, sourceIp }: HttpRequest, token: string, { code = '', resultId }: Fields) => {
    const typed = { code: code.replace(/\s/g, ''), resultId, now, requestId, sourceIp };
    const redeemed = await redeemCode(ports)(token, typed);
    const outcome = redeemed.ok ? redeemed.value.outcome : redeemed.failure.kind;
    logEvent('download_code_tried', { requestId, outcome });
    if (!redeemed.ok) {
      alarmOfFailure(redeemed.failure.kind, { requestId });
      return show(token, now, unavailable, 409);
    }
    if (redeemed.value.outcome === 'accepted') return redirect(redeemed.value.url, 302);
    const trouble = troubleOf(redeemed.value);
    return show(token, now, { step: 'code_sent', trouble }, trouble.kind === 'code_used_up' ? 429 : 422);
  };
  const path = /^\/t\/([^/]+)\/result$/;
  return [
    {
      method: 'GET',
      path,
      answer: ({ query, now }, token) =>
        show(token, now, { step: query.step?.[0] === 'code' ? 'code_sent' : 'start', trouble: undefined }, 200),
    },
    formRoute(parts, path, (request, token, fields) =>
      fields.action === 'redeem' ? redeem(request, token, fields) : sendCode(request, token),
    ),
  ];
};
