import * as z from 'zod';
import { ERASED_KEY, type FactIn } from '../../../shared/kernel/book.ts';
import {
  ByCounter,
  cardFacts,
  Erased,
  RATING,
  registrationWithoutPerson,
  TOLD_STEP,
  WORDED_STEP,
} from '../../../shared/kernel/dossier-card.ts';
import { heardAs } from '../../../shared/kernel/events.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Person } from '../../../shared/kernel/person.ts';
import { MOST_RATING_WORDS, Stars } from '../../../shared/kernel/ratings.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { moveTypes } from './status.ts';

/** The back office's own name for an event: 1-128 printable ASCII characters. */
export const EventId = z.string().regex(/^[\x21-\x7e]{1,128}$/, 'expected 1-128 printable ASCII characters');

/** How the names of extensions begin that are approved apologies: what is meant is their words, whenever they were approved. */
export const APOLOGY = 'apology:';

/** What a caller says must fit into a fact of 8 KB, its code and kind beside it. */
export const fitsFact = (told: unknown): boolean => new TextEncoder().encode(JSON.stringify(told)).length <= 7900;

/** A step of the official flow as the back office tells it. Natural key: `eventId`. */
const Moved = () =>
  z.object({
    kind: z.literal('moved'),
    eventId: EventId,
    type: oneOf(moveTypes),
    occurredAt: InstantMs,
    by: z.string(),
    note: z.string().optional(),
    byCounter: ByCounter,
    /** Of an acceptance: the moment of complete receipt, and who took the dossier in. */
    receivedAt: InstantMs.optional(),
    recipient: z.string().optional(),
    /** Of a hand-over: the agency that has the dossier now. */
    toAgencyCode: AgencyCode.optional(),
    /** Of a pause: why, and its end where that was told beforehand. */
    pausedFor: oneOf(['system_fault', 'law']).optional(),
    until: InstantMs.optional(),
    /** Of an extension: one of the two, and why, in words for the person. */
    addWorkingDays: z.int().min(1).optional(),
    newDueAt: InstantMs.optional(),
    /** Of the beginning and the end of a step of the procedure: its name. */
    step: z.string().optional(),
    reason: z.string().optional(),
    /** Said of one with a note, a reason or a recipient, which may name the person: it lies on the card. */
    onCard: z.boolean().optional(),
  });

/** An `eventId` is taken by an event that lies on the card. Natural key: the `eventId`, so that one name is one event of whatever kind. */
const Named = () => z.object({ kind: z.literal('named'), eventId: EventId, event: z.string() });

/** The types of event that a dossier keeps, and of each what its fold cannot do without. */
const heardEvents = {
  'payment.opened': () => heardAs('payment.opened', 'blocksProcessing'),
  'payment.paid': () => heardAs('payment.paid'),
  'payment.settled': () => heardAs('payment.settled'),
  'result.issued': () => heardAs('result.issued', 'finishes'),
  'result.delivered': () => heardAs('result.delivered', 'channel'),
  'message.delivered': () => heardAs('message.delivered'),
};

/** The types of event that a dossier keeps. */
export const heardTypes: readonly string[] = Object.keys(heardEvents);

/** An event of another capability, or its withdrawal. Natural key: the milestone's permanent id and the number of this word of it. */
const Heard = () =>
  z.object({
    kind: z.literal('heard'),
    withdrawn: z.boolean(),
    number: z.int().nonnegative().default(0),
    event: z.discriminatedUnion('type', [
      heardEvents['payment.opened'](),
      heardEvents['payment.paid'](),
      heardEvents['payment.settled'](),
      heardEvents['result.issued'](),
      heardEvents['result.delivered'](),
      heardEvents['message.delivered'](),
    ]),
  });

/**
 * A date that the person was promised, by the calendar of its day; no later calendar rewrites it. Natural key: its number among the
 * dossier's promises, so that each is made in knowledge of all before it.
 */
