import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { answerWith, type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { payFaultPage, payPage } from '../adapters/pages/pay-page.ts';
import type { Query, ServerAnswer, ShownAs } from '../ports.ts';
import { answerCall } from '../usecases/answer-call.ts';
import { findSubject } from '../usecases/find-subject.ts';
import { openPayPage, pageByReference } from '../usecases/open-pay-page.ts';
import type { PlayPorts } from '../usecases/play-outcome.ts';
import { readStatement } from '../usecases/read-statement.ts';
import { broughtBy } from './form-choice.ts';
import type { Route } from './router.ts';

const page = (text: string, status = 200): HttpAnswer => ({ status, text, headers: pageHeaders });

const saidBy = ({ status, json, text }: ServerAnswer): HttpAnswer =>
  text === undefined ? { status, json } : { status, text };

/** Providers' own paths below their names: the pages on which payers pay, and what merchants' servers call. */
export const providerRoutes = (
  ports: PlayPorts & { readonly shownAs: ShownAs },
  publicOrigin: string,
): readonly Route[] => {
  const show = async (name: KnownProvider, reference: string, now: Instant, query?: Query): Promise<HttpAnswer> => {
    const opened = await openPayPage(ports)(name, reference, query, now);
    if (!opened.ok) return page(payFaultPage({ code: '01', meaning: 'Không tìm thấy giao dịch' }), 404);
    if ('code' in opened.value) return page(payFaultPage(opened.value), 400);
    return page(payPage(await ports.shownAs(name), opened.value, now, publicOrigin));
  };

  const answered = async (request: HttpRequest, given = '', path = ''): Promise<HttpAnswer> => {
    const { data: name } = KnownProvider.safeParse(given);
    const folder = name && (await ports.providers(name));
    const nothing = problem({ kind: 'not_found', what: 'route' }, request.requestId);
    if (!folder) return nothing;
    const statement = await readStatement(ports)(name, path, request);
    if (statement) return saidBy(statement);
    const paths = [pageByReference, ...(folder.page ? [folder.page] : []), ...folder.calls];
    const found = paths.find((each) => each.method === request.method && each.path.test(path));
    if (!found) return nothing;
    const caught = (found.path.exec(path) ?? []).slice(1);
    const { reference = '', refund } = await findSubject(ports)(name, found, request, caught);
    if (found === pageByReference) return show(name, reference, request.now);
    if (found === folder.page) return show(name, reference, request.now, broughtBy(request));
    const payPage = `${publicOrigin}/sandbox/${name}/pay/${reference}`;
    const call = { provider: name, path, request, reference, refund, payPage };
    const done = await answerCall(ports)({ ...call, now: request.now });
    return done.ok ? saidBy(done.value) : answerWith(request.requestId)(done);
  };

  return (['GET', 'POST'] as const).map((method) => ({
    method,
    path: /^([a-z][a-z0-9]*)\/(.+)$/,
    answer: answered,
  }));
};
