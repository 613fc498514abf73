import type { Book, Entry, IndexKey, Projection, Recorded } from '../../../shared/kernel/book.ts';
import type { Registered } from '../../../shared/kernel/dossier-card.ts';
import { statusNames } from '../../../shared/kernel/dossier-status.ts';
import { ofKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, codeAbove, type DossierCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { type Instant, sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { endingAt } from '../../../shared/kernel/working-time/axis.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Due } from '../../../shared/kernel/working-time/pauses.ts';
import { announcementKey, firedBy } from '../domain/announced.ts';
import type { DossierClock } from '../domain/clocks.ts';
import { type Dossier, foldRecorded, mayBeExtended } from '../domain/dossier.ts';
import {
  besides,
  type DossierFact,
  dossierFacts,
  isOnlyTold,
  keyOf,
  meaningOf,
  withoutPersonalData,
} from '../domain/facts.ts';
import { milestonesOf } from '../domain/milestones.ts';
import { MAX_PROMISES } from '../domain/promises.ts';
import { LATEST } from '../ports.ts';

/** The partition of an agency's clocks that stand still; `STANDING#*` holds those of all. */
export const standingPartition = (agencyCode: AgencyCode): string => `STANDING#${agencyCode}`;

/** The partition of an agency's running clocks; `AG#*` holds those of all. */
export const listPartition = (agencyCode: AgencyCode): string => `AG#${agencyCode}`;

/** The partition of an agency's ratings by citizens; `RATINGS#*` holds those of all. */
export const ratingPartition = (agencyCode: AgencyCode): string => `RATINGS#${agencyCode}`;

/** An agency's code and those above it, itself first: `H26.10`, `H26`. */
function lineage(agencyCode: AgencyCode): AgencyCode[] {
  const root = /^(\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}/.exec(agencyCode)?.[0] ?? agencyCode;
  const codes = [agencyCode];
  for (let code = agencyCode; code.length > root.length; ) {
    code = codeAbove(code);
    codes.push(code);
  }
  return codes;
}

/** When the sweep must look at a dossier next: when it becomes due soon, then when it becomes overdue, then never, also where the first was skipped. */
function nextAnnouncement({ fired, calendar }: Dossier, of: DossierClock, due: Due): Instant | undefined {
  const has = (announces: 'due_soon' | 'overdue') =>
    fired.has(announcementKey({ announces, ...firedBy(of), dueAt: due.at }));
  if (has('overdue')) return undefined;
  if (has('due_soon')) return due.at;
  return endingAt(calendar, Math.max(0, due.position - of.clock.leadMs)) ?? due.at;
}

/** A wall moment as a sort key's beginning. */
export const sortableMoment = (moment: number): string => sortable(moment, 13);

/** A clock that stands still until a moment that was told beforehand waits for it by the wall, as that may lie in the night. */
function pauseOf({ registered: { dossierCode, agencyCode }, clocks }: Dossier): Record<string, Entry> {
  const ends = clocks.flatMap(({ clock: { resumes } }) => (resumes ? [resumes.at] : []));
  if (ends.length === 0) return {};
  const resumesAt = Math.min(...ends);
  const document = { dossierCode, agencyCode, resumesAt };
  return { pause: { document, timer: timerKey('WALL', sortableMoment(resumesAt), dossierCode, 'pause') } };
}

/** A place in the list of each of some agencies, and in that of all. */
function placesOf(
  name: string,
  scopes: readonly AgencyCode[],
  place: (scope: AgencyCode, isFirst: boolean) => Entry,
): [string, Entry][] {
  return [...new Set([...scopes, '*' as const])].map((scope, i) => [
    i === 0 ? name : `${name}@${scope}`,
    place(scope, i === 0),
  ]);
}

/** A clock's name among those of its dossier. */
const nameOf = ({ name, step }: DossierClock): string => (step ? `${name}#${step.place}` : name);

/** The places of a clock whose due moment is not known before it goes on, or before the calendar does: by the last one that was known. */
function standingPlaces({ registered: { dossierCode, agencyCode } }: Dossier, of: DossierClock): [string, Entry][] {
  const document = { dossierCode, agencyCode, clock: of.name };
  const sk = `${sortableMoment(of.clock.due?.at ?? LATEST)}#${dossierCode}#${nameOf(of)}`;
  return placesOf(nameOf(of), lineage(agencyCode), (scope) => ({
    document,
    list: { pk: standingPartition(scope), sk },
  }));
}

/**
 * The places of a clock: of one that runs in the lists of the deciding agency and those above it, of a step also of its agency and those
 * above that; the first also waits for the sweep. All are by the wall: no decision about a day that lies outside its term changes a place.
 */
function clockPlaces(dossier: Dossier, of: DossierClock): [string, Entry][] {
  const { dossierCode, agencyCode, officeHours } = dossier.registered;
  const { name: clock, step } = of;
  const { due, leadMs, phase } = of.clock;
  if (phase === 'not_started' || phase === 'stopped') return [];
  if (phase === 'paused' && clock !== 'resolve') return [];
  if (phase === 'paused' || !due) return standingPlaces(dossier, of);
  const timer = nextAnnouncement(dossier, of, due);
  const document: Entry['document'] = {
    ...{ dossierCode, agencyCode, clock, dueAt: due.at, leadMs },
    ...(step ? { agencyCode: step.agencyCode, step: step.name, decidedBy: agencyCode } : {}),
    ...(officeHours ? { officeHours: officeHours as unknown as Json } : {}),
    ...(clock === 'resolve' && !mayBeExtended(dossier) ? { isExtendedOut: true } : {}),
  };
  const name = nameOf(of);
  const sk = `${sortableMoment(due.at)}#${dossierCode}#${name}`;
  return placesOf(name, [...lineage(agencyCode), ...lineage(step?.agencyCode ?? agencyCode)], (scope, isFirst) => {
    const waits: { timer?: IndexKey } =
      isFirst && timer !== undefined ? { timer: timerKey('WALL', sortableMoment(timer), dossierCode, name) } : {};
    return { document, list: { pk: listPartition(scope), sk }, ...waits };
  });
}

/** The places of a dossier's rating in the lists of the deciding agency and those above it, by when it was given: neither stars nor words are there. */
function ratingPlaces({ registered: { dossierCode, agencyCode }, rating }: Dossier): [string, Entry][] {
  if (!rating) return [];
  const sk = `${sortableMoment(rating.ratedAt)}#${dossierCode}`;
  return placesOf('rating', lineage(agencyCode), (scope) => ({
    document: { dossierCode },
    list: { pk: ratingPartition(scope), sk },
  }));
}

/** Where a dossier's clocks and its rating are listed, and what they wait for. */
const entriesOf = (dossier: Dossier): Readonly<Record<string, Entry>> => ({
  ...pauseOf(dossier),
  ...Object.fromEntries([...dossier.clocks.flatMap((of) => clockPlaces(dossier, of)), ...ratingPlaces(dossier)]),
});

function projectionOf(dossier: Dossier): Projection {
  const { dossierCode, agencyCode, procedureCode } = dossier.registered;
  return {
    document: {
      dossierCode,
      agencyCode,
      procedureCode,
      status: { number: dossier.status, name: statusNames[dossier.status] },
      clock: dossier.clock.phase,
    },
    milestones: milestonesOf(dossier),
    entries: entriesOf(dossier),
  };
}

/** What a dossier promises and nothing has recorded yet. */
function toBePromised({ promises: { recorded, unrecorded } }: Dossier): readonly DossierFact[] {
  return unrecorded && recorded.length < MAX_PROMISES ? [unrecorded] : [];
}

/**
 * The calendar by which a dossier runs: that of the agency which decides, at the office hours of its registration; with a moment as it
 * was published by then.
 */
export type CalendarOf = (
  registered: Pick<Registered, 'agencyCode' | 'officeHours'>,
  publishedBy?: Instant,
) => WorkingCalendar;

/**
 * Folds a dossier by its calendar of today, one that has ended by that of its end: no later decision touches it. Where the end was told
 * after a promise of a later calendar, that one stays.
 */
function foldOn(calendarOf: CalendarOf, recorded: readonly Recorded<DossierFact>[]): Dossier | undefined {
  const registered = recorded.map(({ fact }) => fact).find(ofKind('registered'));
  if (!registered) return undefined;
  const today = calendarOf(registered);
  const dossier = foldRecorded(today, recorded);
  const endedAt = dossier?.walk.endedAt;
  if (!dossier || endedAt === undefined) return dossier;
  const promisedBy = dossier.promises.recorded.at(-1)?.calendarPublishedAt ?? 0;
  const then = calendarOf(registered, Math.max(endedAt, promisedBy));
  return then.version.id === today.version.id ? dossier : foldRecorded(then, recorded);
}

/** How dossiers are kept, each folded with its calendar: `DOS#<code>`. */
export const dossierBook = (calendarOf: CalendarOf): Book<DossierFact, Dossier, DossierCode> => ({
  prefix: 'DOS',
  foldVersion: 9,
  facts: dossierFacts,
  key: keyOf,
  besides,
  meaning: (fact) => meaningOf(fact) as unknown as Json,
  fold: (_, recorded) => foldOn(calendarOf, recorded),
  follows: toBePromised,
  project: projectionOf,
  isSilent: isOnlyTold,
  withoutPersonalData,
});
