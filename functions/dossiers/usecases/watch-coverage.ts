import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { decidedDaysAfter, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { isOpenAndProvisional } from '../domain/clocks.ts';
import type { DossierLedger, ProvisionalList } from '../ports.ts';

/** What watching over the calendar's end needs. */
export interface CoveragePorts {
  readonly ledger: Pick<DossierLedger, 'readUnlessParked'>;
  readonly provisional: ProvisionalList;
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
 * What is to be told on a day. Each listed dossier is folded first: the list is a moment behind, and a later calendar
 * may reach its dates.
 */
export const watchCoverage =
  ({ ledger, provisional, calendar }: CoveragePorts) =>
  async (now: Instant): Promise<readonly CoverageWarning[]> => {
    const isProvisional = async (dossierCode: DossierCode): Promise<boolean> => {
      const dossier = await ledger.readUnlessParked(dossierCode);
      return dossier !== undefined && dossier !== 'parked' && dossier.clocks.some(isOpenAndProvisional);
    };
    const listed = await provisional.first(LOOKED_AT);
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
