import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { RefundOutcome } from '../domain/refunds.ts';
import { type AccountPorts, findAccount } from './find-account.ts';

/** Lets an outcome hold for the refunds of an order until the next is chosen, for those that are pending too; `not_found` where the product opened no such order. */
export const chooseRefundOutcome =
  (ports: AccountPorts) =>
  async (
    provider: string,
    reference: string,
    outcome: RefundOutcome,
    now: Instant,
  ): Promise<Result<{ readonly reference: string; readonly outcome: RefundOutcome }>> => {
    const found = await findAccount(ports)(provider, reference, now);
    if (!found.ok) return found;
    await ports.refunds.choose(provider, reference, { outcome, at: now });
    return ok({ reference, outcome });
  };
