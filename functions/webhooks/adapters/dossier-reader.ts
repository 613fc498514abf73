import type { DossierCards } from '../../../shared/platform/dossier-card.ts';
import type { DossierReader } from '../ports.ts';

/** What is told of a dossier, from its card and its head. */
export const dossierReader = (cards: DossierCards): DossierReader => ({
  async read(dossierCode) {
    const card = await cards.read(dossierCode);
    return card && { procedureCode: card.procedureCode, status: await cards.status(dossierCode) };
  },
});
