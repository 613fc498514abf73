import { fail, ok } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { composedParts } from '../adapters/pepper-derived.ts';
import { questionTimers } from '../adapters/questions.ts';
import { messageQueuedContract } from '../contract.ts';
import { sendMessage } from '../usecases/send-message.ts';
import { carrierQuestions } from './carrier-questions.ts';
import { logSending } from './sending-log.ts';
import { sendingIn } from './sending-wiring.ts';

const env = readEnv(messageQueuedContract);
const table = openTables();
const secrets = secretsManagerReader(systemClock);
const pepper = pepperReader(secrets, env.pepper);
const ports = sendingIn(env, table, secrets, pepper);
const timers = questionTimers(table(env.notificationsTable));
const askCarriers = carrierQuestions({ ...ports, timers }, env.stage, systemClock);

/** Messages on their way to people, one SQS message each; and, whenever the schedule says so, what carriers have not told of those that they took. */
export const handler = eventQueueHandler(
  async ({ event, withdrawn }, requestId) => {
    if (withdrawn) return ok(undefined);
    if (event.type !== 'message.intended') return fail({ kind: 'not_found', what: 'message' });
    const send = sendMessage({ ...ports, parts: composedParts(await pepper(), env.publicOrigin) });
    const sent = await send(event.data.messageId, requestId);
    logSending(event, sent);
    return sent;
  },
  { others: askCarriers },
);
