import { problemKindOf } from '../../../shared/kernel/problems.ts';
import { problemCalls } from '../domain/problem-calls.ts';
import { problemPage } from '../pages/problem.ts';
import type { DocumentRegister } from '../ports.ts';
import type { PageParts, PageRoute } from './page-routes.ts';
import { verifyRoutes } from './verify-routes.ts';

/** The API's description, loaded by the first request that needs it: it is a tenth of the bundle, and few pages do. */
const description = async () => (await import('../openapi/document.json', { with: { type: 'json' } })).default;

/** What anyone may see: the register of documents, keys, the API's description and its errors, health. */
export const publicRoutes = (parts: PageParts, register: DocumentRegister): readonly PageRoute[] => [
  ...verifyRoutes(parts, register),
  {
    method: 'GET',
    path: /^\/pki\/roots\.pem()$/,
    async answer() {
      const roots = await register.rootsPem();
      if (!roots) return parts.notFound();
      return { status: 200, bytes: Buffer.from(roots), headers: { 'Content-Type': 'application/x-pem-file' } };
    },
  },
  {
    method: 'GET',
    path: /^\/problems\/([a-z_]+)$/,
    async answer(_, name) {
      const kind = problemKindOf(name);
      if (!kind) return parts.notFound();
      return parts.page(problemPage(kind, problemCalls(await description())(kind)));
    },
  },
  { method: 'GET', path: /^\/openapi\.json()$/, answer: async () => ({ status: 200, json: await description() }) },
  { method: 'GET', path: /^\/healthz()$/, answer: () => ({ status: 200, json: { status: 'ok' } }) },
];
