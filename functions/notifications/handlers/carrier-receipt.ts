import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { heardCarriersIn } from '../adapters/heard-carriers.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { referencesIn } from '../adapters/references.ts';
import { receiptsOf } from '../channels/receipts.ts';
import { carrierReceiptContract } from '../contract.ts';
import { receiptWebhook } from './receipt-webhook.ts';

const env = readEnv(carrierReceiptContract);
const secrets = secretsManagerReader(systemClock);
const notifications = openTables()(env.notificationsTable);

/** A carrier's receipt: one read, one conditional put, then the answer. */
export const handler = receiptWebhook(
  {
    ledger: messageLedger(notifications, systemClock),
    references: referencesIn(notifications, Math.random),
    carrierNamed: heardCarriersIn(notifications, secrets, systemClock),
    receiptsOf,
    pepper: pepperReader(secrets, env.pepper),
  },
  { now: systemClock, publicOrigin: env.publicOrigin },
);
