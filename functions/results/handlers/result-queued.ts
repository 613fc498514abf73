import { needed } from '../../../shared/kernel/events.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { openSigning } from './signing-wiring.ts';

const { sign, seal, settled } = openSigning();

/** An upload that is to be issued: signed, checked, stored and registered, or refused; and a receipt that is to be drawn and sealed. */
export const handler = eventQueueHandler(async ({ event, withdrawn }, requestId) => {
  if (event.type === 'receipt.made' && !withdrawn)
    return settled(event, await seal(event, requestId), { requestId, aggregate: event.data.paymentId });
  if (event.type !== 'result.issue_requested' || withdrawn) return ok(undefined);
  const { resultId, dossierCode } = event.data;
  const { uploadVersionId } = needed(event, 'uploadVersionId');
  const signed = await sign({ resultId, uploadVersionId, requestId, now: systemClock() });
  const outcome = signed.ok ? signed.value : signed.failure.kind;
  logEvent('result_signing', { requestId, dossierCode, aggregate: resultId, outcome });
  return settled(event, signed, { requestId, aggregate: resultId });
});
