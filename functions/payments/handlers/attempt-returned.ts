import * as z from 'zod';
import { type AttemptId, named, type PaymentId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { questionsIn } from '../adapters/fee-timers.ts';
import { attemptReturnedContract } from '../contract.ts';
import { askAfterReturn } from '../usecases/ask-after-return.ts';
import { logAsked } from './money-log.ts';
import { paymentPorts } from './provider-wiring.ts';

const env = readEnv(attemptReturnedContract);
const payments = openTables()(env.paymentsTable);
const ask = askAfterReturn({ ...paymentPorts(payments, env.providersOrigin), questions: questionsIn(payments) });

const Returned = z.object({ paymentId: named<PaymentId>(z.string()), attemptId: named<AttemptId>(z.string()) });

/** Attempts whose payers have come back, one message each. */
export const handler = queueHandler(async (record) => {
  const asked = await ask(Returned.parse(JSON.parse(record.body)), systemClock(), record.messageId);
  if (asked) logAsked(asked, record.messageId);
  return ok(undefined);
});
