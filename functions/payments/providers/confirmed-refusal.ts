import type { RefundAnswer } from '../refund-ports.ts';

/**
 * A refusal, once the provider is asked about the refund as well and never heard of it; else what it says of it. What is not left may have
 * been given back by this refund, sent before and not answered.
 */
export async function confirmedRefusal(
  refusal: RefundAnswer,
  ask: () => Promise<RefundAnswer | { readonly kind: 'absent' }>,
): Promise<RefundAnswer> {
  const asked = await ask();
  return asked.kind === 'absent' ? refusal : asked;
}
