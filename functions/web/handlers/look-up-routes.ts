import { firstCharacters } from '../../../shared/kernel/characters.ts';
import type { StrangerLimits } from '../../../shared/kernel/stranger-limits.ts';
import type { Tries } from '../../../shared/kernel/tries.ts';
import { countOne, logEvent } from '../../../shared/platform/observability.ts';
import { redirect } from '../adapters/page-answer.ts';
import { lookUpPage } from '../pages/look-up.ts';
import type { WaysIn } from '../ports.ts';
import { lookUp } from '../usecases/look-up.ts';
import { formRoute, type PageParts, type PageRoute } from './page-routes.ts';

/** As much of a typed code as the form takes. */
const shown = (code: string): string => firstCharacters(code, 64);

/** `/`: the form. */
export const lookUpFormRoutes = (parts: PageParts): readonly PageRoute[] => [
  {
    method: 'GET',
    path: /^\/()$/,
    answer: ({ query }) =>
      parts.page(lookUpPage({ dossierCode: shown(query.dossierCode?.at(-1) ?? ''), trouble: undefined })),
  },
];

/** What looking up needs. */
export interface LookUpPorts {
  readonly ways: WaysIn;
  readonly tries: Tries;
  readonly limits: StrangerLimits;
}

/** What the form of `/` leads to. */
export const lookUpRoutes = (parts: PageParts, ports: LookUpPorts): readonly PageRoute[] => {
  const find = lookUp(ports);
  return [
    formRoute(parts, /^\/()$/, async ({ now, requestId, sourceIp }, _, { dossierCode = '', lastDigits = '' }) => {
      const found = await find({ dossierCode: dossierCode.toUpperCase(), digits: lastDigits, sourceIp, now });
      logEvent('looked_up', { requestId, outcome: found.ok ? 'found' : found.failure.kind });
      if (found.ok) return redirect(`${parts.publicOrigin}/t/${found.value.token}`);
      const isHeldBack = found.failure.kind === 'too_many_tries';
      if (isHeldBack) countOne('StrangersHeldBack');
      const view = { dossierCode: shown(dossierCode), trouble: isHeldBack ? 'held_back' : 'wrong' } as const;
      return parts.page(lookUpPage(view), isHeldBack ? 429 : 404);
    }),
  ];
};
