import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { freshName } from './ground.ts';

describe.skipIf(!emulatorEndpoint)('tables', () => {
  const client = new DynamoDBClient(emulatorConfig());
  const TableName = freshName('tables');

  beforeAll(async () => {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
          { AttributeName: 'listPk', AttributeType: 'S' },
          { AttributeName: 'listSk', AttributeType: 'S' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'list',
            KeySchema: [
              { AttributeName: 'listPk', KeyType: 'HASH' },
              { AttributeName: 'listSk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
  });

  const putIfAbsent = (pk: string, writer: number) =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: pk }, sk: { S: 'FACT' }, writer: { N: String(writer) } },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

  test('fifty writers of one key at once: one wins, the others are told what it wrote', async () => {
    const results = await Promise.allSettled(Array.from({ length: 50 }, (_, writer) => putIfAbsent('race', writer)));
    const losers = results.filter((result) => result.status === 'rejected');
    expect(losers).toHaveLength(49);
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key: { pk: { S: 'race' }, sk: { S: 'FACT' } }, ConsistentRead: true }),
    );
    for (const { reason } of losers) {
      expect(reason.name).toBe('ConditionalCheckFailedException');
      expect(reason.Item.writer).toEqual(Item?.writer);
    }
  });

  test('a transaction whose second condition fails writes nothing and says which one failed', async () => {
    await putIfAbsent('taken', 1);
    const put = (pk: string) => ({
      Put: { TableName, Item: { pk: { S: pk }, sk: { S: 'FACT' } }, ConditionExpression: 'attribute_not_exists(pk)' },
    });
    const failure = await client
      .send(new TransactWriteItemsCommand({ TransactItems: [put('free'), put('taken')] }))
      .then(
        () => undefined,
        (error) => error,
      );
    expect(failure?.name).toBe('TransactionCanceledException');
    expect(failure.CancellationReasons.map((reason: { Code: string }) => reason.Code)).toEqual([
      'None',
      'ConditionalCheckFailed',
    ]);
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key: { pk: { S: 'free' }, sk: { S: 'FACT' } }, ConsistentRead: true }),
    );
    expect(Item).toBeUndefined();
  });

  test('a sparse index holds only items with its keys, in order, page by page', async () => {
    for (const at of ['3', '1', '2']) {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: { pk: { S: `i${at}` }, sk: { S: 'HEAD' }, listPk: { S: 'AG#H26' }, listSk: { S: at } },
        }),
      );
    }
    const page = (ExclusiveStartKey?: Record<string, { S: string }>) =>
      client.send(
        new QueryCommand({
          TableName,
          IndexName: 'list',
          KeyConditionExpression: 'listPk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'AG#H26' } },
          Limit: 2,
          ExclusiveStartKey,
        }),
      );
    const first = await page();
    const second = await page(first.LastEvaluatedKey as Record<string, { S: string }>);
    const seen = [...(first.Items ?? []), ...(second.Items ?? [])].map((item) => item.listSk?.S);
    expect(seen).toEqual(['1', '2', '3']);
    expect(first.Items).toHaveLength(2);
  });
});
