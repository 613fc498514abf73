import * as z from 'zod';
import {
  cardOf,
  DetailsCorrected,
  type DossierCard,
  Registered,
  registrationWithoutPerson,
  Voided,
  voidedIds,
} from '../kernel/dossier-card.ts';
import { hasErasure } from './ledger/erasure.ts';
import type { Table } from './ledger/table.ts';

/** The official status of a dossier that was registered and has no head yet. */
const SUBMITTED = 1;

/** What a dossier's head must show of itself here. */
const Head = z.object({ status: z.object({ number: z.int().min(1).max(10) }) });

/** The one read that crosses rooms: a dossier's registration and corrections, and its status. */
export interface DossierCards {
  /** The card, strongly consistent, by one query; undefined where no such dossier is registered. */
  read(dossierCode: string): Promise<DossierCard | undefined>;
  /**
   * The official status of a registered dossier, 1-10, as its head shows it. Never behind an answer of the dossiers' API, which
   * brings the head forward before it answers, but a moment behind what else was recorded: what is opened by it may find its
   * dossier stopped.
   */
  status(dossierCode: string): Promise<number>;
}

const parsedAs = <S extends z.ZodType>(schema: S, facts: readonly unknown[]): z.output<S>[] =>
  facts.map((fact) => schema.safeParse(fact)).flatMap((parsed) => (parsed.success ? [parsed.data] : []));

/** Cards from the dossiers' table. */
export const dossierCardsIn = (dossiersTable: Table): DossierCards => ({
  async read(dossierCode) {
    const items = await dossiersTable.query(`DOS#${dossierCode}`, 'CARD#');
    const facts = items.map((item) => item.fact);
    const [registered] = parsedAs(Registered, facts);
    if (!registered) return undefined;
    // Also where the erasing was cut short.
    if (hasErasure(items)) return cardOf(registrationWithoutPerson(registered), []);
    const corrections = parsedAs(DetailsCorrected, facts);
    const voided = voidedIds(corrections, parsedAs(Voided, facts));
    return cardOf(
      registered,
      corrections.filter(({ eventId }) => !voided.has(eventId)),
    );
  },
  async status(dossierCode) {
    const head = await dossiersTable.get(`DOS#${dossierCode}`, 'HEAD');
    return head ? Head.parse(head.document).status.number : SUBMITTED;
  },
});
