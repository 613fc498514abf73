import type { CitizenLinks, DossierLedger } from '../../dossiers/ports.ts';
import { rateByToken, readRatingByToken } from '../../dossiers/usecases/rate-dossier.ts';
import type { Ratings } from '../ports.ts';

/** How citizens rate, through the use cases of dossiers. */
export const citizenRatings = (
  ports: () => Promise<{ readonly ledger: DossierLedger; readonly links: CitizenLinks }>,
): Ratings => ({
  async ofToken(token) {
    const found = await readRatingByToken(await ports())(token);
    if (!found.ok) return undefined;
    const { rating: given, ...state } = found.value;
    return { ...state, given };
  },
  give: async (token, rating) => rateByToken(await ports())(token, rating),
});
