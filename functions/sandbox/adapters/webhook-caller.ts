import type { WebhookCaller } from '../ports.ts';

/** How long an answer is waited for, in milliseconds. */
const TIME_OUT_MS = 4000;

/** Between two tries of a notice, in milliseconds; a provider leaves minutes. */
const PAUSE_MS = 400;

/** Webhooks called over HTTP. */
export const httpWebhookCaller = (): WebhookCaller => ({
  async notify(webhookUrl, query) {
    try {
      const answer = await fetch(`${webhookUrl}?${query}`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(TIME_OUT_MS),
      });
      return (await answer.json()) as unknown;
    } catch {
      // To a provider every fault of the merchant is the same: no answer that confirms.
      return undefined;
    }
  },
  pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
});
