import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { sdkConfig } from '../../infra/local/emulators/sdk-config.ts';
import { dynamoTable } from '../../shared/platform/ledger/dynamo-table.ts';
import type { Table } from '../../shared/platform/ledger/table.ts';

const index = (name: 'list' | 'timer') => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: `${name}Pk`, KeyType: 'HASH' as const },
    { AttributeName: `${name}Sk`, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'ALL' as const },
});

/** Makes empty tables of a capability's shape in the emulator at `endpoint`, each with a name of its own. */
export const dynamoTables = (endpoint: string) => {
  const client = new DynamoDBClient(sdkConfig({ endpointUrl: endpoint }));
  let made = 0;
  return async (): Promise<Table> => {
    made += 1;
    const TableName = `contract-${process.pid}-${performance.now().toString(36).replace('.', '')}-${made}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: ['pk', 'sk', 'listPk', 'listSk', 'timerPk', 'timerSk'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S' as const,
        })),
        GlobalSecondaryIndexes: [index('list'), index('timer')],
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
    return dynamoTable(client, TableName);
  };
};
