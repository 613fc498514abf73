import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { RouteContract } from '../kernel/contract.ts';

const WHOLE = '/{proxy+}';

const isParameter = (segment: string): boolean => /^\{.+\}$/.test(segment);

/** A path of a contract by its segments below one that is led to a function as a whole. */
interface Template {
  readonly path: string;
  readonly segments: readonly string[];
}

const fits = ({ segments }: Template, said: readonly string[]): boolean =>
  segments.length === said.length &&
  segments.every((segment, at) => (isParameter(segment) ? said[at] !== '' : segment === said[at]));

/** As the gateway chooses: what is written out comes before a parameter, from the left. */
const byWords = (a: Template, b: Template): number => {
  const at = a.segments.findIndex((segment, index) => isParameter(segment) !== isParameter(b.segments[index] ?? ''));
  if (at < 0) return 0;
  return isParameter(a.segments[at] ?? '') ? 1 : -1;
};

/**
 * Finds the path of a contract where the gateway leads all that lies below one to the function (`{proxy+}`): the event as it would be had the
 * gateway known the path, with its parameters. An event of a path that the gateway knows, and of one that no route has, stays as it is.
 */
export const routeBelow = (
  routes: readonly Pick<RouteContract, 'path'>[],
): ((event: APIGatewayProxyEvent) => APIGatewayProxyEvent) => {
  const paths = [...new Set(routes.map(({ path }) => path))];
  return (event) => {
    if (!event.resource.endsWith(WHOLE)) return event;
    const led = event.resource.slice(0, 1 - WHOLE.length);
    const { proxy, ...parameters } = event.pathParameters ?? {};
    const said = (proxy ?? '').split('/');
    const [found] = paths
      .filter((path) => path.startsWith(led))
      .map((path) => ({ path, segments: path.slice(led.length).split('/') }))
      .filter((template) => fits(template, said))
      .sort(byWords);
    if (!found) return event;
    const names = found.segments.map((segment, at) => [segment.slice(1, -1), said[at] ?? ''] as const);
    const below = Object.fromEntries(names.filter((_, at) => isParameter(found.segments[at] ?? '')));
    return { ...event, resource: found.path, pathParameters: { ...parameters, ...below } };
  };
};
