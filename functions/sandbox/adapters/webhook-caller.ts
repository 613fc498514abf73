import { callHttp } from '../../../shared/platform/outgoing-http.ts';
import type { WebhookCaller } from '../ports.ts';

/** How long an answer is waited for, in milliseconds. */
const TIME_OUT_MS = 4000;

/** Between two tries of a notice, in milliseconds; a provider leaves minutes. */
const PAUSE_MS = 400;

/** Webhooks called over HTTP. To a provider every fault of the merchant is the same: no answer that confirms. */
export const httpWebhookCaller = (): WebhookCaller => ({
  async notify(webhookUrl, notice) {
    const reply =
      'query' in notice
        ? await callHttp(`${webhookUrl}?${notice.query}`, {}, { timeoutMs: TIME_OUT_MS })
        : await callHttp(webhookUrl, { method: 'POST', ...notice }, { timeoutMs: TIME_OUT_MS });
    return reply && { status: reply.status, text: reply.bytes.toString('utf8') };
  },
  pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
});
