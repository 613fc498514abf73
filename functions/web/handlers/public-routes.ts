import { problemKindOf } from '../../../shared/kernel/problems.ts';
import { redirect } from '../adapters/page-answer.ts';
import openApi from '../openapi/document.json' with { type: 'json' };
import { problemCalls } from '../domain/problem-calls.ts';
import { paymentReturnPage } from '../pages/payment-return.ts';
import { problemPage } from '../pages/problem.ts';
import { verifyFormPage, verifyPage } from '../pages/verify.ts';
import { showReturn } from '../usecases/show-return.ts';
import type { PageRoute, RouteParts } from './page-routes.ts';

const callsOf = problemCalls(openApi);

/** What anyone may see: the register of documents, where providers send browsers back, keys, the API's description and its errors, health. */
export const publicRoutes = (parts: RouteParts): readonly PageRoute[] => {
  const brought = showReturn(parts);
  return [
    {
      method: 'GET',
      path: /^\/verify()$/,
      answer({ query }) {
        const typed = query.code?.at(-1)?.trim();
        if (!typed) return parts.page(verifyFormPage(undefined));
        return redirect(`${parts.publicOrigin}/verify/${encodeURIComponent(typed.slice(0, 64))}`);
      },
    },
    {
      method: 'GET',
      path: /^\/verify\/([^/]+)$/,
      async answer(_, code) {
        const found = await parts.documents.registered(code);
        if (!found) return parts.page(verifyFormPage(code.slice(0, 64)), 404);
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
    {
      method: 'GET',
      path: /^\/problems\/([a-z_]+)$/,
      answer(_, name) {
        const kind = problemKindOf(name);
        return kind ? parts.page(problemPage(kind, callsOf(kind))) : parts.notFound();
      },
    },
    { method: 'GET', path: /^\/openapi\.json()$/, answer: () => ({ status: 200, json: openApi }) },
    { method: 'GET', path: /^\/healthz()$/, answer: () => ({ status: 200, json: { status: 'ok' } }) },
  ];
};
