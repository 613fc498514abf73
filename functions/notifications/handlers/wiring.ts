import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { clientSettings } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dynamoTable } from '../../../shared/platform/ledger/dynamo-table.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { type Pepper, pepperFrom } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { sandboxInbox } from '../adapters/sandbox-inbox.ts';
import { sandboxCarrier } from '../channels/sandbox/carrier.ts';
import { sesCarrier } from '../channels/ses/carrier.ts';
import type { Carriers } from '../ports.ts';

/** Tables in DynamoDB, all over one client. */
export const openTables = () => {
  const client = new DynamoDBClient(clientSettings());
  return (tableName: string): Table => dynamoTable(client, tableName);
};

/** The installation's pepper, read at the first call, since it is a secret. */
export const pepperIn = (secretId: string): (() => Promise<Pepper>) => {
  const secrets = secretsManagerReader(systemClock);
  return async () => {
    const pepper = await secrets.read(secretId);
    if (pepper === undefined) throw new Error('the pepper is missing');
    return pepperFrom(pepper);
  };
};

/** The carriers of a stage: `sandbox`, or `live`: e-mail by SES; no SMS until a carrier is contracted, so that its messages park. */
export const carriersOf = (kind: string, sandboxTable: () => Table, senderAddress: string): Carriers => {
  if (kind === 'sandbox') {
    const inbox = sandboxInbox(sandboxTable());
    return {
      sms: sandboxCarrier('sms', inbox, systemClock),
      email: sandboxCarrier('email', inbox, systemClock),
    };
  }
  // A mail that SES may have taken must not be sent again by the client: repeating is the use case's decision.
  return { email: sesCarrier(new SESv2Client({ ...clientSettings(10_000), maxAttempts: 1 }), senderAddress) };
};