const Promised = () =>
  z.object({
    kind: z.literal('promised'),
    number: z.int().min(1),
    /** What made it: a `PromiseCause`, or one that a later release knows. */
    cause: z.string(),
    /** From when on it stands. */
    at: InstantMs,
    /** The eventId of the acceptance that it belongs to. */
    acceptanceId: z.string(),
    promisedAt: InstantMs,
    /** The same on the working-time axis of its calendar, working milliseconds. */
    position: z.int().nonnegative(),
    /** What it follows from besides the calendar: `ResolveClock.basis`. */
    basis: z.string(),
    /** The eventId of the extension that made it. */
    extensionId: z.string().optional(),
    /** Of how many facts, promises and announcements aside, it was made: whoever sees fewer is behind it. */
    factsKnown: z.int().nonnegative(),
    calendarVersion: z.string(),
    calendarPublishedAt: InstantMs,
  });

/** The sweep announced that a clock is due soon or overdue, or noticed that it runs again. Natural key: the clock, of a step by its beginning, kind and the moment. */
const TimerFired = () =>
  z.object({
    kind: z.literal('timer_fired'),
    clock: oneOf(['acknowledge', 'resolve', 'step']),
    /** Of a step, the eventId that began it. */
    run: EventId.optional(),
    announces: oneOf(['due_soon', 'overdue', 'resumed']),
    dueAt: InstantMs,
    firedAt: InstantMs,
    /** The calendar of its day, and what the due moment followed from besides: by them it is judged once the calendar is another. */
    calendarVersion: z.string().optional(),
    basis: z.string().optional(),
  });

/**
 * Whoever holds the citizen's link rated how the dossier was handled, in words that may name anybody. Its key is the dossier's own: each is
 * rated once.
 */
const Rated = () =>
  z.object({
    kind: z.literal('rated'),
    ratedAt: InstantMs,
    stars: Stars,
    words: z.string().max(MOST_RATING_WORDS).optional(),
  });

/** Everything that can be known of a dossier. */
export const dossierFacts = factsByKind({
  ...cardFacts,
  moved: Moved,
  named: Named,
  erased: Erased,
  heard: Heard,
  promised: Promised,
  timer_fired: TimerFired,
  rated: Rated,
});

/** Everything that can be known of a dossier. */
export type DossierFact = FactIn<typeof dossierFacts>;

/** The fact of one kind. */
export type FactOf<K extends DossierFact['kind']> = Extract<DossierFact, { kind: K }>;

/**
 * The sort key under which a fact lies in its dossier. What decides the card lies under `CARD#`, so that one query reads it: the
 * registration, its corrections, and the voids that may take one back; and steps with a note or a recipient, and a rating. All personal
 * data is there, where it can be erased.
 */
export function keyOf(fact: DossierFact): string {
  switch (fact.kind) {
    case 'registered':
      return 'CARD#registration';
    case 'details_corrected':
      return `CARD#correction#${fact.eventId}`;
    case 'moved':
      return fact.onCard ? `${WORDED_STEP}${fact.eventId}` : `${TOLD_STEP}${fact.eventId}`;
    case 'named':
      return `${TOLD_STEP}${fact.eventId}`;
    case 'erased':
      return ERASED_KEY;
    case 'voided':
      return `CARD#void#${fact.eventId}`;
    case 'heard':
      return `FACT#heard#${fact.event.id}#${fact.number}`;
    case 'promised':
      return `FACT#promise#${fact.number}`;
    case 'rated':
      return RATING;
    case 'timer_fired':
      return `FACT#timer#${nameOfClock(fact)}#${fact.announces}#${fact.dueAt}`;
  }
}

/** One of a dossier's clocks by its name, each step by its beginning. */
export const nameOfClock = ({ clock, run }: Pick<FactOf<'timer_fired'>, 'clock' | 'run'>): string =>
  run === undefined ? clock : `${clock}:${run}`;

/** Whether a fact is a choice of the messages that the person wishes: no event of the back office, whose names it leaves alone. */
export const isChoice = (fact: DossierFact): boolean =>
  fact.kind === 'details_corrected' && fact.chosenBy !== undefined;

/** Whether a correction mends when the dossier came in or how long it may take, and so perhaps when it is due. */
export const isOfMoments = ({
  submittedAt,
  receivedAt,
  timeLimit,
}: Pick<FactOf<'details_corrected'>, 'submittedAt' | 'receivedAt' | 'timeLimit'>) =>
  submittedAt !== undefined || receivedAt !== undefined || timeLimit !== undefined;

