import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { calendarsIn } from '../../dossiers/adapters/calendar-log.ts';
import { citizenLinks } from '../../dossiers/adapters/citizen-links.ts';
import { dossierLedger } from '../../dossiers/adapters/dossier-ledger.ts';
import { dossiersOnCalendars } from '../../dossiers/adapters/dossiers-on-calendars.ts';
import type { DossierPorts } from '../../dossiers/ports.ts';
import { citizenDossiers } from '../adapters/citizen-dossiers.ts';
import type { Dossiers } from '../ports.ts';

/** Makes something of the dossiers' own table. */
export type Wiring<T> = (table: Table, pepper: () => Promise<Pepper>, publicOrigin: string, now: () => number) => T;

/** The ports of dossiers' use cases. */
export const portsOf: Wiring<() => Promise<DossierPorts>> = (table, pepper, publicOrigin, now) => {
  const facts = dossiersOnCalendars(table, now, calendarsIn(table), keyedWith(pepper));
  return async () => {
    const links = citizenLinks(table, await pepper(), publicOrigin);
    return { ledger: dossierLedger(facts, links), links, calendar: officialCalendar };
  };
};

/** Dossiers from their own table, by the ports of their capability. */
export const wireDossiers: Wiring<Dossiers> = (...given) => citizenDossiers(portsOf(...given));
