import * as z from 'zod';
import type { FactIn } from './book.ts';
import { factsByKind } from './facts-by-kind.ts';
import { AgencyCode, DossierCode, ProcedureCode } from './ids.ts';
import { Person } from './person.ts';
import { ProcedureRules } from './procedures.ts';
import { oneOf } from './stored.ts';
import { InstantMs } from './time.ts';
import { KeptOfficeHours } from './working-time/office-hours.ts';

/** Which messages a dossier's person wishes, as it is kept. */
const Notify = z.object({
  sms: z.boolean().default(false),
  email: z.boolean().default(false),
  zalo: z.boolean().optional(),
  /** Left out: `vi`. */
  language: z.string().optional(),
});

/** A change of these wishes as it is kept. */
const NotifyChangeKept = () =>
  z.object({ sms: z.boolean(), email: z.boolean(), zalo: z.boolean(), language: z.string() }).partial();

type Wishes = z.infer<typeof Notify>;
type WishesChange = z.infer<ReturnType<typeof NotifyChangeKept>>;

const wishes = { sms: z.boolean(), email: z.boolean(), zalo: z.boolean(), language: z.enum(['vi', 'en']) };

/** These wishes as a back office names them: each false, in Vietnamese, unless said. */
export const NotifyFromCaller = z.strictObject({
  sms: wishes.sms.default(false),
  email: wishes.email.default(false),
  zalo: wishes.zalo.default(false),
  language: wishes.language.default('vi'),
});

/** A change of these wishes: what it does not name stays as it was. */
export const NotifyChange = z.strictObject(wishes).partial();

/** These wishes, each of them named. */
export const Preferences = z.strictObject(wishes);

/** These wishes, each of them named. */
export type Preferences = z.infer<typeof Preferences>;

/** The longest term of each unit. */
const longest: Readonly<Record<string, number>> = { working_hours: 2000, working_days: 1000, days: 1000, months: 60 };

/** How long a procedure may take (DonViTinh of the national procedure database); 0 working days: the day of the receipt itself. */
export const TimeLimit = z
  .strictObject({
    amount: z.int().min(0),
    unit: oneOf(['working_hours', 'working_days', 'days', 'months']),
  })
  .superRefine(({ amount, unit }, { addIssue }) => {
    const [least, most] = [unit === 'working_days' ? 0 : 1, longest[unit] ?? 0];
    const isWithin = amount >= least && amount <= most;
    if (!isWithin) addIssue({ code: 'custom', path: ['amount'], message: `expected ${least} to ${most} ${unit}` });
  });

/** A dossier's time limit. */
export type TimeLimit = z.infer<typeof TimeLimit>;

/** The registration of a dossier, its first fact: `CARD#registration`. */
export const Registered = () =>
  z.object({
    kind: z.literal('registered'),
    dossierCode: DossierCode,
    procedureCode: ProcedureCode,
    procedureName: z.string(),
    agencyCode: AgencyCode,
    receivingAgencyCode: AgencyCode.optional(),
    /** Only what was erased has none. */
    applicant: Person.optional(),
    authorisedPerson: Person.optional(),
    channel: oneOf(['counter', 'online', 'post']),
    submittedAt: InstantMs,
    /** The moment of complete receipt; left out where the acceptance says it. */
    receivedAt: InstantMs.optional(),
    timeLimit: TimeLimit,
    /** What the procedure said of time on the day of the receipt; left out where the catalogue did not know it. */
    procedure: ProcedureRules().optional(),
    notify: Notify,
    /** The deciding agency's office hours of that day, where it has its own. */
    officeHours: KeptOfficeHours.optional(),
    /** The papers of the dossier (`ThanhPhanHoSo`). */
    components: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          originals: z.int(),
          copies: z.int(),
          fileSha256: z.string().optional(),
          digitised: z.boolean(),
          reusedFrom: z.string().optional(),
        }),
      )
      .optional(),
    /** How the result is fetched: `portal`, `counter`, `post`. */
    resultBy: z.string().optional(),
    /** The case of the procedure (`MaTruongHop`). */
    caseCode: z.string().optional(),
    /** The chain of procedures that it is a part of. */
    partOf: z.object({ dossierCode: DossierCode }).optional(),
  });

