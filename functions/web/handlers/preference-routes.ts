import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { alarmOfFailure, logEvent } from '../../../shared/platform/observability.ts';
import { redirect } from '../adapters/page-answer.ts';
import { refusedPage } from '../pages/not-found.ts';
import { type PreferencesView, preferencesPage } from '../pages/preferences.ts';
import { type ChoosingPorts, choosePreferences, endMails, showPreferences } from '../usecases/choose-messages.ts';
import { formRoute, type PageParts, type PageRoute } from './page-routes.ts';

/** `/t/{token}/preferences`, and `/t/{token}/unsubscribe` for mailboxes. */
export const preferenceRoutes = (parts: PageParts, ports: ChoosingPorts): readonly PageRoute[] => {
  const show = async (token: string, outcome: PreferencesView['outcome'], status = 200): Promise<HttpAnswer> => {
    const view = await showPreferences(ports)(token, outcome);
    return view.ok ? parts.page(preferencesPage(view.value), status) : parts.notFound();
  };
  const path = /^\/t\/([^/]+)\/preferences$/;
  const oneClick = /^\/t\/([^/]+)\/unsubscribe$/;
  return [
    { method: 'GET', path, answer: ({ query }, token) => show(token, query.saved ? 'saved' : undefined) },
    formRoute(parts, path, async ({ now, requestId }, token, fields) => {
      const chosen = await choosePreferences(ports)(token, fields, { now, requestId });
      logEvent('preferences_chosen', { requestId, outcome: chosen.ok ? 'kept' : chosen.failure.kind });
      if (chosen.ok) return redirect(`${parts.publicOrigin}/t/${token}/preferences?saved=1`);
      const { kind } = chosen.failure;
      alarmOfFailure(kind, { requestId });
      if (kind === 'forbidden') return parts.page(refusedPage, 400);
      return show(token, kind === 'not_allowed_now' ? 'too_many' : undefined, 409);
    }),
    // Whoever opens the address of a mailbox's button has pressed none: the page asks.
    { method: 'GET', path: oneClick, answer: (_, token) => show(token, undefined) },
    {
      // A mailbox posts it by itself (RFC 8058, section 3.2): without cookie, origin or referrer. The address is the secret.
      method: 'POST',
      path: oneClick,
      async answer({ now, requestId }, token) {
        const ended = await endMails(ports)(token, { now, requestId });
        logEvent('preferences_chosen', { requestId, outcome: ended.ok ? 'kept' : ended.failure.kind });
        if (!ended.ok) alarmOfFailure(ended.failure.kind, { requestId });
        return show(token, ended.ok ? 'mails_ended' : undefined, ended.ok ? 200 : 409);
      },
    },
  ];
};
