import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import { figuresApiContract as contract } from '../contract.ts';
import { Approved, PublicationAsked } from '../domain/publication.ts';
import { publicationView } from '../usecases/publication-view.ts';
import { approvePublication, type PublishPorts, proposePublication, readPublication } from '../usecases/publish.ts';

/** What the routes need of their surroundings. */
export interface PublicationRoutePorts extends PublishPorts {
  readonly pepper: () => Promise<Pepper>;
  readonly publicOrigin: string;
}

type Routes = Omit<RouteHandlers<(typeof contract)['routes']>, 'readFigures'>;

const publication = pathCode('publicationId', madeId('pub'));

/** The routes by which two operators publish a month. */
export const publicationRoutes = (ports: PublicationRoutePorts): Routes => {
  const shown = publicationView(ports.publicOrigin);
  return {
    proposePublication: taking([idempotencyKey, jsonBody(PublicationAsked)], async (request, answer, once, asked) => {
      const { caller, requestId, now } = request;
      const token = postToken(await ports.pepper(), 'publications', contract.routes.proposePublication.path, once);
      const wish = { caller, requestId, now, publicationId: `pub_${token}`, asked };
      return answer(await proposePublication(ports)(wish), 201, shown);
    }),
    readPublication: taking([publication], async (_, answer, publicationId) =>
      answer(await readPublication(ports)(publicationId), 200, shown),
    ),
    approvePublication: taking(
      [publication, jsonBody(Approved)],
      async ({ caller, now }, answer, publicationId, { by }) =>
        answer(await approvePublication(ports)(caller, publicationId, by, now), 200, shown),
    ),
  };
};
