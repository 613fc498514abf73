import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode, ProcedureCode } from '../../../shared/kernel/ids.ts';
import type { ListPage } from '../../../shared/kernel/paging.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { DAY_MS, startOfVietNamDate, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { type RatingsQuery, withoutLongNumbers } from '../domain/rating.ts';
import type { DossierLedger, RatingIndex } from '../ports.ts';

/** What listing ratings needs from outside. */
export interface RatingListPorts {
  readonly ratings: RatingIndex;
  readonly ledger: Pick<DossierLedger, 'readUnlessParked'>;
}

/** A rating as an agency reads it: of which procedure, never of which dossier. */
export interface ListedRating {
  readonly at: string;
  readonly agencyCode: AgencyCode;
  readonly procedureCode: ProcedureCode;
  readonly stars: number;
  /** Null where there were none, or they were erased. */
  readonly words: string | null;
}

/** So many dossiers are read at the same time. */
const AT_ONCE = 25;

const listedOf =
  ({ ledger }: RatingListPorts) =>
  async (dossierCode: DossierCode): Promise<readonly ListedRating[]> => {
    const dossier = await ledger.readUnlessParked(dossierCode);
    if (dossier === undefined || dossier === 'parked' || !dossier.rating) return [];
    const { ratedAt, stars, words } = dossier.rating;
    const { agencyCode, procedureCode } = dossier.registered;
    const shown = words === undefined ? null : withoutLongNumbers(words);
    return [{ at: toOffsetDateTime(ratedAt), agencyCode, procedureCode, stars, words: shown }];
  };

/** Ratings of a caller's agencies, or of one of them, with its descendants, oldest first. Their words are read from the dossiers themselves: no list holds them. */
export const listRatings =
  (ports: RatingListPorts) =>
  async (caller: Caller, query: RatingsQuery): Promise<Result<ListPage<ListedRating>>> => {
    const { agency, from, to, limit, cursor } = query;
    if (agency !== undefined && !mayActFor(caller, [agency])) return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agency === undefined ? scopesOf(caller) : [agency];
    const period = { from: startOfVietNamDate(from), to: startOfVietNamDate(to) + DAY_MS - 1 };
    const asked = { ...period, after: cursor, limit: limit + 1 };
    const found = await Promise.all(scopes.map((scope = '*') => ports.ratings.rated({ agencyCode: scope, ...asked })));
    const all = found.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = all.slice(0, limit);
    const items: ListedRating[] = [];
    for (let start = 0; start < page.length; start += AT_ONCE) {
      const some = page.slice(start, start + AT_ONCE).map(({ dossierCode }) => listedOf(ports)(dossierCode));
      items.push(...(await Promise.all(some)).flat());
    }
    return ok({ items, after: all.length > limit ? page.at(-1)?.key : undefined });
  };
