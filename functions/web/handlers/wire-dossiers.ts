import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { citizenLinks } from '../../dossiers/adapters/citizen-links.ts';
import { dossierBook } from '../../dossiers/adapters/dossier-book.ts';
import { dossierLedger } from '../../dossiers/adapters/dossier-ledger.ts';
import type { DossierPorts } from '../../dossiers/ports.ts';
import { citizenDossiers } from '../adapters/citizen-dossiers.ts';
import type { Dossiers } from '../ports.ts';

/** Makes something of the dossiers' own table. */
export type Wiring<T> = (table: Table, pepper: () => Promise<Pepper>, publicOrigin: string, now: () => number) => T;

/** The ports of dossiers' use cases. */
export const portsOf: Wiring<() => Promise<DossierPorts>> = (table, pepper, publicOrigin, now) => async () => {
  const links = citizenLinks(table, await pepper(), publicOrigin);
  const facts = ledgerOver(dossierBook(officialCalendar), table, now, keyedWith(pepper));
  return { ledger: dossierLedger(facts, links), links, calendar: officialCalendar };
};

/** Dossiers from their own table, by the ports of their capability. */
export const wireDossiers: Wiring<Dossiers> = (...given) => citizenDossiers(portsOf(...given));
