import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { awsClient } from '../aws-clients.ts';
import { type IndexQuery, type Item, isPossibleKey, LAST, type Page, type Table, type Write } from './table.ts';

type Attributes = Record<string, AttributeValue>;

const toAttributes = (item: Item): Attributes => marshall(item, { removeUndefinedValues: true });

/** What a conditional put is known by: its own repeat, after an answer that was lost, finds it and is no second writer. */
const WRITE_ID = 'writeId';

const toItem = (attributes: Attributes): Item => {
  const { [WRITE_ID]: _, ...item } = attributes;
  return unmarshall(item) as Item;
};
const toCursor = (key: Attributes | undefined): { cursor?: string } =>
  key ? { cursor: Buffer.from(JSON.stringify(unmarshall(key))).toString('base64url') } : {};
const fromCursor = (cursor: string | undefined): { ExclusiveStartKey?: Attributes } =>
  cursor ? { ExclusiveStartKey: marshall(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))) } : {};

const versionCondition = (expected: number | undefined) =>
  expected === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': { N: String(expected) } },
      };

const transactItem = (tableName: string, write: Write): TransactWriteItem => {
  if ('absent' in write) {
    const { ConditionExpression } = versionCondition(undefined);
    return { ConditionCheck: { TableName: tableName, Key: marshall(write.absent), ConditionExpression } };
  }
  if ('put' in write) return { Put: { TableName: tableName, Item: toAttributes(write.put) } };
  const [item, condition] =
    'put_absent' in write
      ? [write.put_absent, versionCondition(undefined)]
      : [write.put_version, versionCondition(write.expected)];
  return {
    Put: {
      TableName: tableName,
      Item: toAttributes(item),
      ...condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/** The writes of a cancelled transaction whose condition failed, each with the item that was there. */
const failedConditions = (error: unknown): { readonly index: number; readonly existing?: Item }[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).flatMap((reason, index) =>
        reason.Code === 'ConditionalCheckFailed'
          ? [{ index, ...(reason.Item ? { existing: toItem(reason.Item) } : {}) }]
          : [],
      )
    : [];

const isClash = (error: unknown): boolean =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException && failedConditions(error).length === 0);

/** A write that clashed with another's transaction was neither a repeat nor a conflict, so it is tried again. */
const throughClashes = async <T>(write: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isClash(error) || attempt >= 8) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt * Math.random()));
    }
  }
};

/** A capability's table in DynamoDB: `pk`, `sk`, and the sparse indexes `list` and `timer`. */
export const dynamoTable = (client: DynamoDBClient, tableName: string): Table => {
  const read = async (pk: string, sk: string): Promise<Attributes | undefined> => {
    const command = new GetItemCommand({ TableName: tableName, Key: marshall({ pk, sk }), ConsistentRead: true });
    return (await client.send(command)).Item;
  };

  /** Puts under a condition; where that fails, answers what is there instead, if anything is. */
  const put = async (item: Item, expected: number | undefined): Promise<Item | undefined | 'done'> => {
    const writeId = { S: randomUUID() };
    try {
      const command = new PutItemCommand({
        TableName: tableName,
        Item: { ...toAttributes(item), [WRITE_ID]: writeId },
        ...versionCondition(expected),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      await throughClashes(() => client.send(command));
      return 'done';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // An endpoint may leave the old item out of its answer.
      const existing = error.Item ?? (await read(item.pk, item.sk));
      if (existing?.[WRITE_ID]?.S === writeId.S) return 'done';
      return existing && toItem(existing);
    }
  };

  const readAll = async (
    pk: string,
    skPrefix: string | undefined,
    isForward: boolean,
    atMost = Number.POSITIVE_INFINITY,
  ): Promise<Item[]> => {
    const items: Item[] = [];
    let from: Attributes | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: skPrefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: pk }, ...(skPrefix ? { ':prefix': { S: skPrefix } } : {}) },
          ConsistentRead: true,
          ScanIndexForward: isForward,
          ...(Number.isFinite(atMost) ? { Limit: atMost - items.length } : {}),
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      items.push(...(answer.Items ?? []).map(toItem));
      from = answer.LastEvaluatedKey;
    } while (from && items.length < atMost);
    return items;
  };

  const page = (answer: { Items?: Attributes[]; LastEvaluatedKey?: Attributes }): Page => ({
    items: (answer.Items ?? []).map(toItem),
    ...toCursor(answer.LastEvaluatedKey),
  });

  return {
    async get(pk, sk) {
      if (!isPossibleKey(pk, sk)) return undefined;
      const found = await read(pk, sk);
      return found && toItem(found);
    },

    query: async (pk, skPrefix, atMost) => (isPossibleKey(pk, skPrefix) ? readAll(pk, skPrefix, true, atMost) : []),

    partition: async (pk) => (isPossibleKey(pk) ? readAll(pk, undefined, false) : []),

    async putIfAbsent(item) {
      const outcome = await put(item, undefined);
      return outcome === 'done' ? undefined : outcome;
    },

    async putIfVersion(item, expected) {
      return (await put(item, expected)) === 'done';
    },

    async putOver(item) {
      const command = new PutItemCommand({
        TableName: tableName,
        Item: toAttributes(item),
        ConditionExpression: 'attribute_not_exists(pk) OR #number < :number',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: { ':number': { N: String(item.number) } },
      });
      try {
        await throughClashes(() => client.send(command));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    async put(item) {
      await throughClashes(() => client.send(new PutItemCommand({ TableName: tableName, Item: toAttributes(item) })));
    },

    async transact(writes) {
      const TransactItems = writes.map((write) => transactItem(tableName, write));
      try {
        await throughClashes(() => client.send(new TransactWriteItemsCommand({ TransactItems })));
        return [];
      } catch (error) {
        const failed = failedConditions(error);
        if (failed.length === 0) throw error;
        return failed;
      }
    },

    async queryIndex({ index, pk, from, to, limit, cursor }: IndexQuery) {
      if (!isPossibleKey(pk, from)) return { items: [] };
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: index,
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#pk': `${index}Pk`, '#sk': `${index}Sk` },
          ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from ?? ' ' }, ':to': { S: to ?? LAST } },
          Limit: limit,
          ...fromCursor(cursor),
        }),
      );
      return page(answer);
    },

    async scan(segment, segments, cursor, consistency = 'strong') {
      const answer = await client.send(
        new ScanCommand({
          TableName: tableName,
          Segment: segment,
          TotalSegments: segments,
          ConsistentRead: consistency === 'strong',
          ...fromCursor(cursor),
        }),
      );
      return page(answer);
    },
  };
};

/** The tables of a function, all over one client. */
export const openTables = (requestTimeoutMs?: number): ((tableName: string) => Table) => {
  const client = awsClient(DynamoDBClient, { answerMs: requestTimeoutMs });
  return (tableName) => dynamoTable(client, tableName);
};
