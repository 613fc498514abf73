import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../../shared/platform/aws-clients.ts';
import { dynamoTable } from '../../../shared/platform/ledger/dynamo-table.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';

/** Tables in DynamoDB, all over one client. */
export const openTables = () => {
  const client = new DynamoDBClient(clientSettings());
  return (tableName: string): Table => dynamoTable(client, tableName);
};