/**
 * Whether a fact changes nothing but the timeline: that a message was taken; or nothing at all that a dossier shows: the name of an
 * event that lies on the card, which decides in its stead, and which messages the person wishes.
 */
export function isOnlyTold(fact: DossierFact): boolean {
  return fact.kind === 'named' || isChoice(fact) || (fact.kind === 'heard' && fact.event.type === 'message.delivered');
}

/** What is kept with a fact or not at all: what lies on the card takes its event's name as well. */
export function besides(fact: DossierFact): readonly DossierFact[] {
  if (isChoice(fact)) return [];
  const isOnCard =
    fact.kind === 'details_corrected' || fact.kind === 'voided' || (fact.kind === 'moved' && fact.onCard === true);
  return isOnCard ? [{ kind: 'named', eventId: fact.eventId, event: fact.kind }] : [];
}

/** A fact with nothing personal left of it; the same object where there is nothing to erase. */
export function withoutPersonalData(fact: DossierFact): DossierFact {
  switch (fact.kind) {
    case 'registered':
      return registrationWithoutPerson(fact);
    case 'details_corrected': {
      const { kind, eventId, occurredAt, by, byCounter, notify, submittedAt, receivedAt, timeLimit, chosenBy } = fact;
      return { kind, eventId, occurredAt, by, byCounter, notify, submittedAt, receivedAt, timeLimit, chosenBy };
    }
    case 'voided': {
      const { kind, eventId, voidsEventId, occurredAt, by, byCounter } = fact;
      return { kind, eventId, voidsEventId, occurredAt, by, byCounter };
    }
    case 'moved': {
      if (fact.note === undefined && fact.recipient === undefined && fact.reason === undefined) return fact;
      const { kind, eventId, type, occurredAt, by, byCounter, receivedAt, onCard } = fact;
      const { toAgencyCode, pausedFor, until, addWorkingDays, newDueAt, step } = fact;
      const moments = { occurredAt, receivedAt, until, newDueAt };
      return { kind, eventId, type, by, byCounter, ...moments, toAgencyCode, pausedFor, addWorkingDays, step, onCard };
    }
    case 'rated': {
      const { kind, ratedAt, stars } = fact;
      return { kind, ratedAt, stars };
    }
    default:
      return fact;
  }
}

/**
 * What decides whether a fact under a taken key repeats it: of what is heard, promised, fired and rated only what the key says, of the rest
 * everything but who told it (the deciding agency may say what its counter said before), what the catalogue said of the procedure,
 * what its agency's hours were and when an apology was approved. What is said is what is meant where it is left out.
 */
export function meaningOf(fact: DossierFact) {
  switch (fact.kind) {
    case 'heard':
      return { kind: fact.kind, type: fact.event.type, withdrawn: fact.withdrawn };
    case 'promised':
    case 'timer_fired':
    case 'rated':
      return { kind: fact.kind };
    case 'named':
      return fact;
    case 'registered': {
      const { applicant, authorisedPerson, notify, procedure: _, officeHours: __, ...rest } = fact;
      const { zalo, language, ...wishes } = notify;
      return {
        ...rest,
        ...(applicant ? { applicant: meantPerson(applicant) } : {}),
        ...(authorisedPerson ? { authorisedPerson: meantPerson(authorisedPerson) } : {}),
        notify: { ...wishes, ...(zalo ? { zalo } : {}), ...(language === 'vi' ? {} : { language }) },
      };
    }
    case 'erased': {
      const { erasedAt: _, ...said } = fact;
      return said;
    }
    case 'moved': {
      const { byCounter: _, onCard: __, ...told } = fact;
      const { occurredAt: ___, ...words } = told;
      return told.eventId.startsWith(APOLOGY) ? words : told;
    }
    default: {
      const { byCounter: _, ...told } = fact;
      return told;
    }
  }
}

function meantPerson({ kind, ...person }: Person) {
  return kind === undefined || kind === 'citizen' ? person : { kind, ...person };
}
