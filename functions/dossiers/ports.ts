import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { Erased, Registered } from '../../shared/kernel/dossier-card.ts';
import type { FormNumber } from '../../shared/kernel/forms/form.ts';
import type { FormAgency } from '../../shared/kernel/forms/offices.ts';
import type { Paper } from '../../shared/kernel/forms/paper.ts';
import type { AgencyCode, DossierCode, ProcedureCode } from '../../shared/kernel/ids.ts';
import type { ProcedureVersion } from '../../shared/kernel/procedures.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Timers } from '../../shared/kernel/timers.ts';
import type { WorkingCalendar } from '../../shared/kernel/working-time/calendar.ts';
import type { Calendars } from '../../shared/kernel/working-time/calendars.ts';
import type { OfficeHours } from '../../shared/kernel/working-time/office-hours.ts';
import type { ClockName } from './domain/clocks.ts';
import type { Dossier } from './domain/dossier.ts';
import type { DossierFact } from './domain/facts.ts';

/** Where the facts of dossiers are kept. */
export interface DossierLedger {
  /** The dossier that all its facts amount to, strongly consistent; undefined where none is registered under the code. */
  read(dossierCode: DossierCode): Promise<Dossier | undefined>;
  /** The same, for an answer to a caller: fees and results read the status from the head, which is then never behind the answer. */
  readToAnswer(dossierCode: DossierCode): Promise<Dossier | undefined>;
  /** As `read`, and `parked` where what is kept cannot be folded before a person has seen to it: for who reads many. */
  readUnlessParked(dossierCode: DossierCode): Promise<Dossier | 'parked' | undefined>;
  /** Keeps a registration once, and before it the citizen's token: a dossier without its page would stay so. */
  register(registered: Registered, by: RecordedBy): Promise<Outcome>;
  /** Keeps a fact once: `repeated` when it was there, `conflict` when its key holds another meaning. */
  record(dossierCode: DossierCode, fact: DossierFact, by: RecordedBy): Promise<Outcome>;
}

/** Which dossiers' personal data were erased: kept outside their table, so that a restore of it does not bring them back. */
export interface ErasureLog {
  /** Keeps an erasure; the first one of a dossier stands. */
  keep(dossierCode: DossierCode, erased: Erased): Promise<void>;
  /** A page of all erasures, in no order; `cursor` goes on from it. */
  page(cursor: string | undefined): Promise<{
    readonly erasures: readonly { readonly dossierCode: DossierCode; readonly erased: Erased }[];
    readonly cursor?: string;
  }>;
}

/** The citizen's way in: an unguessable token for each dossier, of which only the hash is kept. */
export interface CitizenLinks {
  /** The address of the dossier's page for its citizen; always the same. */
  urlOf(dossierCode: DossierCode): string;
  /** The dossier that a token opens; undefined for any other text. */
  dossierOf(token: string): Promise<DossierCode | undefined>;
}

/** A clock that runs, as lists keep it: a moment behind. */
export interface RunningClock {
  /** Its place in the list: sorts by due moment, unique. */
  readonly key: string;
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly clock: ClockName;
  /** Of a step of the procedure, its name. */
  readonly step?: string;
  /** Of a step, the agency that decides the dossier, by whose calendar all its clocks run. */
  readonly decidedBy?: AgencyCode;
  readonly dueAt: number;
  /** The office hours that it runs by, where they are not the default ones. */
  readonly officeHours?: OfficeHours;
  /** How long before it is due soon, working milliseconds; left out of what was listed before terms had leads of their own. */
  readonly leadMs?: number;
  /** Said where the term was extended as often as it may be. */
  readonly isExtendedOut?: boolean;
}

/** Later than any clock is due. */
export const LATEST: Instant = 9_999_999_999_999;

/** Clocks that run, and those that stand still until their due moment is known, by agency. */
export interface DeadlineIndex {
  /** Running clocks of an agency and its descendants (`*`: of all agencies), soonest first, after a key, due from one moment to another, both included. */
  running(query: {
    readonly agencyCode: AgencyCode;
    readonly from: Instant;
    readonly to: Instant;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly RunningClock[]>;
  /** How many dossiers of an agency and its descendants stand still between acceptance and end, in pages, a moment behind. */
  standing(agencyCode: AgencyCode): AsyncIterable<number>;
  /** Dossiers of all agencies with a clock that is due from a moment on, or of which nothing is known: so many at most, those whose clocks run first, a moment behind. */
  dueFrom(moment: Instant, limit: number): Promise<readonly DossierCode[]>;
}

/** Dossiers that their citizens rated, as lists keep them: a moment behind. */
export interface RatingIndex {
  /** Those of an agency and its descendants (`*`: of all agencies), by when they were rated, after a key, from one moment to another, both included. */
  rated(query: {
    readonly agencyCode: AgencyCode;
    readonly from: Instant;
    readonly to: Instant;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly { readonly key: string; readonly dossierCode: DossierCode }[]>;
}

/** The codes of dossiers that wait for an announcement or for the end of a pause. */
export type TimerIndex = Timers<DossierCode>;

/** The calendars in force now, of everybody: what came into force before the call is in them. */
export type CalendarsNow = () => Promise<Calendars>;

/** What use cases that show a dossier need. */
export interface DossierPorts {
  readonly ledger: DossierLedger;
  readonly links: CitizenLinks;
  /** The calendar of the release: what it covers. */
  readonly calendar: WorkingCalendar;
}

/** What operators set up of agencies that decides who may tell what. */
export interface Agencies {
  /** The counters that may register dossiers for an agency. */
  countersOf(agencyCode: AgencyCode): Promise<readonly AgencyCode[]>;
  /** The agency that numbers dossiers under a prefix, the part of a dossier's code up to its `-`. */
  ownerOfSpace(prefix: AgencyCode): Promise<AgencyCode>;
  /** The office hours that an agency, or the nearest above it, has set up; undefined where they are the default ones. */
  officeHoursOf(agencyCode: AgencyCode): Promise<OfficeHours | undefined>;
  /** Whether an agency is set up. */
  isSetUp(agencyCode: AgencyCode): Promise<boolean>;
}

/** The catalogue of procedures that operators set up. */
export interface Procedures {
  /** The version of a procedure in force on a day, `YYYY-MM-DD`; undefined where none is. */
  inForce(procedureCode: ProcedureCode, day: string): Promise<ProcedureVersion | undefined>;
}

/** Where a form of a dossier can be fetched for a while, by whoever has the address. */
export interface FormLinks {
  /** An address that holds until a moment, in milliseconds. */
  urlOf(dossierCode: DossierCode, form: FormNumber, until: number): string;
  /** Whether a key, as it stands at the end of an address, opens the form at a moment. */
  opens(dossierCode: DossierCode, form: FormNumber, key: string, now: number): boolean;
}

/** What use cases that make forms need. */
export interface FormPorts {
  readonly ledger: Pick<DossierLedger, 'read'>;
  readonly links: Pick<CitizenLinks, 'urlOf'>;
  readonly formLinks: FormLinks;
  readonly agencies: { named(agencyCode: AgencyCode): Promise<FormAgency> };
  /** Draws a form as a PDF/A; the same paper gives the same bytes. */
  readonly draw: (paper: Paper) => Promise<Uint8Array>;
}

/** What use cases that keep what a back office tells need besides. */
export interface TellingPorts extends DossierPorts {
  readonly agencies: Agencies;
}

/** What registering needs besides. */
export interface RegisteringPorts extends TellingPorts {
  readonly procedures: Procedures;
}
