import type { Context, SQSEvent } from 'aws-lambda';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { carrierKindsIn } from '../adapters/heard-carriers.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { referencesIn } from '../adapters/references.ts';
import { suppressionsIn } from '../adapters/suppressions.ts';
import { receiptsOf } from '../channels/receipts.ts';
import { carrierReceiptContract } from '../contract.ts';
import { mailEventQueue } from './mail-event-queue.ts';
import { receiptWebhook } from './receipt-webhook.ts';

const env = readEnv(carrierReceiptContract);
const notifications = openTables()(env.notificationsTable);

const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const ports = {
  ledger: messageLedger(notifications, systemClock),
  references: referencesIn(notifications, Math.random),
  suppressions: suppressionsIn(notifications, pepper),
};

const webhook = receiptWebhook(
  { ...ports, kindOf: carrierKindsIn(notifications, systemClock), receiptsOf, pepper },
  { now: systemClock, publicOrigin: env.publicOrigin },
);
const mailEvents = mailEventQueue(ports, systemClock);

/** What carriers say became of messages: at their addresses one read, one conditional put, then the answer; of mails from a queue. */
export const handler = (event: Parameters<typeof webhook>[0] | SQSEvent, context: Context) =>
  'Records' in event ? mailEvents(event, context) : webhook(event, context);
