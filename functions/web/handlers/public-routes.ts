import { firstCharacters } from '../../../shared/kernel/characters.ts';
import { redirect } from '../adapters/page-answer.ts';
import openApi from '../openapi/document.json' with { type: 'json' };
import { paymentReturnPage } from '../pages/payment-return.ts';
import { verifyFormPage, verifyPage } from '../pages/verify.ts';
import { showReturn } from '../usecases/show-return.ts';
import type { PageRoute, RouteParts } from './page-routes.ts';

/** What anyone may see: the register of documents, where providers send browsers back, keys, the API's description, health. */
export const publicRoutes = (parts: RouteParts): readonly PageRoute[] => {
  const brought = showReturn(parts);
  return [
    {
      method: 'GET',
      path: /^\/verify()$/,
      answer({ query }) {
        const typed = query.code?.at(-1)?.trim();
        if (!typed) return parts.page(verifyFormPage(undefined));
        return redirect(`${parts.publicOrigin}/verify/${encodeURIComponent(firstCharacters(typed, 64))}`);
      },
    },
    {
      method: 'GET',
      path: /^\/verify\/([^/]+)$/,
      async answer(_, code) {
        const found = await parts.documents.registered(code);
        if (!found) return parts.page(verifyFormPage(firstCharacters(code, 64)), 404);
        const issuedOn = found.issuedOn.split('-').reverse().join('/');
        const { name: agencyName, code: agencyCode } = found.agency;
        return parts.page(verifyPage({ ...found, issuedOn, agencyName, agencyCode, verificationCode: code }));
      },
    },
    {
      method: 'GET',
      path: /^\/payments\/return\/([^/]+\/[^/]+)$/,
      async answer({ query, headers, body, now }, to) {
        const [provider = '', merchant = ''] = to.split('/');
        return parts.page(
          paymentReturnPage(await brought({ provider, merchant, query, headers, body, receivedAt: now })),
        );
      },
    },
    {
      method: 'GET',
      path: /^\/pki\/(roots\.pem|[\w.-]+\.crl)$/,
      async answer(_, name) {
        const text = await parts.documents.publicKeyFile(name);
        if (text === undefined) return parts.notFound();
        return { status: 200, text, headers: { 'Content-Type': 'application/x-pem-file' } };
      },
    },
    { method: 'GET', path: /^\/openapi\.json()$/, answer: () => ({ status: 200, json: openApi }) },
    { method: 'GET', path: /^\/healthz()$/, answer: () => ({ status: 200, json: { status: 'ok' } }) },
  ];
};
