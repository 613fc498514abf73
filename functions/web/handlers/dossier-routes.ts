import { logEvent } from '../../../shared/platform/observability.ts';
import { formOf } from '../adapters/form.ts';
import { redirect } from '../adapters/page-answer.ts';
import { refusedPage } from '../pages/not-found.ts';
import { payPage } from '../pages/pay.ts';
import { statusPage } from '../pages/status.ts';
import { showFees, startPayment } from '../usecases/pay-fees.ts';
import { showStatus } from '../usecases/show-status.ts';
import type { PageRoute, RouteParts } from './page-routes.ts';

/** `/t/{token}` and `/t/{token}/pay`. */
export const dossierRoutes = (parts: RouteParts): readonly PageRoute[] => {
  const status = showStatus(parts);
  const fees = showFees(parts);
  const start = startPayment(parts);
  return [
    {
      method: 'GET',
      path: /^\/t\/([^/]+)$/,
      async answer({ now, requestId }, token) {
        const view = await status(token, now);
        if (!view.ok) return parts.notFound();
        logEvent('dossier_read', { requestId, keyId: 'citizen', dossierCode: view.value.dossierCode });
        return parts.page(statusPage(view.value));
      },
    },
    {
      method: 'GET',
      path: /^\/t\/([^/]+)\/pay$/,
      async answer({ now }, token) {
        const view = await fees(token, parts.random(), now);
        return view.ok ? parts.page(payPage(view.value)) : parts.notFound();
      },
    },
    {
      method: 'POST',
      path: /^\/t\/([^/]+)\/pay$/,
      async answer(request, token) {
        const { now, requestId, sourceIp: payerIp } = request;
        const form = formOf(request, parts.publicOrigin);
        if (!form.ok) return parts.page(refusedPage, 400);
        const { paymentId = '', press = requestId } = form.value;
        const started = await start(token, { paymentId, press, payerIp, now, requestId });
        if (started.ok) return redirect(started.value.redirectUrl);
        logEvent('payment_not_started', { requestId, failure: started.failure.kind });
        const later = started.failure.kind === 'temporarily_unavailable' || started.failure.kind === 'not_configured';
        const view = await fees(token, parts.random(), now, later ? 'provider' : 'not_payable');
        return view.ok ? parts.page(payPage(view.value), later ? 503 : 409) : parts.notFound();
      },
    },
  ];
};
