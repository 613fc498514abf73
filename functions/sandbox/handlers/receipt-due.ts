import * as z from 'zod';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { httpWebhookCaller } from '../adapters/webhook-caller.ts';
import { sandboxReceiptsContract } from '../contract.ts';

readEnv(sandboxReceiptsContract);

const Due = z.object({
  url: z.url(),
  notice: z.union([
    z.object({ query: z.string() }),
    z.object({ headers: z.record(z.string(), z.string()), body: z.string() }),
  ]),
});

const webhooks = httpWebhookCaller();

/** Receipts that a carrier of the sandbox sends when their time has come, again where nobody answers. */
export const handler = queueHandler(async ({ body }) => {
  const { url, notice } = Due.parse(JSON.parse(body));
  const answer = await webhooks.notify(url, notice);
  return answer ? ok(answer.status) : fail({ kind: 'temporarily_unavailable', detail: 'no answer' });
});
