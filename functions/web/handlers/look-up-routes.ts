import { logEvent } from '../../../shared/platform/observability.ts';
import { formOf } from '../adapters/form.ts';
import { redirect } from '../adapters/page-answer.ts';
import { lookUpPage } from '../pages/look-up.ts';
import { refusedPage } from '../pages/not-found.ts';
import { lookUp } from '../usecases/look-up.ts';
import type { PageRoute, RouteParts } from './page-routes.ts';

/** `/`: the form, and what it leads to. */
export const lookUpRoutes = (parts: RouteParts): readonly PageRoute[] => {
  const find = lookUp(parts);
  return [
    { method: 'GET', path: /^\/()$/, answer: () => parts.page(lookUpPage({ typedCode: undefined })) },
    {
      method: 'POST',
      path: /^\/()$/,
      async answer(request) {
        const form = formOf(request, parts.publicOrigin);
        if (!form.ok) return parts.page(refusedPage, 400);
        const { dossierCode = '', lastDigits = '' } = form.value;
        const found = await find({ dossierCode: dossierCode.toUpperCase(), lastDigits, now: request.now });
        logEvent('looked_up', { requestId: request.requestId, outcome: found.ok ? 'found' : found.failure.kind });
        if (!found.ok) return parts.page(lookUpPage({ typedCode: dossierCode.slice(0, 64) }), 404);
        return redirect(`${parts.publicOrigin}/t/${found.value.token}`);
      },
    },
  ];
};
