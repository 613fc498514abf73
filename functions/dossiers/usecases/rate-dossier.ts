import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf } from '../domain/facts.ts';
import { type RatingState, ratingStateOf } from '../domain/rating.ts';
import type { CitizenLinks, DossierLedger } from '../ports.ts';

/** What rating needs from outside. */
export interface RatingPorts {
  readonly ledger: Pick<DossierLedger, 'read' | 'record'>;
  readonly links: Pick<CitizenLinks, 'dossierOf'>;
}

/** A rating as whoever holds the link gives it, at a moment, by a request. */
export interface Rated {
  readonly stars: number;
  /** Empty where there are none. */
  readonly words: string;
  readonly now: number;
  readonly requestId: string;
}

const unknown = () => fail({ kind: 'not_found', what: 'dossier' } as const);

const rated = () => fail({ kind: 'not_allowed_now', detail: 'the dossier was rated' } as const);

/** How a dossier was rated, or whether it may be, for whoever holds the citizen's token; no other text finds anything. */
export const readRatingByToken =
  ({ ledger, links }: RatingPorts) =>
  async (token: string): Promise<Result<RatingState>> => {
    const dossierCode = await links.dossierOf(token);
    const dossier = dossierCode && (await ledger.read(dossierCode));
    return dossier ? ok(ratingStateOf(dossier)) : unknown();
  };

/** Keeps the one rating of a dossier that has ended; before its end, and again whatever is said, `not_allowed_now`. */
export const rateByToken =
  ({ ledger, links }: RatingPorts) =>
  async (token: string, { stars, words, now, requestId }: Rated): Promise<Result<'rated'>> => {
    const dossierCode = await links.dossierOf(token);
    const dossier = dossierCode && (await ledger.read(dossierCode));
    if (!dossierCode || !dossier) return unknown();
    const { isEnded, rating } = ratingStateOf(dossier);
    if (rating) return rated();
    if (!isEnded) return fail({ kind: 'not_allowed_now', detail: 'the dossier has not ended' });
    const fact: FactOf<'rated'> = { kind: 'rated', ratedAt: now, stars, ...(words === '' ? {} : { words }) };
    const outcome = await ledger.record(dossierCode, fact, { recordedBy: 'citizen', requestId });
    if (outcome === 'erased') return fail({ kind: 'personal_data_erased' });
    // Of two at once the first stands.
    return outcome === 'recorded' ? ok('rated') : rated();
  };
