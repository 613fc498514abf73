import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';

type Attributes = Record<string, AttributeValue>;

const itemOf = (attributes: Attributes = {}): Item => ({ sk: '', ...unmarshall(attributes) }) as unknown as Item;

/** Of `SET #a = :a, ...` the values by their attributes' names. */
const setBy = ({ UpdateExpression = '', ExpressionAttributeNames: names, ExpressionAttributeValues }: UpdateInput) => {
  const values = unmarshall(ExpressionAttributeValues ?? {});
  const pairs = UpdateExpression.replace('SET ', '').split(', ');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split(' = ');
      return [names?.[name] ?? name, values[value]];
    }),
  );
};

type UpdateInput = UpdateItemCommand['input'];

/**
 * The SDK's client with a table in the place of the wire, for what Powertools' persistence layer sends: nothing of it expires within a bench,
 * so that its condition holds where there is no record.
 */
export const idempotencyClient = (table: Table): DynamoDBClient => {
  const found = new Map<string, Item>();
  const put = async ({ Item: attributes }: PutItemCommand['input']) => {
    const item = itemOf(attributes);
    const there = await table.putIfAbsent(item);
    if (there)
      throw new ConditionalCheckFailedException({
        message: 'the condition failed',
        $metadata: {},
        Item: marshall(there),
      });
    found.set(item.pk, item);
  };
  const update = async (input: UpdateInput) => {
    const { pk } = itemOf(input.Key);
    const item = { ...(found.get(pk) as Item), ...setBy(input) };
    found.set(pk, item);
    await table.put(item);
  };
  class CountingClient extends DynamoDBClient {
    override send = (async (command: unknown) => {
      if (command instanceof PutItemCommand) return (await put(command.input)) ?? {};
      if (command instanceof UpdateItemCommand) return (await update(command.input)) ?? {};
      const name = command instanceof DeleteItemCommand ? 'DeleteItem' : 'another command';
      throw new Error(`the handler of the bench fails: ${name}`);
    }) as DynamoDBClient['send'];
  }
  return new CountingClient({ region: 'ap-southeast-1' });
};
