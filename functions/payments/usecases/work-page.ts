import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';

/** What is asked of lists: an agency with its descendants or all of the caller's, and how many places. */
export interface WorkWanted {
  readonly caller: Caller;
  readonly agencyCode: AgencyCode | undefined;
  readonly limit: number;
}

/** Places of several lists as one page, and the key that it goes on after where there are more. */
export interface WorkPage<P> {
  readonly places: readonly P[];
  readonly after: string | undefined;
}

/** The places of several lists as one, in the order of their keys, each once. */
const merged = <P extends { readonly key: string }>(pages: readonly (readonly P[])[]): readonly P[] =>
  [...new Map(pages.flat().map((place) => [place.key, place])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));

/** A page of what the caller acts for: `read` reads one more place than is asked for, of each list, within an agency's tree or of all. */
export async function workPage<P extends { readonly key: string }>(
  { caller, agencyCode, limit }: WorkWanted,
  read: (scope: AgencyCode | undefined, limit: number) => readonly Promise<readonly P[]>[],
): Promise<Result<WorkPage<P>>> {
  if (agencyCode !== undefined && !mayActFor(caller, [agencyCode])) return fail({ kind: 'not_found', what: 'agency' });
  const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
  const listed = merged(await Promise.all(scopes.flatMap((scope) => read(scope, limit + 1))));
  const places = listed.slice(0, limit);
  return ok({ places, after: listed.length > limit ? places.at(-1)?.key : undefined });
}

/** So many aggregates are read at the same time. */
const AT_ONCE = 25;

/** What is found for each, a few at a time, in their order. */
export async function foundFor<P, S>(
  places: readonly P[],
  find: (place: P) => Promise<S | undefined>,
): Promise<readonly S[]> {
  const found: S[] = [];
  for (let start = 0; start < places.length; start += AT_ONCE) {
    const some = await Promise.all(places.slice(start, start + AT_ONCE).map(find));
    for (const one of some) if (one !== undefined) found.push(one);
  }
  return found;
}
