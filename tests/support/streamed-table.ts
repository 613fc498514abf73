import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Item, Table } from '../../shared/platform/ledger/table.ts';

/** A table with the stream of what is written through it, whatever it keeps its items in. */
export interface StreamedTable {
  readonly table: Table;
  /** The records that came since it was asked last. */
  read(): readonly DynamoDBRecord[];
}

/** Puts a stream before a table. */
export const streamed = (table: Table): StreamedTable => {
  let records: DynamoDBRecord[] = [];
  const wrote = (item: Item): void => {
    const image = marshall(item, { removeUndefinedValues: true });
    records.push({ eventSource: 'aws:dynamodb', dynamodb: { NewImage: image } } as DynamoDBRecord);
  };
  return {
    table: {
      ...table,
      async putIfAbsent(item) {
        const existing = await table.putIfAbsent(item);
        if (!existing) wrote(item);
        return existing;
      },
      async putIfVersion(item, expected) {
        const isPut = await table.putIfVersion(item, expected);
        if (isPut) wrote(item);
        return isPut;
      },
      async putOver(item) {
        const isPut = await table.putOver(item);
        if (isPut) wrote(item);
        return isPut;
      },
      async put(item) {
        await table.put(item);
        wrote(item);
      },
      async transact(writes) {
        const failed = await table.transact(writes);
        if (failed.length > 0) return failed;
        for (const write of writes)
          if (!('absent' in write))
            wrote('put' in write ? write.put : 'put_absent' in write ? write.put_absent : write.put_version);
        return failed;
      },
    },
    read() {
      const all = records;
      records = [];
      return all;
    },
  };
};
