import { memoryTable } from '../../support/memory-table.ts';
import { booksContract } from './books-contract.ts';
import { headContract } from './head-contract.ts';
import { ledgerContract } from './ledger-contract.ts';
import { tableContract } from './table-contract.ts';

tableContract('memory', async () => memoryTable());
ledgerContract('memory', async () => memoryTable());
headContract('memory', async () => memoryTable());
booksContract('memory', async () => memoryTable());
