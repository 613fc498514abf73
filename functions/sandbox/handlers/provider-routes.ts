import { ok } from '../../../shared/kernel/result.ts';
import { answerWith, type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { payFaultPage, payPage } from '../adapters/pages/pay-page.ts';
import type { PlayedPath } from '../ports.ts';
import { answerCall } from '../usecases/answer-call.ts';
import type { AccountPorts } from '../usecases/find-account.ts';
import { findSubject } from '../usecases/find-subject.ts';
import { openPayPage } from '../usecases/open-pay-page.ts';
import type { Route } from './router.ts';

const page = (text: string, status = 200): HttpAnswer => ({ status, text, headers: pageHeaders });

/** The page of an order that a call created. */
const createdPage: PlayedPath = {
  method: 'GET',
  path: /^pay\/([A-Za-z0-9._-]{1,100})$/,
  referenceOf: (_, reference) => reference,
};

/** Providers' own paths below their names: the pages on which payers pay, and what merchants' servers call. */
export const providerRoutes = (ports: AccountPorts, publicOrigin: string): readonly Route[] => {
  const addressOf = (name: string, path: string): string => `${publicOrigin}/sandbox/${name}/${path}`;

  const show = async (name: string, reference: string, { query, now }: HttpRequest): Promise<HttpAnswer> => {
    const opened = await openPayPage(ports)(name, reference, query, now);
    if (!opened.ok) return page(payFaultPage({ code: '01', meaning: 'Không tìm thấy giao dịch' }), 404);
    if ('code' in opened.value) return page(payFaultPage(opened.value), 400);
    const action = addressOf(name, `orders/${encodeURIComponent(opened.value.reference)}/outcome`);
    return page(payPage(name, opened.value, now, action));
  };

  const answered = async (request: HttpRequest, name = '', path = ''): Promise<HttpAnswer> => {
    const folder = await ports.providers(name);
    const nothing = problem({ kind: 'not_found', what: 'route' }, request.requestId);
    if (!folder) return nothing;
    const paths = [folder.page ?? createdPage, ...folder.calls];
    const found = paths.find((each) => each.method === request.method && each.path.test(path));
    if (!found) return nothing;
    const caught = (found.path.exec(path) ?? []).slice(1);
    const { reference = '', refund } = await findSubject(ports)(name, found, request, caught);
    if (!folder.calls.includes(found)) return show(name, reference, request);
    const call = { provider: name, path, request, reference, refund, payPage: addressOf(name, `pay/${reference}`) };
    const done =
      reference === '' && found.unheard ? ok(found.unheard) : await answerCall(ports)({ ...call, now: request.now });
    if (!done.ok) return answerWith(request.requestId)(done);
    const { status, json, text } = done.value;
    return text === undefined ? { status, json } : { status, text };
  };

  return (['GET', 'POST'] as const).map((method) => ({
    method,
    path: /^([a-z][a-z0-9]*)\/(.+)$/,
    answer: answered,
  }));
};
