import * as z from 'zod';
import { cursorTo, PageLimit } from '../../../shared/kernel/paging.ts';
import { eventPatterns } from './webhook.ts';

/** An address as callers write it; whether a webhook may have it is said by `isAllowedUrl`. */
const Url = z
  .url({ protocol: /^https?$/, error: 'expected an address, such as https://mot-cua.example.vn/hooks' })
  .max(500)
  .refine((text) => {
    const url = URL.parse(text);
    return !url || (url.username === '' && url.password === '' && url.hash === '');
  }, 'expected an address without a user and without a fragment');

/** How a back office sets its webhook up. */
export const WebhookSetUp = z.strictObject({
  url: Url,
  events: z
    .array(z.enum(eventPatterns as [string, ...string[]]))
    .min(1)
    .max(eventPatterns.length)
    .refine((given) => new Set(given).size === given.length, 'expected each once'),
});

/** How a back office sets its webhook up. */
export type WebhookSetUp = z.infer<typeof WebhookSetUp>;

/** What the log of deliveries may be asked for. */
export const DeliveryQuery = z.object({
  limit: PageLimit,
  cursor: cursorTo(/^\d{13}#dlv_[0-9a-z]{26}$/).optional(),
});
