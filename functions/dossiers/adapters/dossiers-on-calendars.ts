import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { type Calendars, calendarsAfter } from '../../../shared/kernel/working-time/calendars.ts';
import { type Keyed, noKey } from '../../../shared/platform/ledger/erasure.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { DossierFact } from '../domain/facts.ts';
import type { CalendarsNow } from '../ports.ts';
import { dossierBook } from './dossier-book.ts';

type DossierFacts = Ledger<DossierFact, Dossier, DossierCode>;

/** So many earlier calendars are kept. */
const MOST_EARLIER = 10;

/** Calendars as they were published by a moment; those of no moment are all. */
const publishedIn = (all: Calendars): ((moment?: Instant) => Calendars) => {
  const kept = new Map<number, Calendars>();
  return (moment = Number.POSITIVE_INFINITY) => {
    const editions = all.editions.filter(({ publishedAt }) => publishedAt <= moment);
    if (editions.length === all.editions.length) return all;
    const known = kept.get(editions.length);
    if (known) return known;
    if (kept.size >= MOST_EARLIER) kept.clear();
    const then = calendarsAfter(editions);
    kept.set(editions.length, then);
    return then;
  };
};

/** The ledger of dossiers in their table, each folded by the calendar that is in force for its agency when the fold begins, or was at its end. */
export const dossiersOnCalendars = (
  table: Table,
  now: () => number,
  calendars: CalendarsNow,
  keyed: Keyed = noKey,
): DossierFacts => {
  const ledgerOf = (by: Calendars): DossierFacts => {
    const published = publishedIn(by);
    return ledgerOver(
      dossierBook(({ agencyCode, officeHours }, moment) => published(moment).of(agencyCode, officeHours)),
      table,
      now,
      keyed,
    );
  };
  const first = calendarsAfter([]);
  let made = { by: first, ledger: ledgerOf(first) };
  const current = async (): Promise<DossierFacts> => {
    const by = await calendars();
    if (made.by !== by) made = { by, ledger: ledgerOf(by) };
    return made.ledger;
  };
  return {
    ...made.ledger,
    state: async (id) => (await current()).state(id),
    stateOnHead: async (id) => (await current()).stateOnHead(id),
    refold: async (id) => (await current()).refold(id),
  };
};
