import type { Book, Entry, IndexKey, Projection } from '../../../shared/kernel/book.ts';
import { statusNames } from '../../../shared/kernel/dossier-status.ts';
import { type AgencyCode, codeAbove, type DossierCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Due } from '../../../shared/kernel/working-time/pauses.ts';
import { announcementKey } from '../domain/announced.ts';
import { type Dossier, foldRecorded } from '../domain/dossier.ts';
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
function nextAnnouncement(dossier: Dossier, due: Due): number | undefined {
  if (dossier.fired.has(announcementKey('overdue', due.at))) return undefined;
  return dossier.fired.has(announcementKey('due_soon', due.at)) ? due.position : due.position - dossier.clock.leadMs;
}

/** A wall moment as a sort key's beginning. */
export const sortableMoment = (moment: number): string => sortable(moment, 13);

/** A clock that stands still until a moment that was told beforehand waits for it by the wall, as that may lie in the night. */
function pauseOf({ registered: { dossierCode, agencyCode }, clock: { resumes } }: Dossier): Record<string, Entry> {
  if (!resumes) return {};
  const document = { dossierCode, agencyCode, resumesAt: resumes.at };
  return { pause: { document, timer: timerKey('WALL', sortableMoment(resumes.at), dossierCode, 'pause') } };
}

/** The places of a running resolve clock: one for each agency above, so that each has its own list; the first also waits for the sweep. */
function clocksOf(dossier: Dossier): Readonly<Record<string, Entry>> {
  const { dossierCode, agencyCode } = dossier.registered;
  if (dossier.clock.phase !== 'running') return pauseOf(dossier);
  const { due, leadMs } = dossier.clock;
  if (!due) return {};
  const timer = nextAnnouncement(dossier, due);
  const document = { dossierCode, agencyCode, clock: 'resolve', duePosition: due.position, dueAt: due.at, leadMs };
  const sk = `${sortablePosition(due.position)}#${dossierCode}#resolve`;
  return Object.fromEntries(
    [...lineage(agencyCode), '*' as const].map((scope, i): [string, Entry] => {
      const waits: { timer?: IndexKey } =
        i === 0 && timer !== undefined
          ? { timer: timerKey('VN', sortablePosition(timer), dossierCode, 'resolve') }
          : {};
      return [i === 0 ? 'resolve' : `resolve@${scope}`, { document, list: { pk: listPartition(scope), sk }, ...waits }];
    }),
  );
}

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
    entries: clocksOf(dossier),
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
