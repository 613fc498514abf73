import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { alarmOfFailure, countOne, logEvent } from '../../../shared/platform/observability.ts';
import { redirect } from '../adapters/page-answer.ts';
import { checkedPage, checkingPage, missedPage, sendFilePage, tooManyChecksPage } from '../pages/check.ts';
import { troublePage } from '../pages/not-found.ts';
import type { SentFiles } from '../ports.ts';
import { formRoute, type PageParts, type PageRoute } from './page-routes.ts';

/** `/verify/uploads`: a file is sent without script, straight to the store, and what was found of it is shown. */
export const checkPageRoutes = (parts: PageParts, files: SentFiles): readonly PageRoute[] => {
  const open = async ({ requestId, sourceIp, now }: HttpRequest): Promise<HttpAnswer> => {
    const opened = await files.open(sourceIp, now);
    if (opened.ok) return redirect(`${parts.publicOrigin}/verify/uploads/${opened.value}`);
    if (opened.failure.kind !== 'too_many_tries') {
      alarmOfFailure(opened.failure.kind, { requestId });
      return parts.page(troublePage, 503);
    }
    countOne('StrangersHeldBack');
    return parts.page(tooManyChecksPage(opened.failure.retryAt), 429);
  };
  return [
    {
      method: 'GET',
      path: /^\/verify\/uploads()$/,
      answer: () => redirect(`${parts.publicOrigin}/verify`, 302),
    },
    formRoute(parts, /^\/verify\/uploads()$/, open),
    {
      method: 'GET',
      path: /^\/verify\/uploads\/([^/]+)$/,
      async answer({ query, requestId, now }, checkId) {
        const sent = await files.find(checkId, now);
        if (!sent) return parts.notFound();
        if (sent.state === 'missed') return parts.page(missedPage);
        // The store brings the browser back with `sent`; without it the file is still to be chosen.
        if (sent.state === 'awaited') return parts.page(query.sent ? checkingPage : sendFilePage(sent.form));
        logEvent('file_checked', { requestId, outcome: sent.found.verdict });
        return parts.page(checkedPage(sent.found));
      },
    },
  ];
};
