import { DynamoDBClient, TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { dynamoTable } from '../../../shared/platform/ledger/dynamo-table.ts';
import type { Write } from '../../../shared/platform/ledger/table.ts';
import { httpServer } from '../../support/http-server.ts';

const writes: readonly Write[] = [{ put_absent: { pk: 'A', sk: '1' } }, { put_absent: { pk: 'A', sk: '2' } }];

/** A table whose transactions are cancelled for these reasons in turn, and then done. */
const tableWith = (...cancelled: readonly (readonly string[])[]) => {
  let calls = 0;
  const client = {
    async send() {
      const codes = cancelled[calls];
      calls += 1;
      if (!codes) return {};
      const CancellationReasons = codes.map((Code) =>
        Code === 'ConditionalCheckFailed'
          ? { Code, Item: { pk: { S: 'A' }, sk: { S: '2' }, of: { S: 'another' } } }
          : { Code },
      );
      throw new TransactionCanceledException({ message: 'cancelled', CancellationReasons, $metadata: {} });
    },
  } as unknown as DynamoDBClient;
  return { table: dynamoTable(client, 'T'), calls: () => calls };
};

test('a clash with another transaction is neither a repeat nor a conflict: the transaction is tried again', async () => {
  const { table, calls } = tableWith(['TransactionConflict', 'None'], ['None', 'TransactionConflict']);
  expect(await table.transact(writes)).toEqual([]);
  expect(calls()).toBe(3);
});

test('a taken key is told, with what lies there, also where another write clashed', async () => {
  const { table } = tableWith(['TransactionConflict', 'ConditionalCheckFailed']);
  expect(await table.transact(writes)).toEqual([{ index: 1, existing: { pk: 'A', sk: '2', of: 'another' } }]);
});

test('clashes without end are lost infrastructure, never a success', async () => {
  const { table, calls } = tableWith(...Array.from({ length: 20 }, () => ['TransactionConflict', 'None']));
  await expect(table.transact(writes)).rejects.toBeInstanceOf(TransactionCanceledException);
  expect(calls()).toBe(8);
});

test('a put that clashes with another’s transaction is tried again, and told as lost where that never ends', async () => {
  let calls = 0;
  const clashing = (times: number) =>
    dynamoTable(
      {
        async send() {
          calls += 1;
          if (calls <= times) throw new TransactionConflictException({ message: 'clash', $metadata: {} });
          return {};
        },
      } as unknown as DynamoDBClient,
      'T',
    );
  expect(await clashing(2).putIfAbsent({ pk: 'A', sk: '1' })).toBeUndefined();
  expect(calls).toBe(3);
  calls = 0;
  await expect(clashing(20).putIfAbsent({ pk: 'A', sk: '1' })).rejects.toBeInstanceOf(TransactionConflictException);
  expect(calls).toBe(8);
});

/** DynamoDB that does what it is asked, and hangs up instead of answering the first put. */
const losingTheFirstAnswer = async (before?: Readonly<Record<string, { S: string }>>) => {
  const stored = { item: before };
  let puts = 0;
  const server = await httpServer((body, _, response) => {
    const { Item, ConditionExpression } = JSON.parse(body) as { Item: typeof before; ConditionExpression?: string };
    puts += 1;
    const isRefused = stored.item !== undefined && ConditionExpression !== undefined;
    if (!isRefused) stored.item = Item;
    if (puts === 1) response.destroy();
    else if (isRefused)
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(
        JSON.stringify({
          __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
          message: 'The conditional request failed',
          Item: stored.item,
        }),
      );
    else response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const settings = { endpoint: server.origin, region: 'x', credentials };
  return {
    server,
    table: dynamoTable(awsClient(DynamoDBClient, { answerMs: 30_000, settings }), 'T'),
    puts: () => puts,
  };
};

test('a put whose answer was lost is done, not repeated, when its own repeat finds it', async () => {
  const { server, table, puts } = await losingTheFirstAnswer();
  expect(await table.putIfAbsent({ pk: 'A', sk: '1' })).toBeUndefined();
  expect(puts()).toBe(2);
  await server.stop();
  const replacing = await losingTheFirstAnswer();
  expect(await replacing.table.putIfVersion({ pk: 'A', sk: 'HEAD', version: 1 }, undefined)).toBe(true);
  await replacing.server.stop();
});

test('what another has written is told without the name of its write, after a lost answer too', async () => {
  const there = { pk: { S: 'A' }, sk: { S: '1' }, of: { S: 'another' }, writeId: { S: 'theirs' } };
  const { server, table } = await losingTheFirstAnswer(there);
  expect(await table.putIfAbsent({ pk: 'A', sk: '1' })).toEqual({ pk: 'A', sk: '1', of: 'another' });
  await server.stop();
});

test('a scan reads consistently, unless its caller can miss the last seconds', async () => {
  const asked: unknown[] = [];
  const client = {
    send: async ({ input }: { input: { ConsistentRead: boolean } }) => {
      asked.push(input.ConsistentRead);
      return {};
    },
  };
  const table = dynamoTable(client as unknown as DynamoDBClient, 'T');
  await table.scan(0, 1);
  await table.scan(0, 1, undefined, 'eventual');
  expect(asked).toEqual([true, false]);
});
