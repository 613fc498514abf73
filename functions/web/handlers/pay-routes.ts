import type { Failure } from '../../../shared/kernel/failures.ts';
import { logFailure } from '../../../shared/platform/observability.ts';
import { redirect } from '../adapters/page-answer.ts';
import { payPage } from '../pages/pay.ts';
import { paymentReturnPage } from '../pages/payment-return.ts';
import type { Agencies, Destination, Dossiers, Fees } from '../ports.ts';
import { showFees, startPayment } from '../usecases/pay-fees.ts';
import { showReturn } from '../usecases/show-return.ts';
import { formRoute, type PageParts, type PageRoute } from './page-routes.ts';

/** What paying needs. */
export interface PayPorts {
  readonly dossiers: Dossiers;
  readonly agencies: Agencies;
  readonly fees: Fees;
  /** 128 random bits in hex. */
  readonly random: () => string;
}

/** The failures that are the provider's or ours, not the fee's. */
const providerFailures: readonly Failure['kind'][] = ['temporarily_unavailable', 'unknown_outcome', 'not_configured'];

const addressOf = ({ publicOrigin }: PageParts, token: string, to: Destination): string =>
  'transfer' in to ? `${publicOrigin}/t/${encodeURIComponent(token)}/pay/${to.transfer}` : to.redirectUrl;

/** `/t/{token}/pay`, and where providers send browsers back. */
export const payRoutes = (parts: PageParts, ports: PayPorts): readonly PageRoute[] => {
  const fees = showFees(ports);
  const start = startPayment(ports);
  const brought = showReturn(ports);
  const path = /^\/t\/([^/]+)\/pay$/;
  return [
    {
      method: 'GET',
      path,
      async answer({ now }, token) {
        const view = await fees(token, ports.random(), now);
        return view.ok ? parts.page(payPage(view.value)) : parts.notFound();
      },
    },
    formRoute(parts, path, async ({ now, requestId, sourceIp: payerIp }, token, fields) => {
      const { paymentId = '', press = requestId, provider } = fields;
      const started = await start(token, { paymentId, provider, press, payerIp, now, requestId });
      if (started.ok) return redirect(addressOf(parts, token, started.value));
      logFailure('payment_not_started', started.failure.kind, { requestId });
      const later = providerFailures.includes(started.failure.kind);
      const view = await fees(token, ports.random(), now, later ? 'provider' : 'not_payable');
      return view.ok ? parts.page(payPage(view.value), later ? 503 : 409) : parts.notFound();
    }),
    {
      method: 'GET',
      path: /^\/payments\/return\/([^/]+\/[^/]+)$/,
      async answer({ query, headers, body, now: receivedAt }, to) {
        const [provider = '', merchant = ''] = to.split('/');
        const view = await brought({ provider, merchant, query, headers, body, receivedAt });
        return parts.page(paymentReturnPage(view));
      },
    },
  ];
};
