import * as z from 'zod';
import { type HttpReply, jsonOf } from '../../../../shared/platform/outgoing-http.ts';

const Fault = z.object({
  error: z.object({ type: z.string(), code: z.string().nullish(), param: z.string().nullish() }),
});

/** Why Stripe does not do what it was asked (docs.stripe.com/api/errors). */
export interface StripeRefusal {
  readonly type: string | undefined;
  readonly code: string | undefined;
  /** The parameter that it is about. */
  readonly param: string | undefined;
  /** The code, else the type, else the status: for a fact and the log. */
  readonly word: string;
}

/**
 * Why Stripe refused; undefined where its answer is no refusal. While the same request is under way elsewhere it answers 409, at other times
 * 429 or 5xx: that is no word on what was asked.
 */
export function refusalIn(reply: HttpReply): StripeRefusal | undefined {
  const { status } = reply;
  if (status < 400 || status >= 500 || status === 409 || status === 429) return undefined;
  const fault = Fault.safeParse(jsonOf(reply)).data?.error;
  const said = fault?.code ?? fault?.type ?? '';
  return {
    type: fault?.type,
    code: fault?.code ?? undefined,
    param: fault?.param ?? undefined,
    word: /^[A-Za-z0-9._-]{1,40}$/.test(said) ? said : `http.${status}`,
  };
}
