import { logEvent } from '../../../shared/platform/observability.ts';
import { redirect } from '../adapters/page-answer.ts';
import { receiptPage } from '../pages/receipt.ts';
import type { Dossiers, Receipts } from '../ports.ts';
import { showReceipt } from '../usecases/show-receipt.ts';
import type { PageParts, PageRoute } from './page-routes.ts';

/** `/t/{token}/receipts/{receiptId}`: leads to the sealed file, or says why there is none. */
export const receiptPageRoutes = (
  parts: PageParts,
  ports: { readonly dossiers: Dossiers; readonly receipts: Receipts },
): readonly PageRoute[] => {
  const shown = showReceipt(ports);
  return [
    {
      method: 'GET',
      path: /^\/t\/([^/]+\/receipts\/[^/]+)$/,
      async answer({ now, requestId }, captured) {
        const [token = '', receiptId = ''] = captured.split('/receipts/');
        const found = await shown(token, receiptId, now);
        if (!found.ok) return parts.notFound();
        if ('downloadUrl' in found.value) {
          logEvent('receipt_downloaded', { requestId, keyId: 'citizen', aggregate: receiptId });
          return redirect(found.value.downloadUrl, 302);
        }
        return parts.page(receiptPage(found.value), found.value.outcome === 'erased' ? 409 : 200);
      },
    },
  ];
};
