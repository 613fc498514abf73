import type { Book, Entry, IndexKey, Projection } from '../../../shared/kernel/book.ts';
import { statusNames } from '../../../shared/kernel/dossier-status.ts';
import { type AgencyCode, codeAbove, type DossierCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
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

/** The partition of an agency's running clocks; `AG#*` holds those of all. */
export const listPartition = (agencyCode: AgencyCode): string => `AG#${agencyCode}`;

/** A position on the axis as a sort key's beginning: 12 digits, as many as ten thousand working years need. */
export const sortablePosition = (position: number): string => sortable(Math.max(0, position), 12);

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
function nextAnnouncement({ fired }: Dossier, of: DossierClock, due: Due): number | undefined {
  const has = (announces: 'due_soon' | 'overdue') =>
    fired.has(announcementKey({ announces, ...firedBy(of), dueAt: due.at }));
  if (has('overdue')) return undefined;
  return has('due_soon') ? due.position : due.position - of.clock.leadMs;
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

/**
 * The places of a running clock: one for each agency above the deciding one, and above that of a step, so that each has its own list; the
 * first also waits for the sweep.
 */
function placesOf(dossier: Dossier, of: DossierClock): [string, Entry][] {
  const { dossierCode, agencyCode } = dossier.registered;
  const { due, leadMs, phase } = of.clock;
  if (phase !== 'running' || !due) return [];
  const { name: clock, step } = of;
  const timer = nextAnnouncement(dossier, of, due);
  const whose: Entry['document'] = step ? { agencyCode: step.agencyCode, step: step.name } : { agencyCode };
  const shown: Entry['document'] = {
    dossierCode,
    ...whose,
    clock,
    duePosition: due.position,
    dueAt: due.at,
    leadMs,
  };
  const isExtendedOut = clock === 'resolve' && !mayBeExtended(dossier);
  const document: Entry['document'] = isExtendedOut ? { ...shown, isExtendedOut } : shown;
  const name = step ? `${clock}#${step.place}` : clock;
  const sk = `${sortablePosition(due.position)}#${dossierCode}#${name}`;
  const scopes = new Set([...lineage(agencyCode), ...(step ? lineage(step.agencyCode) : []), '*' as const]);
  return [...scopes].map((scope, i): [string, Entry] => {
    const waits: { timer?: IndexKey } =
      i === 0 && timer !== undefined ? { timer: timerKey('VN', sortablePosition(timer), dossierCode, name) } : {};
    return [i === 0 ? name : `${name}@${scope}`, { document, list: { pk: listPartition(scope), sk }, ...waits }];
  });
}

/** Where a dossier's clocks are listed, and what they wait for. */
const entriesOf = (dossier: Dossier): Readonly<Record<string, Entry>> => ({
  ...pauseOf(dossier),
  ...Object.fromEntries(dossier.clocks.flatMap((of) => placesOf(dossier, of))),
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

/** How dossiers are kept, folded with a calendar: `DOS#<code>`. */
export const dossierBook = (calendar: WorkingCalendar): Book<DossierFact, Dossier, DossierCode> => ({
  prefix: 'DOS',
  foldVersion: 7,
  facts: dossierFacts,
  key: keyOf,
  besides,
  meaning: (fact) => meaningOf(fact) as unknown as Json,
  fold: (_, recorded) => foldRecorded(calendar, recorded),
  follows: toBePromised,
  project: projectionOf,
  isSilent: isOnlyTold,
  withoutPersonalData,
});
