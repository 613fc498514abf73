import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { httpServer } from '../../support/http-server.ts';

type Attributes = Parameters<typeof unmarshall>[0];

interface Called {
  readonly TableName?: string;
  readonly SecretId?: string;
  readonly Key?: Attributes;
  readonly IndexName?: 'list' | 'timer';
  readonly Limit?: number;
  readonly ExpressionAttributeValues?: Attributes;
}

const itemsOf = async (table: Table, { IndexName, Limit = 100, ...called }: Called): Promise<readonly Item[]> => {
  const { ':pk': pk } = unmarshall(called.ExpressionAttributeValues ?? {}) as Record<string, string>;
  if (IndexName) return (await table.queryIndex({ index: IndexName, pk: pk ?? '', limit: Limit })).items;
  return table.query(pk ?? '');
};

/** An AWS on this machine that answers reads from these tables and secrets, by name, and takes every write and forgets it. */
export const fakeAws = (tables: Readonly<Record<string, Table>>, secrets: Readonly<Record<string, string>>) => {
  const answer = async (operation: string, called: Called): Promise<unknown> => {
    const table = tables[called.TableName ?? ''];
    if (operation === 'GetSecretValue') return { SecretString: secrets[called.SecretId ?? ''] };
    if (operation === 'Query') {
      const items = table ? await itemsOf(table, called) : [];
      return { Items: items.map((item) => marshall(item)) };
    }
    if (operation !== 'GetItem' || !table) return {};
    const { pk, sk } = unmarshall(called.Key ?? {}) as { readonly pk: string; readonly sk: string };
    const item = await table.get(pk, sk);
    return item ? { Item: marshall(item) } : {};
  };
  return httpServer(async (body, { headers }, response) => {
    const operation =
      String(headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    const answered = await answer(operation, JSON.parse(body) as Called);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answered));
  });
};
