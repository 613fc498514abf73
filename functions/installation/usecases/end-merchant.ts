import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { MerchantRow, MerchantStore } from '../ports.ts';

/** Ends a merchant: it opens no attempts from now on; again is the same. What was paid by it stays, and so does its secret. */
export const endMerchant =
  ({ merchants }: { readonly merchants: MerchantStore }) =>
  async (provider: string, merchant: string, now: Instant): Promise<Result<MerchantRow>> => {
    const row = await merchants.find(provider, merchant);
    if (!row) return fail({ kind: 'not_found', what: 'merchant' });
    if (row.endedAt !== undefined) return ok(row);
    const ended = { ...row, endedAt: now };
    await merchants.put(ended);
    return ok(ended);
  };
