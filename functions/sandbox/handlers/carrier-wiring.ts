import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import { carrierAccountsIn } from '../adapters/carrier-accounts.ts';
import { carrierJournalIn } from '../adapters/carrier-journal.ts';
import { dawdle, networkMemoryIn } from '../adapters/network-memory.ts';
import { sqsReceipts } from '../adapters/sqs-receipts.ts';
import { playedCarriers } from '../carriers/registry.ts';
import type { Inbox } from '../ports.ts';
import type { CarryPorts } from '../usecases/carry-message.ts';

/** The carriers that the sandbox plays, over the product's rows of them and its own table. */
export const carryPorts = (
  notifications: Table,
  own: Table,
  {
    secrets,
    inbox,
    receiptQueue,
  }: { readonly secrets: SecretReader; readonly inbox: Inbox; readonly receiptQueue: string },
): CarryPorts => ({
  playedCarriers,
  carrierAccounts: carrierAccountsIn(notifications, secrets),
  network: networkMemoryIn(own, randomUUID),
  inbox,
  dueReceipts: sqsReceipts(awsClient(SQSClient), receiptQueue),
  journal: carrierJournalIn(own, randomUUID),
  unique: randomUUID,
  dawdle,
});
