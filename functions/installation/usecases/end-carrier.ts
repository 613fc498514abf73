import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { CarrierRow, CarrierStore } from '../ports.ts';

/** Ends a carrier: it is given no messages from now on; again is the same. What it carried stays, and so does its secret. */
export const endCarrier =
  ({ carriers }: { readonly carriers: CarrierStore }) =>
  async (carrierName: string, now: Instant): Promise<Result<CarrierRow>> => {
    const row = await carriers.find(carrierName);
    if (!row) return fail({ kind: 'not_found', what: 'carrier' });
    if (row.endedAt !== undefined) return ok(row);
    const ended = { ...row, endedAt: now };
    await carriers.put(ended);
    return ok(ended);
  };
