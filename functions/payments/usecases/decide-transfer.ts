import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { TransferId } from '../../../shared/kernel/ids.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { type DecidedTransfer, type DecideOncePorts, decideOnce } from './decide-once.ts';
import { knownTransfer } from './known-transfer.ts';

/** What is decided of money that is no fee's, why, and by whom. */
export const TransferDecisionInput = z.strictObject({
  decision: z.enum(['refund', 'write_off']),
  reason: Lines(1000).min(1),
  by: Line(200),
});

/** A request to decide what becomes of a transfer. `token` is 26 characters made from the idempotency key. */
export interface DecideTransfer {
  readonly transferId: TransferId;
  readonly token: string;
  readonly decision: z.output<typeof TransferDecisionInput>;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/**
 * Decides that money which is no fee's is given back, which a person then does by hand, or stays where it is. It is decided once: the same
 * again answers the transfer as it is now, whoever says it and why.
 */
export const decideTransfer =
  (ports: DecideOncePorts) =>
  async ({ transferId, token, decision, caller, by }: DecideTransfer): Promise<Result<DecidedTransfer>> => {
    const found = await knownTransfer(ports.transferLedger, transferId, caller);
    if (!found.ok) return found;
    return decideOnce(ports)(found.value, { token, decided: decision, by }, (fact) =>
      ports.transferLedger.record(found.value, fact, by),
    );
  };
