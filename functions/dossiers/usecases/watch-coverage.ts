import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { decidedDaysAfter, undecidedFrom, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { isOpenAndProvisional } from '../domain/clocks.ts';
import type { DeadlineIndex, DossierLedger } from '../ports.ts';

/** What watching over the calendar's end needs. */
export interface CoveragePorts {
  readonly ledger: Pick<DossierLedger, 'readUnlessParked'>;
  readonly index: Pick<DeadlineIndex, 'dueFrom'>;
  /** The calendar of the release: decisions by call change its days and add none. */
  readonly calendar: WorkingCalendar;
}

/** What people are told: in how many days the calendar ends; how many open dossiers have provisional dates, and one. */
export type CoverageWarning =
  | { readonly outcome: 'coverage_short'; readonly count: number }
  | { readonly outcome: 'dates_provisional'; readonly count: number; readonly dossierCode: DossierCode };

/** With fewer decided days left people are told: few terms are longer, and a release with the next year takes weeks. */
const LEAD_DAYS = 60;

/** So many of the listed dossiers are looked at, and so many at once; a count that is as high as that says at least. */
const LOOKED_AT = 500;
const AT_ONCE = 25;

/**
 * What is to be told on a day. A provisional date lies behind the first day that is not decided, so that no dossier keeps a place by it
 * that a decision would have to take away. Each that is found is folded first: the list is a moment behind.
 */
export const watchCoverage =
  ({ ledger, index, calendar }: CoveragePorts) =>
  async (now: Instant): Promise<readonly CoverageWarning[]> => {
    const isProvisional = async (dossierCode: DossierCode): Promise<boolean> => {
      const dossier = await ledger.readUnlessParked(dossierCode);
      return dossier !== undefined && dossier !== 'parked' && dossier.clocks.some(isOpenAndProvisional);
    };
    const listed = await index.dueFrom(undecidedFrom(calendar), LOOKED_AT);
    const found: DossierCode[] = [];
    for (let start = 0; start < listed.length; start += AT_ONCE) {
      const some = listed.slice(start, start + AT_ONCE);
      const holds = await Promise.all(some.map(isProvisional));
      found.push(...some.filter((_, i) => holds[i]));
    }
    const daysLeft = decidedDaysAfter(calendar, now);
    const [dossierCode] = found;
    return [
      ...(daysLeft < LEAD_DAYS ? [{ outcome: 'coverage_short', count: daysLeft } as const] : []),
      ...(dossierCode ? [{ outcome: 'dates_provisional', count: found.length, dossierCode } as const] : []),
    ];
  };
