import { firstCharacters } from '../../../shared/kernel/characters.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { formOf } from '../adapters/form.ts';
import { redirect } from '../adapters/page-answer.ts';
import { lookUpPage } from '../pages/look-up.ts';
import { refusedPage } from '../pages/not-found.ts';
import { lookUp } from '../usecases/look-up.ts';
import type { PageRoute, RouteParts } from './page-routes.ts';

/** As much of a typed code as the form takes. */
const shown = (code: string): string => firstCharacters(code, 64);

/** `/`: the form, and what it leads to. */
export const lookUpRoutes = (parts: RouteParts): readonly PageRoute[] => {
  const find = lookUp(parts);
  return [
    {
      method: 'GET',
      path: /^\/()$/,
      answer: ({ query }) =>
        parts.page(lookUpPage({ dossierCode: shown(query.dossierCode?.at(-1) ?? ''), isWrong: false })),
    },
    {
      method: 'POST',
      path: /^\/()$/,
      async answer(request) {
        const form = formOf(request, parts.publicOrigin);
        if (!form.ok) return parts.page(refusedPage, 400);
        const { dossierCode = '', lastDigits = '' } = form.value;
        const { now, sourceIp } = request;
        const asked = { dossierCode: dossierCode.toUpperCase(), digits: lastDigits, sourceIp, now };
        const found = await find(asked);
        logEvent('looked_up', { requestId: request.requestId, outcome: found.ok ? 'found' : found.failure.kind });
        if (!found.ok) return parts.page(lookUpPage({ dossierCode: shown(dossierCode), isWrong: true }), 404);
        return redirect(`${parts.publicOrigin}/t/${found.value.token}`);
      },
    },
  ];
};
