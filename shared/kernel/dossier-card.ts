import * as z from 'zod';
import { EmailAddress } from './email.ts';
import { AgencyCode, DossierCode, ProcedureCode } from './ids.ts';
import { Phone } from './phone.ts';
import { FullName } from './text.ts';
import { InstantMs } from './time.ts';

/** A person as a dossier keeps one. The only personal data that the product keeps of people, all of it on the dossier's card. */
export const Person = z.object({
  fullName: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  identityNumber: z.string().optional(),
});

/** A person as a back office names one. */
export const PersonFromCaller = z.strictObject({
  fullName: FullName,
  phone: Phone.optional(),
  email: EmailAddress.optional(),
  identityNumber: z
    .string()
    .regex(/^\d{9}(\d{3})?$/, 'expected 9 or 12 digits')
    .optional(),
});

/** Which messages a dossier's person wishes. */
export const Notify = z.strictObject({ sms: z.boolean().default(false), email: z.boolean().default(false) });

/** A change of these wishes: what it does not name stays as it was. */
export const NotifyChange = z.strictObject({ sms: z.boolean(), email: z.boolean() }).partial();

/** How long a procedure may take (DonViTinh of the national procedure database). */
export const TimeLimit = z.strictObject({
  amount: z.int().min(1).max(10_000),
  unit: z.enum(['working_hours', 'working_days', 'days', 'months']),
});

/** A dossier's time limit. */
export type TimeLimit = z.infer<typeof TimeLimit>;

/** The registration of a dossier, its first fact: `CARD#registration`. */
export const Registered = z.object({
  kind: z.literal('registered'),
  dossierCode: DossierCode,
  procedureCode: ProcedureCode,
  procedureName: z.string(),
  agencyCode: AgencyCode,
  receivingAgencyCode: AgencyCode.optional(),
  applicant: Person,
  authorisedPerson: Person.optional(),
  channel: z.enum(['counter', 'online', 'post']),
  submittedAt: InstantMs,
  receivedAt: InstantMs,
  timeLimit: TimeLimit,
  notify: Notify,
});

/** The registration of a dossier. */
export type Registered = z.infer<typeof Registered>;

/** Said of an event that the counter told; left out of those of the deciding agency. */
export const ByCounter = z.literal(true).optional();

/** A correction of the card: `CARD#correction#<eventId>`; only what it names changes. */
export const DetailsCorrected = z.object({
  kind: z.literal('details_corrected'),
  eventId: z.string().min(1).max(128),
  occurredAt: InstantMs,
  by: z.string(),
  note: z.string().optional(),
  byCounter: ByCounter,
  applicant: Person.partial().optional(),
  notify: NotifyChange.optional(),
});

/** A correction of a dossier's card. */
export type DetailsCorrected = z.infer<typeof DetailsCorrected>;

/** An event is taken back, whenever that arrives: `CARD#void#<eventId>`. */
export const Voided = z.object({
  kind: z.literal('voided'),
  eventId: z.string().min(1).max(128),
  voidsEventId: z.string().min(1).max(128),
  occurredAt: InstantMs,
  by: z.string(),
  note: z.string().optional(),
  byCounter: ByCounter,
});

/** An event is taken back. */
export type Voided = z.infer<typeof Voided>;

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

/** A dossier's card as other capabilities read it: whose it is, which agencies may see it, and whom to tell how. */
export interface DossierCard {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly agencyCode: string;
  readonly receivingAgencyCode: string | undefined;
  readonly applicant: z.infer<typeof Person>;
  /** Who is told: the authorised person where there is one (`UyQuyen`), else the applicant. */
  readonly contact: z.infer<typeof Person>;
  readonly notify: z.infer<typeof Notify>;
}

/** The card after its corrections, in the order of `occurredAt`, then `eventId`. */
export const cardOf = (registered: Registered, corrections: readonly DetailsCorrected[]): DossierCard => {
  const ordered = [...corrections].sort((a, b) => a.occurredAt - b.occurredAt || (a.eventId < b.eventId ? -1 : 1));
  const applicant = Object.assign({}, registered.applicant, ...ordered.map((correction) => correction.applicant));
  const notify = Object.assign({}, registered.notify, ...ordered.map((correction) => correction.notify));
  return {
    dossierCode: registered.dossierCode,
    procedureCode: registered.procedureCode,
    procedureName: registered.procedureName,
    agencyCode: registered.agencyCode,
    receivingAgencyCode: registered.receivingAgencyCode,
    applicant,
    contact: registered.authorisedPerson ?? applicant,
    notify,
  };
};
