import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { ok } from '../../../shared/kernel/result.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { SealSubject } from '../usecases/request-seal.ts';
import { openSigning } from './signing-wiring.ts';

const { sign, seal, forget, settled, requestSeal } = openSigning();

/** What its queue brings: an upload that is to be issued, signed, checked, stored and registered, or refused; a receipt that is to be drawn and sealed; what is to be forgotten. */
const work = eventQueueHandler(
  async ({ event, withdrawn }, requestId) => {
    if (withdrawn) return ok(undefined);
    if (event.type === 'receipt.made')
      return settled(event, await seal(event, requestId), { requestId, aggregate: event.data.paymentId });
    if (event.type === 'result.issue_requested')
      return settled(event, await sign(event, requestId), { requestId, aggregate: event.data.resultId });
    if (event.type !== 'dossier.personal_data_erased') return ok(undefined);
    return forget.receiversOf(event.data.dossierCode, requestId);
  },
  { others: forget.checkedFile },
);

/** What an operator calls it with (`npm run seal-request`): nobody else may use the key, and it signs nothing but the request. */
const SealRequest = z.object({ sealRequest: SealSubject });

/** Signs what its queue brings, and asks for a certificate of its key. */
export const handler = async (event: SQSEvent | z.input<typeof SealRequest>, context: Context) =>
  'sealRequest' in event ? { pem: await requestSeal(SealRequest.parse(event).sealRequest) } : work(event, context);
