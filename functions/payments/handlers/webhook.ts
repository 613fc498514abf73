import { problem } from '../../../shared/platform/http-answer.ts';
import { type Edge, type GatewayHandler, plainHandler } from '../../../shared/platform/http-handler.ts';
import { countOne } from '../../../shared/platform/observability.ts';
import type { Merchants, PaymentLedger, Providers, Questions } from '../ports.ts';
import type { RefundCalls } from '../refund-ports.ts';
import { settleCallback } from '../usecases/settle-callback.ts';
import { logSettled } from './money-log.ts';

/** What the webhook needs of its surroundings. */
export interface WebhookPorts {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
  readonly providers: Providers;
  readonly questions: Questions;
  readonly refundCalls: RefundCalls;
}

/** Callbacks answered in the provider's own words, those after an exception too, so that the provider comes again. */
export const webhookHandler = ({ providers, ...ports }: WebhookPorts, edge: Edge): GatewayHandler => {
  const settle = settleCallback(ports);
  return plainHandler(
    async ({ pathParameters, query, headers, body, requestId, now: receivedAt }) => {
      const { provider: name = '', merchant = '' } = pathParameters;
      const provider = await providers(name);
      if (!provider) return problem({ kind: 'not_found', what: 'provider' }, requestId);
      const message = { query, headers, body, receivedAt };
      const { verdict, notices } = await settle({ provider: name, merchant }, message, requestId);
      for (const notice of notices.length > 0 ? notices : [{ verdict, alarm: undefined }]) {
        logSettled('callback_answered', notice, { requestId, provider: name });
        countOne(`Callback_${notice.verdict}`);
      }
      return provider.answer(verdict);
    },
    edge,
    async (requestId, { provider: name = '' }) =>
      (await providers(name))?.answer('our_fault') ?? problem({ kind: 'not_found', what: 'provider' }, requestId),
  );
};