/** The registration of a dossier. */
export type Registered = z.infer<ReturnType<typeof Registered>>;

/** Said of an event that the counter told; left out of those of the deciding agency. */
export const ByCounter = z.boolean().optional();

/** A correction of the card: `CARD#correction#<eventId>`; only what it names changes. */
const DetailsCorrected = () =>
  z.object({
    kind: z.literal('details_corrected'),
    eventId: z.string().min(1).max(128),
    occurredAt: InstantMs,
    by: z.string(),
    note: z.string().optional(),
    byCounter: ByCounter,
    applicant: Person.partial().optional(),
    /** Null ends it; with a name it takes the place of who was there, without one it mends who is. */
    authorisedPerson: Person.partial().nullable().optional(),
    notify: NotifyChangeKept().optional(),
    submittedAt: InstantMs.optional(),
    /** The moment of complete receipt. */
    receivedAt: InstantMs.optional(),
    /** The time limit; the rules of the procedure stay. */
    timeLimit: TimeLimit.optional(),
    /** Said of a choice of the wishes, made for the person or by whoever holds the dossier's link; left out of what an event corrects. */
    chosenBy: oneOf(['person', 'back_office']).optional(),
  });

/** A correction of a dossier's card. */
export type DetailsCorrected = z.infer<ReturnType<typeof DetailsCorrected>>;

/** Where a step with words lies beside the card, to be erased with it: `CARD#step#<eventId>`. It decides nothing of the card. */
export const WORDED_STEP = 'CARD#step#';

/** Where the rating by the citizen lies, whose words are erased with the card. It decides nothing of it. */
export const RATING = 'CARD#rating';

/** Where a step without words lies, and the name of each event that lies on the card: `FACT#b#<eventId>`. */
export const TOLD_STEP = 'FACT#b#';

/** An event is taken back, whenever that arrives: `CARD#void#<eventId>`. */
const Voided = () =>
  z.object({
    kind: z.literal('voided'),
    eventId: z.string().min(1).max(128),
    voidsEventId: z.string().min(1).max(128),
    occurredAt: InstantMs,
    by: z.string(),
    note: z.string().optional(),
    byCounter: ByCounter,
  });

/** Personal data of the dossier are to be erased, and none is kept of it any more: `CARD#erased`. */
export const Erased = () =>
  z.object({
    kind: z.literal('erased'),
    erasedAt: InstantMs,
    by: z.string(),
    reason: z.string(),
  });

/** Personal data of the dossier are to be erased. */
export type Erased = z.infer<ReturnType<typeof Erased>>;

/**
 * A registration with no person in it: only the fields that say nothing of one, so that figures stay. The name of a paper is the
 * procedure's; its file and where it was taken from are the person's.
 */
export const registrationWithoutPerson = (fact: Registered): Registered => {
  const { kind, dossierCode, procedureCode, procedureName, caseCode, partOf, agencyCode, receivingAgencyCode } = fact;
  const { channel, submittedAt, receivedAt, timeLimit, procedure: rules, officeHours, notify, resultBy } = fact;
  const components = fact.components?.map(({ code, name, originals, copies, digitised }) => ({
    code,
    name,
    originals,
    copies,
    digitised,
  }));
  const procedure = { procedureCode, procedureName, caseCode, partOf };
  const agencies = { agencyCode, receivingAgencyCode };
  return {
    kind,
    dossierCode,
    ...procedure,
    ...agencies,
    channel,
    submittedAt,
    receivedAt,
    timeLimit,
    procedure: rules,
    officeHours,
    notify,
    resultBy,
    components,
  };
};

/** An event is taken back. */
export type Voided = z.infer<ReturnType<typeof Voided>>;

/** Everything that decides a dossier's card, by kind: what lies under `CARD#`. */
export const cardFacts = { registered: Registered, details_corrected: DetailsCorrected, voided: Voided };

const facts = factsByKind(cardFacts);

/** Everything that decides a dossier's card. */
export type CardFact = FactIn<typeof facts>;

/** A stored fact of a card; undefined where its kind is not known. */
export const storedCardFact = facts.stored;

/**
 * The ids of the events that were taken back. A counter takes back only what it told itself. Taking a taking-back back is not a
 * thing: such a void has no effect.
 */
