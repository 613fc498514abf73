import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { type Keyed, keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { type Pepper, pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { calendarsIn } from '../adapters/calendar-log.ts';
import { citizenLinks } from '../adapters/citizen-links.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import { dossiersOnCalendars } from '../adapters/dossiers-on-calendars.ts';
import type { CalendarsNow, DossierPorts } from '../ports.ts';

/** The dossiers' facts and heads in their table; with `keyed` for who records or erases personal data. */
export const dossierFacts = (table: Table, keyed?: Keyed, calendars: CalendarsNow = calendarsIn(table)) =>
  dossiersOnCalendars(table, systemClock, calendars, keyed);

/** The installation's pepper, read when it is needed first. */
export const pepperOf = (pepperSecret: string) => pepperReader(secretsManagerReader(systemClock), pepperSecret);

/** The ports of use cases that show dossiers, made at the first call, since the pepper is a secret that must be read. */
export const dossierPorts = (
  table: Table,
  calendars: CalendarsNow,
  pepper: () => Promise<Pepper>,
  publicOrigin: string,
): (() => Promise<DossierPorts>) => {
  const facts = dossierFacts(table, keyedWith(pepper), calendars);
  return async () => {
    const links = citizenLinks(table, await pepper(), publicOrigin);
    return { ledger: dossierLedger(facts, links), links, calendar: officialCalendar };
  };
};
