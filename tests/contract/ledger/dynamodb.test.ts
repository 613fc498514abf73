import { describe } from 'vitest';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { booksContract } from './books-contract.ts';
import { headContract } from './head-contract.ts';
import { ledgerContract } from './ledger-contract.ts';
import { tableContract } from './table-contract.ts';

const endpoint = process.env.MOTCUA_EMULATOR_ENDPOINT;

describe.skipIf(!endpoint)('on the emulator', () => {
  const make = dynamoTables(endpoint ?? 'http://127.0.0.1:1');
  tableContract('DynamoDB', make);
  ledgerContract('DynamoDB', make);
  headContract('DynamoDB', make);
  booksContract('DynamoDB', make);
});
