import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Erasures } from '../receipt-ports.ts';

/** Erasures as the cards of dossiers show them: nobody is on them any more. */
export const cardErasures = (dossiersTable: Table): Erasures => {
  const cards = dossierCardsIn(dossiersTable);
  return {
    async isErased(dossierCode) {
      const card = await cards.read(dossierCode);
      return card !== undefined && card.applicant === undefined;
    },
  };
};
