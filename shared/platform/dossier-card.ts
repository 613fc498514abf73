import * as z from 'zod';
import { cardOf, DetailsCorrected, type DossierCard, Registered } from '../kernel/dossier-card.ts';
import type { Table } from './ledger/table.ts';

/** The one read that crosses rooms: a dossier's registration and corrections. */
export interface DossierCards {
  /** The card, strongly consistent, by one query; undefined where no such dossier is registered. */
  read(dossierCode: string): Promise<DossierCard | undefined>;
  /**
   * The official status, 1-10, as the dossier's head shows it. Never behind an answer of the dossiers' API, which brings the head
   * forward before it answers; undefined where no such dossier is registered.
   */
  status(dossierCode: string): Promise<number | undefined>;
}

const Voided = z.object({ kind: z.literal('voided'), voidsEventId: z.string() });

/** Cards from the dossiers' table. */
export const dossierCardsIn = (dossiersTable: Table): DossierCards => ({
  async read(dossierCode) {
    const facts = (await dossiersTable.query(`DOS#${dossierCode}`, 'CARD#')).map((item) => item.fact);
    const registered = facts.map((fact) => Registered.safeParse(fact)).find((parsed) => parsed.success)?.data;
    if (!registered) return undefined;
    const voided = new Set(facts.map((fact) => Voided.safeParse(fact).data?.voidsEventId));
    const corrections = facts
      .map((fact) => DetailsCorrected.safeParse(fact))
      .flatMap((parsed) => (parsed.success && !voided.has(parsed.data.eventId) ? [parsed.data] : []));
    return cardOf(registered, corrections);
  },
  async status(dossierCode) {
    const head = await dossiersTable.get(`DOS#${dossierCode}`, 'HEAD');
    return (head?.document as { readonly status: { readonly number: number } } | undefined)?.status.number;
  },
});
