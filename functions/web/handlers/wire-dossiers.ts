import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { citizenLinks } from '../../dossiers/adapters/citizen-links.ts';
import { dossierBook } from '../../dossiers/adapters/dossier-book.ts';
import { dossierLedger } from '../../dossiers/adapters/dossier-ledger.ts';
import { citizenDossiers } from '../adapters/citizen-dossiers.ts';
import type { Dossiers } from '../ports.ts';

/** Dossiers from their own table, by the ports of their capability. */
export const wireDossiers = (
  table: Table,
  pepper: () => Promise<Pepper>,
  publicOrigin: string,
  now: () => number,
): Dossiers => {
  const ports = async () => {
    const links = citizenLinks(table, await pepper(), publicOrigin);
    const facts = ledgerOver(dossierBook(officialCalendar), table, now);
    return { ledger: dossierLedger(facts, links), links, calendar: officialCalendar };
  };
  return citizenDossiers(ports);
};
