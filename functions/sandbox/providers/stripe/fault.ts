import type * as z from 'zod';
import type { ServerAnswer } from '../../ports.ts';

/** How something is not done: the HTTP status and Stripe's words; more than is left of a payment has no code. */
export interface Fault {
  readonly status: number;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
}

/** Stripe's answer to what it does not do (docs.stripe.com/api/errors). */
export const faultAnswer = ({ status, code, param }: Fault, type = 'invalid_request_error'): ServerAnswer => ({
  status,
  json: {
    error: {
      type,
      message: `${code ?? 'invalid'} ${param ?? ''}`.trim(),
      ...(code === undefined ? {} : { code }),
      ...(param === undefined ? {} : { param }),
    },
  },
});

/** The same key with other parameters. */
export const otherParameters = faultAnswer({ status: 400, code: 'idempotency_error' }, 'idempotency_error');

/** The first that Stripe does not take of a form. */
export function formFault({ issues }: z.ZodError): Fault {
  const [issue] = issues;
  const isUnknown = issue?.code === 'unrecognized_keys';
  const param = isUnknown ? issue.keys[0] : issue?.path.join('.');
  return { status: 400, code: isUnknown ? 'parameter_unknown' : 'parameter_invalid', param };
}
