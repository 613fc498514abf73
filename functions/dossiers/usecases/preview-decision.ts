import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { startOfVietNamDate, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { calendarsAfter, firstDayOf, nextEdition } from '../../../shared/kernel/working-time/calendars.ts';
import { type CalendarDecision, decidedDays, decisionView } from '../domain/calendar-decision.ts';
import { movedBy } from '../domain/moved.ts';
import { type CalendarsNow, type DeadlineIndex, type DossierLedger, LATEST } from '../ports.ts';

/** A dossier that moves, with both dates. */
interface Sampled {
  readonly dossierCode: DossierCode;
  readonly from: string;
  readonly to: string;
}

/** What a decision would do to the dossiers that are open. */
export interface DecisionPreview {
  /** Accepted and not ended, of the decision's scope. */
  readonly openDossiers: number;
  readonly moved: number;
  readonly earlier: number;
  readonly later: number;
  /** The soonest of those that move, at most 20. */
  readonly sample: readonly Sampled[];
  /** False where not all could be looked at: there are more than the time of a call is enough for, then all counts are of the soonest ones; or one is parked. */
  readonly complete: boolean;
}

/** What a preview needs. */
export interface PreviewPorts {
  readonly index: DeadlineIndex;
  readonly ledger: Pick<DossierLedger, 'readUnlessParked'>;
  readonly calendars: CalendarsNow;
  /** The calendar of the release. */
  readonly calendar: WorkingCalendar;
  /** Says, from now on, whether there is time left for more. */
  readonly timeForPreview: () => () => boolean;
}

/** A decision as operators see it, with its preview while it is proposed. */
export type PreviewedDecision = ReturnType<typeof decisionView> & { readonly preview?: DecisionPreview };

const soonestFirst = (a: Sampled, b: Sampled): number =>
  a.from < b.from || (a.from === b.from && a.dossierCode < b.dossierCode) ? -1 : 1;

/** So many dossiers are looked at together. */
const PAGE = 50;

/** So many are shown. */
const SAMPLE = 20;

/**
 * Which open dossiers a decision would move, from which date to which, as the facts are now. Only those are read whose term can hold one of
 * its days; the others are counted.
 */
const previewDecision =
  ({ index, ledger, calendars, calendar: base, timeForPreview }: PreviewPorts) =>
  async (decision: CalendarDecision, now: number): Promise<DecisionPreview> => {
    const isTimeLeft = timeForPreview();
    const before = await calendars();
    const decided = decidedDays(decision);
    const change = { decisionId: decision.decisionId, effect: 'in_force', decision: decided } as const;
    const then = calendarsAfter([...before.editions, nextEdition(before, change, now)], base);
    const scope: AgencyCode = decided.agencyCode ?? '*';
    const touchedFrom = startOfVietNamDate(firstDayOf(decided));
    const sample: Sampled[] = [];
    const counts = { openDossiers: 0, earlier: 0, later: 0 };
    let complete = true;

    const look = async (dossierCode: DossierCode): Promise<void> => {
      const dossier = await ledger.readUnlessParked(dossierCode);
      if (dossier === 'parked') complete = false;
      const move = dossier && dossier !== 'parked' && movedBy(dossier, then);
      if (!move) return;
      counts[move.to < move.from ? 'earlier' : 'later'] += 1;
      sample.push({ dossierCode, from: toOffsetDateTime(move.from), to: toOffsetDateTime(move.to) });
    };

    let after: string | undefined;
    do {
      if (!isTimeLeft()) {
        complete = false;
        break;
      }
      const clocks = await index.running({ agencyCode: scope, from: 0, to: LATEST, after, limit: PAGE });
      const promised = clocks.filter(({ clock }) => clock === 'resolve');
      counts.openDossiers += promised.length;
      await Promise.all(promised.flatMap(({ dossierCode, dueAt }) => (dueAt < touchedFrom ? [] : [look(dossierCode)])));
      sample.sort(soonestFirst).splice(SAMPLE);
      after = clocks.length < PAGE ? undefined : clocks.at(-1)?.key;
    } while (after !== undefined);
    for await (const count of index.standing(scope)) {
      counts.openDossiers += count;
      if (isTimeLeft()) continue;
      complete = false;
      break;
    }
    return { ...counts, moved: counts.earlier + counts.later, sample, complete };
  };

/** A decision that was found, as operators see it: while it is proposed with what it would do. */
export const withPreview =
  (ports: PreviewPorts) =>
  async (found: Result<CalendarDecision>, now: number): Promise<Result<PreviewedDecision>> => {
    if (!found.ok) return found;
    const view = decisionView(found.value);
    if (found.value.state !== 'proposed') return ok(view);
    return ok({ ...view, preview: await previewDecision(ports)(found.value, now) });
  };