export const voidedIds = (
  events: readonly { readonly eventId: string; readonly byCounter?: boolean | undefined }[],
  voids: readonly Voided[],
): ReadonlySet<string> => {
  const own = new Set(voids.map(({ eventId }) => eventId));
  const ofCounter = new Set(events.filter(({ byCounter }) => byCounter).map(({ eventId }) => eventId));
  return new Set(
    voids
      .filter(({ byCounter, voidsEventId }) => !byCounter || ofCounter.has(voidsEventId))
      .map(({ voidsEventId }) => voidsEventId)
      .filter((id) => !own.has(id)),
  );
};

/** What a dossier's registration says that its forms repeat. */
type OfForms = Pick<Registered, 'timeLimit' | 'receivedAt' | 'components' | 'resultBy'>;

/** A dossier's card as other capabilities read it: whose it is, which agencies may see it, whom to tell how, and what its forms say. */
export interface DossierCard extends OfForms {
  readonly dossierCode: DossierCode;
  readonly procedureCode: ProcedureCode;
  readonly procedureName: string;
  readonly agencyCode: AgencyCode;
  readonly receivingAgencyCode: AgencyCode | undefined;
  /** Undefined once personal data were erased. */
  readonly applicant: Person | undefined;
  /** Who acts for the applicant (`UyQuyen`). */
  readonly authorisedPerson: Person | undefined;
  /** Who is told: the authorised person where there is one, else the applicant. Undefined once personal data were erased. */
  readonly contact: Person | undefined;
  readonly notify: Wishes;
  /** What of these wishes was said since the registration: a channel that is off here was switched off, and is no way out either. */
  readonly changes: WishesChange;
  /** What of them the person chose, which no correction changes. */
  readonly chosen: WishesChange;
}

/** Who acts for the owner after a correction: a person who is named takes the place of another with nothing of theirs left. */
const authorisedAfter = (
  before: Person | undefined,
  { authorisedPerson: change }: DetailsCorrected,
): Person | undefined => {
  if (change === undefined) return before;
  if (change === null) return undefined;
  const { fullName } = change;
  return fullName === undefined ? before && { ...before, ...change } : { ...change, fullName };
};

const mended = (applicant: Person, corrections: readonly DetailsCorrected[]): Person =>
  Object.assign({}, applicant, ...corrections.map((correction) => correction.applicant));

type Said = Pick<DossierCard, 'changes' | 'chosen'>;

/** What was said of the wishes after a correction or a choice: the person's own choice outranks corrections, until one is made for the person. */
const saidAfter = ({ changes, chosen }: Said, { notify, chosenBy }: DetailsCorrected): Said => {
  if (chosenBy === 'person') return { changes, chosen: { ...chosen, ...notify } };
  return { changes: { ...changes, ...notify }, chosen: chosenBy === undefined ? chosen : {} };
};

/** Corrections in the order in which they count: of `occurredAt`, then `eventId`. */
export const inOrderOfSaying = (corrections: readonly DetailsCorrected[]): readonly DetailsCorrected[] =>
  [...corrections].sort((a, b) => a.occurredAt - b.occurredAt || (a.eventId < b.eventId ? -1 : 1));

/** The card after its corrections, in their order. */
export const cardOf = (registered: Registered, corrections: readonly DetailsCorrected[]): DossierCard => {
  const ordered = inOrderOfSaying(corrections);
  const applicant = registered.applicant && mended(registered.applicant, ordered);
  const authorisedPerson = ordered.reduce(authorisedAfter, registered.authorisedPerson);
  const { receivedAt, components, resultBy } = registered;
  const timeLimit = ordered.findLast((one) => one.timeLimit)?.timeLimit ?? registered.timeLimit;
  const { changes: told, chosen } = ordered.reduce(saidAfter, { changes: {}, chosen: {} });
  const changes = { ...told, ...chosen };
  return {
    dossierCode: registered.dossierCode,
    procedureCode: registered.procedureCode,
    procedureName: registered.procedureName,
    agencyCode: registered.agencyCode,
    receivingAgencyCode: registered.receivingAgencyCode,
    applicant,
    authorisedPerson,
    contact: authorisedPerson ?? applicant,
    notify: { ...registered.notify, ...changes },
    changes,
    chosen,
    timeLimit,
    receivedAt,
    components,
    resultBy,
  };
};
