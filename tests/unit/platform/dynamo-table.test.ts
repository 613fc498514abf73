import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { dynamoTable, openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import type { Write } from '../../../shared/platform/ledger/table.ts';
import { badServer } from '../../support/bad-server.ts';
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

/** A table over a DynamoDB that answers so in turn, and then with nothing; and what it was asked. */
const answering = (...answers: readonly unknown[]) => {
  const asked: (readonly [string, unknown])[] = [];
  const client = {
    async send(command: { input: unknown }) {
      const answer = answers[asked.length] ?? {};
      asked.push([command.constructor.name.replace('Command', ''), command.input]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { table: dynamoTable(client as unknown as DynamoDBClient, 'T'), asked };
};

const refused = (Item?: Readonly<Record<string, { S: string }>>) =>
  new ConditionalCheckFailedException({ message: 'refused', $metadata: {}, ...(Item && { Item }) });
const lost = new Error('the table is away');

const [A, B] = [
  { pk: { S: 'A' }, sk: { S: '1' } },
  { pk: { S: 'A' }, sk: { S: '2' } },
];
const itemA = { pk: 'A', sk: '1' };
const itemB = { pk: 'A', sk: '2' };
const tooLong = 'p'.repeat(2049);

describe('a read', () => {
  const ofA = { TableName: 'T', ExpressionAttributeValues: { ':pk': { S: 'A' } }, ConsistentRead: true };

  test('of one item is consistent, and shows nothing of who wrote it', async () => {
    const { table, asked } = answering({ Item: { ...A, n: { N: '7' }, writeId: { S: 'w' } } });
    expect(await table.get('A', '1')).toEqual({ ...itemA, n: 7 });
    expect(await table.get('A', '1')).toBeUndefined();
    expect(asked).toEqual(Array(2).fill(['GetItem', { TableName: 'T', Key: A, ConsistentRead: true }]));
  });

  test('of a partition is consistent and has all its pages, from either end', async () => {
    for (const [isForward, read] of [
      [true, 'query'],
      [false, 'partition'],
    ] as const) {
      const { table, asked } = answering(
        { Items: [{ ...A, writeId: { S: 'w' } }], LastEvaluatedKey: A },
        { Items: [B] },
      );
      expect(await table[read]('A')).toEqual([itemA, itemB]);
      const page = { ...ofA, KeyConditionExpression: 'pk = :pk', ScanIndexForward: isForward };
      expect(asked).toEqual([
        ['Query', page],
        ['Query', { ...page, ExclusiveStartKey: A }],
      ]);
    }
  });

  test('of those whose place begins so asks for no others', async () => {
    const { table, asked } = answering();
    expect(await table.query('A', 'CARD#')).toEqual([]);
    expect(asked).toEqual([
      [
        'Query',
        {
          ...ofA,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': { S: 'A' }, ':prefix': { S: 'CARD#' } },
          ScanIndexForward: true,
        },
      ],
    ]);
  });

  test('by a key that no item can have finds nothing without asking', async () => {
    const { table, asked } = answering();
    expect(await table.get(tooLong, '1')).toBeUndefined();
    expect(await table.query(tooLong)).toEqual([]);
    expect(await table.partition(tooLong)).toEqual([]);
    expect(await table.queryIndex({ index: 'list', pk: tooLong, limit: 1 })).toEqual({ items: [] });
    expect(asked).toEqual([]);
  });

  test('of an index goes on where it ended', async () => {
    const { table, asked } = answering({ Items: [A], LastEvaluatedKey: B }, {});
    const first = await table.queryIndex({ index: 'list', pk: 'L', from: '2', to: '5', limit: 1 });
    expect(first).toEqual({ items: [itemA], cursor: expect.stringMatching(/^[\w-]+$/) });
    expect(await table.queryIndex({ index: 'timer', pk: 'L', limit: 9, cursor: first.cursor! })).toEqual({ items: [] });
    const page = (index: string, from: string, to: string) => ({
      TableName: 'T',
      IndexName: index,
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#pk': `${index}Pk`, '#sk': `${index}Sk` },
      ExpressionAttributeValues: { ':pk': { S: 'L' }, ':from': { S: from }, ':to': { S: to } },
    });
    expect(asked).toEqual([
      ['Query', { ...page('list', '2', '5'), Limit: 1 }],
      ['Query', { ...page('timer', ' ', '\uffff'), Limit: 9, ExclusiveStartKey: B }],
    ]);
  });

  test('of a segment is consistent, unless its caller can miss the last seconds, and goes on where it ended', async () => {
    const { table, asked } = answering({ Items: [A], LastEvaluatedKey: A }, { Items: [B] });
    const { items, cursor } = await table.scan(1, 4);
    expect(items).toEqual([itemA]);
    expect(await table.scan(1, 4, cursor, 'eventual')).toEqual({ items: [itemB] });
    const segment = { TableName: 'T', Segment: 1, TotalSegments: 4 };
    expect(asked).toEqual([
      ['Scan', { ...segment, ConsistentRead: true }],
      ['Scan', { ...segment, ConsistentRead: false, ExclusiveStartKey: A }],
    ]);
  });
});

describe('a write', () => {
  const isAbsent = { ConditionExpression: 'attribute_not_exists(pk)' };
  const isVersion = (N: string) => ({
    ConditionExpression: '#version = :expected',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':expected': { N } },
  });
  const told = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  const named = { ...A, writeId: { S: expect.stringMatching(/^[0-9a-f-]{36}$/) } };

  test('where the key is free answers what is there instead, read again where the endpoint does not say', async () => {
    const { table, asked } = answering({}, refused({ ...A, of: { S: 'x' } } as never), refused(), { Item: B }, lost);
    expect(await table.putIfAbsent({ ...itemA, more: undefined })).toBeUndefined();
    expect(await table.putIfAbsent(itemA)).toEqual({ ...itemA, of: 'x' });
    expect(await table.putIfAbsent(itemA)).toEqual(itemB);
    await expect(table.putIfAbsent(itemA)).rejects.toThrow(lost);
    const put = ['PutItem', { TableName: 'T', Item: named, ...isAbsent, ...told }];
    expect(asked).toEqual([put, put, put, ['GetItem', { TableName: 'T', Key: A, ConsistentRead: true }], put]);
  });

  test('where there was one and is none any more has not been done', async () => {
    const { table } = answering(refused());
    expect(await table.putIfVersion(itemA, 1)).toBe(false);
  });

  test('in place of a version is done where that is there', async () => {
    const { table, asked } = answering({}, refused(A));
    expect(await table.putIfVersion(itemA, 3)).toBe(true);
    expect(await table.putIfVersion(itemA, undefined)).toBe(false);
    expect(asked).toEqual([
      ['PutItem', { TableName: 'T', Item: named, ...isVersion('3'), ...told }],
      ['PutItem', { TableName: 'T', Item: named, ...isAbsent, ...told }],
    ]);
  });

  test('over a lower number is done where there is none or a lower one', async () => {
    const { table, asked } = answering({}, refused(), lost);
    const item = { ...itemA, number: 5 };
    expect([await table.putOver(item), await table.putOver(item)]).toEqual([true, false]);
    await expect(table.putOver(item)).rejects.toThrow(lost);
    expect(asked[0]).toEqual([
      'PutItem',
      {
        TableName: 'T',
        Item: { ...A, number: { N: '5' } },
        ConditionExpression: 'attribute_not_exists(pk) OR #number < :number',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: { ':number': { N: '5' } },
      },
    ]);
  });

  test('of one item, or of many with conditions, asks for what it says', async () => {
    const { table, asked } = answering();
    await table.put({ ...itemA, more: undefined });
    const absent = { absent: itemB };
    expect(
      await table.transact([{ put: itemA }, { put_absent: itemA }, { put_version: itemA, expected: 2 }, absent]),
    ).toEqual([]);
    expect(asked).toEqual([
      ['PutItem', { TableName: 'T', Item: A }],
      [
        'TransactWriteItems',
        {
          TransactItems: [
            { Put: { TableName: 'T', Item: A } },
            { Put: { TableName: 'T', Item: A, ...isAbsent, ...told } },
            { Put: { TableName: 'T', Item: A, ...isVersion('2'), ...told } },
            { ConditionCheck: { TableName: 'T', Key: B, ...isAbsent } },
          ],
        },
      ],
    ]);
  });

  test('of many is refused with each condition that failed, and lost with any other error', async () => {
    const cancelled = (CancellationReasons?: readonly object[]) =>
      new TransactionCanceledException({
        message: 'cancelled',
        $metadata: {},
        ...(CancellationReasons && { CancellationReasons: [...CancellationReasons] }),
      });
    const failed = { Code: 'ConditionalCheckFailed' };
    const { table, asked } = answering(cancelled([failed, { Code: 'None' }, failed]), cancelled(), {}, lost);
    expect(await table.transact(writes)).toEqual([{ index: 0 }, { index: 2 }]);
    expect(await table.transact(writes)).toEqual([]);
    await expect(table.transact(writes)).rejects.toThrow(lost);
    expect(asked).toHaveLength(4);
  });
});

describe('the tables of a function', () => {
  const names = ['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const before = names.map((name) => [name, process.env[name]] as const);
  beforeEach(() => Object.assign(process.env, Object.fromEntries(names.map((name) => [name, 'test']))));
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test('are those that it names', async () => {
    const asked: unknown[] = [];
    const server = await httpServer((body, _, response) => {
      asked.push(JSON.parse(body).TableName);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
    process.env.AWS_ENDPOINT_URL = server.origin;
    const tableOf = openTables();
    for (const name of ['payments', 'dossiers']) expect(await tableOf(name).get('A', '1')).toBeUndefined();
    expect(asked).toEqual(['payments', 'dossiers']);
    await server.stop();
  });

  test('are waited for as long as the function says', async () => {
    const server = await badServer('is silent');
    process.env.AWS_ENDPOINT_URL = server.origin;
    await expect(openTables(150)('payments').get('A', '1')).rejects.toThrow(/\b150 ms/);
    await server.stop();
  });
});
