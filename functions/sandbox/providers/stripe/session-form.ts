import * as z from 'zod';
import { type Instant, MINUTE_MS } from '../../../../shared/kernel/time.ts';
import type { OpenedOrder, PlayedRequest } from '../../ports.ts';
import { type Fault, formFault } from './fault.ts';

/** The parameters of a one-time payment in VND; Stripe takes none that it does not know (docs.stripe.com/api/checkout/sessions/create). */
const Form = z.strictObject({
  mode: z.literal('payment'),
  client_reference_id: z.string().min(1).max(200),
  'line_items[0][quantity]': z.literal('1'),
  'line_items[0][price_data][currency]': z.literal('vnd'),
  'line_items[0][price_data][unit_amount]': z.string().regex(/^[1-9]\d{0,7}$/),
  'line_items[0][price_data][product_data][name]': z.string().min(1),
  'payment_intent_data[metadata][reference]': z.string().max(500),
  success_url: z.url(),
  cancel_url: z.url().optional(),
  locale: z.enum(['auto', 'en', 'vi']).optional(),
  expires_at: z.string().regex(/^\d{1,12}$/),
});

/** The parameters of a form-encoded body. */
export const parametersOf = ({ body }: Pick<PlayedRequest, 'body'>): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8')));

/** A session may be paid for 30 minutes to 24 hours from its creation. */
const isTerm = (termMs: number): boolean => termMs >= 30 * MINUTE_MS && termMs <= 24 * 60 * MINUTE_MS;

/** The order that a form asks for, or why Stripe does not take it. */
export function readForm(request: Pick<PlayedRequest, 'body'>, now: Instant): OpenedOrder | Fault {
  const parsed = Form.safeParse(parametersOf(request));
  if (!parsed.success) return formFault(parsed.error);
  const form = parsed.data;
  const expiresAt = Number(form.expires_at) * 1000;
  if (!isTerm(expiresAt - now)) return { status: 400, code: 'parameter_invalid', param: 'expires_at' };
  return {
    reference: form.client_reference_id,
    amountVnd: Number(form['line_items[0][price_data][unit_amount]']),
    orderInfo: form['line_items[0][price_data][product_data][name]'],
    createdAt: now,
    expiresAt,
    returnUrl: form.success_url,
    cancelUrl: form.cancel_url,
  };
}
