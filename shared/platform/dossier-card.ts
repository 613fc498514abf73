import * as z from 'zod';
import { ERASED_KEY, HEAD_KEY } from '../kernel/book.ts';
import {
  type CardFact,
  cardOf,
  type DossierCard,
  RATING,
  registrationWithoutPerson,
  storedCardFact,
  TOLD_STEP,
  voidedIds,
  WORDED_STEP,
} from '../kernel/dossier-card.ts';
import { endsClock } from '../kernel/dossier-status.ts';
import { ofKind } from '../kernel/facts-by-kind.ts';
import type { DossierCode } from '../kernel/ids.ts';
import { storedAs } from '../kernel/stored.ts';
import { type Instant, InstantMs } from '../kernel/time.ts';
import { hasErasure } from './ledger/erasure.ts';
import { ParkedAggregate } from './ledger/parked.ts';
import type { Item, Table } from './ledger/table.ts';

/** The official status of a dossier that was registered and has no head yet. */
const SUBMITTED = 1;

/** What a dossier's head must show of itself here. */
const headDocument = storedAs(z.object({ status: z.object({ number: z.int() }) }));

/** What is read of a step or a void beside its effect. */
const written = storedAs(
  z.object({
    eventId: z.string(),
    voidsEventId: z.string().optional(),
    note: z.string().optional(),
    reason: z.string().optional(),
    by: z.string().optional(),
    recipient: z.string().optional(),
    occurredAt: InstantMs.optional(),
    receivedAt: InstantMs.optional(),
  }),
);

/** A head's moments by their permanent ids, of whatever release. */
type KeptMoments = Readonly<Record<string, { readonly withdrawn?: boolean } | undefined>>;

/** What the back office said of a step beside its effect. */
export interface ToldStep {
  readonly note?: string | undefined;
  /** Of an extension: why, in words for the person. */
  readonly reason?: string | undefined;
  /** Who told it, and of an acceptance who took the dossier in. */
  readonly by?: string | undefined;
  readonly recipient?: string | undefined;
  readonly occurredAt?: Instant | undefined;
  /** Of an acceptance: the moment of complete receipt, where it says one. */
  readonly receivedAt?: Instant | undefined;
}

/** A card with what the back office wrote beside its events. */
export interface AnnotatedCard extends DossierCard {
  /** The steps that have words which may name a person, by their eventIds. */
  readonly steps: ReadonlyMap<string, ToldStep>;
  /** Why an event was taken back, by the eventId of what was. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** The one read that crosses rooms: a dossier's registration and corrections, its status, and who told a step. */
export interface DossierCards {
  /** The card, strongly consistent, by one query; undefined where no such dossier is registered. Throws `ParkedAggregate` where a fact of it is not known: by what is left somebody else might be told. */
  read(dossierCode: DossierCode): Promise<AnnotatedCard | undefined>;
  /**
   * The official status of a registered dossier, 1-10, as its head shows it. Never behind an answer of the dossiers' API, which
   * brings the head forward before it answers, but a moment behind what else was recorded: what is opened by it may find its
   * dossier stopped.
   */
  status(dossierCode: DossierCode): Promise<number>;
  /** Whether a moment of a dossier holds, by its permanent id, and the dossier's clock has not ended, as its head shows them. */
  stands(dossierCode: DossierCode, milestoneId: string): Promise<boolean>;
  /** A step that does not lie on the card, since it has no words that may name a person; undefined where there is none. */
  step(dossierCode: DossierCode, eventId: string): Promise<ToldStep | undefined>;
}

/** Where the voids lie. */
const VOID = 'CARD#void#';

const decidesCard = ({ sk }: Item): boolean => sk !== ERASED_KEY && sk !== RATING && !sk.startsWith(WORDED_STEP);

const cardFactIn = (item: Item): CardFact => {
  const fact = storedCardFact(item.fact);
  if (!fact) throw new ParkedAggregate(item.pk, `unknown fact under ${item.sk}`);
  return fact;
};

const writtenIn = (items: readonly Item[]) =>
  items.map(({ fact }) => written(fact)).filter((said) => said !== undefined);

/** What is written beside steps and beside their taking back; it decides nothing of the card, so that any release's may be read. */
const annotationsOf = (items: readonly Item[]): Omit<AnnotatedCard, keyof DossierCard> => {
  const steps = writtenIn(items.filter(({ sk }) => sk.startsWith(WORDED_STEP)));
  const voids = writtenIn(items.filter(({ sk }) => sk.startsWith(VOID)));
  return {
    steps: new Map(steps.map((step) => [step.eventId, step])),
    reasons: new Map(
      voids.flatMap(({ voidsEventId, note }) =>
        voidsEventId === undefined || note === undefined ? [] : [[voidsEventId, note] as const],
      ),
    ),
  };
};

/** Cards from the dossiers' table. */
export const dossierCardsIn = (dossiersTable: Table): DossierCards => {
  const headOf = async (dossierCode: DossierCode) => {
    const head = await dossiersTable.get(`DOS#${dossierCode}`, HEAD_KEY);
    if (!head) return undefined;
    const shown = headDocument(head.document);
    if (!shown) throw new ParkedAggregate(head.pk, 'its head shows no status');
    return { status: shown.status.number, milestones: head.milestones as KeptMoments | undefined };
  };
  return {
    async read(dossierCode) {
      const items = await dossiersTable.query(`DOS#${dossierCode}`, 'CARD#');
      const facts = items.filter(decidesCard).map(cardFactIn);
      const registered = facts.find(ofKind('registered'));
      if (!registered) return undefined;
      // Also where the erasing was cut short.
      if (hasErasure(items)) return { ...cardOf(registrationWithoutPerson(registered), []), ...annotationsOf([]) };
      const corrections = facts.filter(ofKind('details_corrected'));
      const voided = voidedIds(corrections, facts.filter(ofKind('voided')));
      const card = cardOf(
        registered,
        corrections.filter(({ eventId }) => !voided.has(eventId)),
      );
      return { ...card, ...annotationsOf(items) };
    },
    status: async (dossierCode) => (await headOf(dossierCode))?.status ?? SUBMITTED,
    async stands(dossierCode, milestoneId) {
      const head = await headOf(dossierCode);
      const moment = head?.milestones?.[milestoneId];
      // Only one that was taken back says so.
      return moment !== undefined && moment.withdrawn !== true && !endsClock(head?.status ?? SUBMITTED);
    },
    async step(dossierCode, eventId) {
      const item = await dossiersTable.get(`DOS#${dossierCode}`, `${TOLD_STEP}${eventId}`);
      return item && written(item.fact);
    },
  };
};
