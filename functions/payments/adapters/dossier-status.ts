import * as z from 'zod';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { DossierStatusReader } from '../ports.ts';

/** What a dossier's head must show for us: its official status. */
const Head = z.object({ status: z.object({ number: z.int().min(1).max(10) }) });

const SUBMITTED = 1;

/**
 * Where dossiers stand, from their own table: the card by one query, and the status from the head (`DOS#<code>` / `HEAD`).
 * Part of the one read that crosses rooms, and allowed to payments alone. The head is a moment behind the dossier's facts, so a
 * fee may still be opened in the moment after a dossier ended; its blocking then changes nothing there.
 */
export const dossierStatusIn = (dossiersTable: Table): DossierStatusReader => {
  const cards = dossierCardsIn(dossiersTable);
  return {
    async read(dossierCode) {
      const [card, head] = await Promise.all([
        cards.read(dossierCode),
        dossiersTable.get(`DOS#${dossierCode}`, 'HEAD'),
      ]);
      if (!card) return undefined;
      const statusNumber = head ? Head.parse(head.document).status.number : SUBMITTED;
      return { agencyCode: card.agencyCode, receivingAgencyCode: card.receivingAgencyCode, statusNumber };
    },
  };
};
