import { ok, type Result } from '../../../shared/kernel/result.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { type AskPorts, askCarriers } from '../usecases/ask-carriers.ts';

/** Asks carriers about messages of which they have not told how they ended, as of the moment in the schedule's own event. */
export const carrierQuestions = (ports: AskPorts, stage: string, now: () => number) => {
  const ask = askCarriers(ports);
  const sweep = sweepHandler(stage, now, 'message_threw', async (time, requestId) => {
    const { asked, told, failed } = await ask(time, requestId);
    for (const aggregate of told) logEvent('carrier_answered', { requestId, aggregate });
    logEvent('swept', { count: told.length });
    const counts = { asked, told: told.length };
    return { counts, failed: failed.map(({ messageId, error }) => ({ aggregate: messageId, error })) };
  });
  return async (tick: unknown, requestId: string): Promise<Result<unknown>> =>
    ok(await sweep(tick, { awsRequestId: requestId }));
};
