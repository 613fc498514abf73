import type { Failure } from '../../../shared/kernel/failures.ts';
import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { alarmOfFailure, logEvent } from '../../../shared/platform/observability.ts';
import { redirect } from '../adapters/page-answer.ts';
import { type RatingView, ratingPage } from '../pages/rating.ts';
import { giveRating, type RatingPorts, showRating } from '../usecases/rate.ts';
import { formRoute, type PageParts, type PageRoute } from './page-routes.ts';

const nothing: RatingView['typed'] = { stars: '', words: '' };

const troubleOf = (failure: Failure): RatingView['trouble'] => {
  if (failure.kind === 'not_allowed_now') return 'again';
  if (failure.kind !== 'invalid_input') return undefined;
  return failure.fields[0]?.path === 'words' ? 'words' : 'stars';
};

/** `/t/{token}/rating`. */
export const ratingRoutes = (parts: PageParts, ports: RatingPorts): readonly PageRoute[] => {
  const show = async (
    token: string,
    { trouble, typed }: Pick<RatingView, 'trouble' | 'typed'>,
    status: number,
  ): Promise<HttpAnswer> => {
    const view = await showRating(ports)(token, { trouble, typed });
    return view.ok ? parts.page(ratingPage(view.value), status) : parts.notFound();
  };
  const path = /^\/t\/([^/]+)\/rating$/;
  return [
    { method: 'GET', path, answer: (_, token) => show(token, { trouble: undefined, typed: nothing }, 200) },
    formRoute(parts, path, async ({ now, requestId }, token, { stars = '', words = '' }) => {
      const rated = await giveRating(ports)(token, { stars, words }, { now, requestId });
      logEvent('dossier_rated', { requestId, outcome: rated.ok ? 'kept' : rated.failure.kind });
      if (rated.ok) return redirect(`${parts.publicOrigin}/t/${token}/rating`);
      const { failure } = rated;
      alarmOfFailure(failure.kind, { requestId });
      const trouble = troubleOf(failure);
      return show(token, { trouble, typed: { stars, words } }, failure.kind === 'invalid_input' ? 422 : 409);
    }),
  ];
};
