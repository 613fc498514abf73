import { ok } from '../../../shared/kernel/result.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { openSigning } from './signing-wiring.ts';

const { sign, seal, forget, settled } = openSigning();

/** An upload that is to be issued: signed, checked, stored and registered, or refused; a receipt that is to be drawn and sealed; what is to be forgotten. */
export const handler = eventQueueHandler(
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
