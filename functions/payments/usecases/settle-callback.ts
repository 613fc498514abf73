import type { Merchants, PaymentLedger, ProviderMessage } from '../ports.ts';
import { recordCallback, type Settlement } from './record-callback.ts';
import { verifyMessage } from './verify-message.ts';

/**
 * Takes a provider's callback: believes it only under the merchant's signature, and keeps what it says.
 * An unknown merchant is refused from its row, before any secret is read.
 */
export const settleCallback = ({
  ledger,
  merchants,
}: {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
}) => {
  const verify = verifyMessage({ merchants });
  const record = recordCallback(ledger);
  return async (
    to: { readonly provider: string; readonly merchant: string },
    message: ProviderMessage,
    requestId: string,
  ): Promise<Settlement> => {
    const merchant = await merchants.find(to.provider, to.merchant);
    if (!merchant) return { verdict: 'unknown_merchant', alarm: undefined };
    const verified = await verify(merchant, message);
    if (verified.ok) return record(merchant, verified.value, { recordedBy: merchant.provider, requestId });
    const verdict = verified.failure === 'wrong_merchant' ? 'unknown_merchant' : verified.failure;
    return { verdict, alarm: undefined };
  };
};
