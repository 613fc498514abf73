import { callHttp, jsonOf } from '../../../shared/platform/outgoing-http.ts';
import type { WebhookCaller } from '../ports.ts';

/** How long an answer is waited for, in milliseconds. */
const TIME_OUT_MS = 4000;

/** Between two tries of a notice, in milliseconds; a provider leaves minutes. */
const PAUSE_MS = 400;

/** Webhooks called over HTTP. To a provider every fault of the merchant is the same: no answer that confirms. */
export const httpWebhookCaller = (): WebhookCaller => ({
  notify: async (webhookUrl, query) => jsonOf(await callHttp(`${webhookUrl}?${query}`, {}, { timeoutMs: TIME_OUT_MS })),
  pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
});
