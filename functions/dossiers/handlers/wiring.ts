import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { clientSettings } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dynamoTable } from '../../../shared/platform/ledger/dynamo-table.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { citizenLinks } from '../adapters/citizen-links.ts';
import { dossierBook } from '../adapters/dossier-book.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import type { DossierPorts } from '../ports.ts';

/** Tables in DynamoDB, all over one client. */
export const openTables = () => {
  const client = new DynamoDBClient(clientSettings());
  return (tableName: string): Table => dynamoTable(client, tableName);
};

/** The dossiers' facts and heads in their table. */
export const dossierFacts = (table: Table) => ledgerOver(dossierBook, table, systemClock);

/** The ports of use cases that show dossiers, made at the first call, since the pepper is a secret that must be read. */
export const dossierPorts = (
  table: Table,
  pepperSecret: string,
  publicOrigin: string,
): (() => Promise<DossierPorts>) => {
  const secrets = secretsManagerReader(systemClock);
  return async () => {
    const pepper = await secrets.read(pepperSecret);
    if (pepper === undefined) throw new Error('the pepper is missing');
    const links = citizenLinks(table, pepperFrom(pepper), publicOrigin);
    return { ledger: dossierLedger(dossierFacts(table), links), links, calendar: officialCalendar };
  };
};
