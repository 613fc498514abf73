import * as z from 'zod';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Dossiers } from '../ports.ts';

/** What a dossier's head must show for us: its official status. */
const Head = z.object({ status: z.object({ number: z.int().min(1).max(10) }) });

const SUBMITTED = 1;

/**
 * Dossiers from their own table: the card by one query, the status from the head (`DOS#<code>` / `HEAD`). The head is a moment
 * behind the facts, so a result may still be opened in the moment after a dossier was stopped; a person then sees both.
 */
export const dossierReadsIn = (dossiersTable: Table): Dossiers => {
  const cards = dossierCardsIn(dossiersTable);
  return {
    card: (dossierCode) => cards.read(dossierCode),
    async status(dossierCode) {
      const head = await dossiersTable.get(`DOS#${dossierCode}`, 'HEAD');
      return head ? Head.parse(head.document).status.number : SUBMITTED;
    },
  };
};
