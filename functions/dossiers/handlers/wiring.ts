import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { type Keyed, keyedWith } from '../../../shared/platform/ledger/erasure.ts';
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

/** The dossiers' facts and heads in their table; with `keyed` for who records or erases personal data. */
export const dossierFacts = (table: Table, keyed?: Keyed) => ledgerOver(officialDossiers, table, systemClock, keyed);

/** The installation's pepper, read when it is needed first. */
export const pepperOf = (pepperSecret: string) => pepperReader(secretsManagerReader(systemClock), pepperSecret);

/** The ports of use cases that show dossiers, made at the first call, since the pepper is a secret that must be read. */
export const dossierPorts = (
  table: Table,
  pepperSecret: string,
  publicOrigin: string,
): (() => Promise<DossierPorts>) => {
  const pepper = pepperOf(pepperSecret);
  return async () => {
    const links = citizenLinks(table, await pepper(), publicOrigin);
    const facts = dossierFacts(table, keyedWith(pepper));
    return { ledger: dossierLedger(facts, links), links, calendar: officialCalendar };
  };
};
