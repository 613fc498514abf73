import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ok } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { RebuildCall } from '../domain/rebuild-call.ts';
import { RebuildStep } from '../domain/rebuild-step.ts';
import { raiseEpochs } from '../usecases/raise-epochs.ts';
import { startRebuild, takeRebuildStep } from '../usecases/rebuild.ts';
import { openRebuild } from './rebuild-wiring.ts';

const { steps, capabilities } = openRebuild();
const start = startRebuild(steps);
const takeStep = takeRebuildStep({ steps, capabilities });
const raise = raiseEpochs(capabilities);

/** Pages are begun in the first half of the time: the rest is for a last one that is slow. */
const takeSteps = queueHandler(async ({ body }, availableMs) => {
  const halfTime = performance.now() + availableMs / 2;
  const step = RebuildStep.parse(JSON.parse(body));
  const { queued, ended } = await takeStep(step, () => performance.now() < halfTime);
  const { run, capability, segment, segments } = step;
  const outcome = ended ? 'segment_ended' : 'goes_on';
  logEvent('rebuild_step', { requestId: run, segment: `${capability} ${segment}/${segments}`, outcome, count: queued });
  return ok(undefined);
});

/** Begins a rebuild, raises the tables' epochs, or takes the steps of a rebuild that its queue brings. */
export const handler = async (
  event: object,
  context: Context,
): Promise<SQSBatchResponse | { readonly run: string } | { readonly epochs: Readonly<Record<string, number>> }> => {
  if ('Records' in event) return takeSteps(event as SQSEvent, context);
  const call = RebuildCall.parse(event);
  const { awsRequestId: requestId } = context; // the same each time that Lambda repeats a call
  if (call.kind === 'raise_epoch') {
    const epochs = await raise(call.restore, systemClock());
    logEvent('epochs_raised', { requestId, count: Object.keys(epochs).length });
    return { epochs };
  }
  logEvent('rebuild_asked', { requestId, count: await start(requestId, call.since) });
  return { run: requestId };
};
