import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { questionsIn, refundCallsIn } from '../adapters/fee-timers.ts';
import { providerWebhookContract } from '../contract.ts';
import { paymentPorts } from './provider-wiring.ts';
import { webhookHandler } from './webhook.ts';

const env = readEnv(providerWebhookContract);

const payments = openTables()(env.paymentsTable);

/** A payment provider's callback: one read, one conditional put, then the answer; for a hint one read more. */
export const handler = webhookHandler(
  {
    ...paymentPorts(payments, env.providersOrigin),
    questions: questionsIn(payments),
    refundCalls: refundCallsIn(payments),
  },
  { now: systemClock, publicOrigin: env.publicOrigin },
);
