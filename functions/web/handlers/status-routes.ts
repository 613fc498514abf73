import { logEvent } from '../../../shared/platform/observability.ts';
import { statusPage } from '../pages/status.ts';
import type { Agencies, Dossiers, FeeReader, IssuedDocuments } from '../ports.ts';
import { showStatus } from '../usecases/show-status.ts';
import type { PageParts, PageRoute } from './page-routes.ts';

/** What the status page reads. */
export interface StatusPorts {
  readonly dossiers: Dossiers;
  readonly agencies: Agencies;
  readonly fees: FeeReader;
  readonly documents: IssuedDocuments;
}

/** `/t/{token}`. */
export const statusRoutes = (parts: PageParts, ports: StatusPorts): readonly PageRoute[] => {
  const status = showStatus(ports);
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
  ];
};
