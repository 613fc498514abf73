import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { type Calendars, calendarsAfter } from '../../../shared/kernel/working-time/calendars.ts';
import { type Keyed, noKey } from '../../../shared/platform/ledger/erasure.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { DossierFact } from '../domain/facts.ts';
import type { CalendarsNow } from '../ports.ts';
import { dossierBook } from './dossier-book.ts';

type DossierFacts = Ledger<DossierFact, Dossier, DossierCode>;

/** The ledger of dossiers in their table, each folded by the calendar that is in force for its agency when the fold begins. */
export const dossiersOnCalendars = (
  table: Table,
  now: () => number,
  calendars: CalendarsNow,
  keyed: Keyed = noKey,
): DossierFacts => {
  const ledgerOf = (by: Calendars): DossierFacts =>
    ledgerOver(
      dossierBook(({ agencyCode, officeHours }) => by.of(agencyCode, officeHours)),
      table,
      now,
      keyed,
    );
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
