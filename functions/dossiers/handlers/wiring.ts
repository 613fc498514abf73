import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { citizenLinks } from '../adapters/citizen-links.ts';
import { dossierBook } from '../adapters/dossier-book.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import type { DossierPorts } from '../ports.ts';

/** Dossiers on the official calendar. */
export const officialDossiers = dossierBook(officialCalendar);

/** The dossiers' facts and heads in their table. */
export const dossierFacts = (table: Table) => ledgerOver(officialDossiers, table, systemClock);

/** The ports of use cases that show dossiers, made at the first call, since the pepper is a secret that must be read. */
export const dossierPorts = (
  table: Table,
  pepperSecret: string,
  publicOrigin: string,
): (() => Promise<DossierPorts>) => {
  const pepper = pepperReader(secretsManagerReader(systemClock), pepperSecret);
  return async () => {
    const links = citizenLinks(table, await pepper(), publicOrigin);
    return { ledger: dossierLedger(dossierFacts(table), links), links, calendar: officialCalendar };
  };
};
