import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { TransferId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { alreadyDecided, knownTransfer } from './known-transfer.ts';

/** What is decided of money that is no fee's, why, and by whom. */
export const TransferDecisionInput = z.strictObject({
  decision: z.enum(['refund', 'write_off']),
  reason: Lines(1000).min(1),
  by: Line(200),
});

/** A request to decide what becomes of a transfer. */
export interface DecideTransfer {
  readonly transferId: TransferId;
  readonly decision: z.output<typeof TransferDecisionInput>;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/** What deciding needs of its surroundings. */
export interface DecideTransferPorts {
  readonly transferLedger: TransferLedger;
  /** Whether a second person must agree before the decision counts. */
  readonly needsApproval: (transfer: Transfer) => Promise<boolean>;
}

/**
 * Decides that money which is no fee's is given back, which a person then does by hand, or stays where it is. It is decided once: the same
 * again answers the transfer as it is now, whoever says it and why.
 */
export const decideTransfer =
  ({ transferLedger, needsApproval }: DecideTransferPorts) =>
  async ({ transferId, decision, caller, by }: DecideTransfer): Promise<Result<Transfer>> => {
    const found = await knownTransfer(transferLedger, transferId, caller);
    if (!found.ok) return found;
    const { decision: made } = found.value;
    if (made) return made.decision === decision.decision ? found : fail(alreadyDecided(found.value));
    if (await needsApproval(found.value))
      return fail({ kind: 'not_allowed_now', detail: 'a second person must agree to this sum' });
    const outcome = await transferLedger.record(transferId, { kind: 'decided', ...decision }, by);
    if (outcome === 'conflict') return fail(alreadyDecided(found.value));
    const decided = await transferLedger.transfer(transferId);
    return decided ? ok(decided) : fail({ kind: 'not_found', what: 'transfer' });
  };
