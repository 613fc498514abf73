import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { dynamoTable } from '../../../shared/platform/ledger/dynamo-table.ts';
import type { Write } from '../../../shared/platform/ledger/table.ts';

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
