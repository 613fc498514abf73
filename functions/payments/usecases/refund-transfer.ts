import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { TransferId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { type Instant, MINUTE_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { knownTransfer } from './known-transfer.ts';

/** Which bank transfer gave the money back, when, and who says so. */
export const RefundTransferInput = z.strictObject({
  bankReference: Line(100),
  at: OffsetDateTime,
  by: Line(200),
});

/** A request to tell that a transfer was given back. */
export interface RefundTransfer {
  readonly transferId: TransferId;
  readonly refund: z.output<typeof RefundTransferInput>;
  readonly caller: Caller;
  readonly now: Instant;
  readonly by: RecordedBy;
}

/** Statements and people tell the minute, and clocks differ by less. */
const toleranceMs = MINUTE_MS;

const wrongMoment = (message: string): Result<never> =>
  fail({ kind: 'invalid_input', fields: [{ path: 'at', message }] });

/**
 * Tells that money which was to be given back was, by a bank transfer of which no other refund of the merchant makes use. The same again
 * answers the transfer as it is now.
 */
export const refundTransfer =
  (ledger: TransferLedger) =>
  async ({ transferId, refund, caller, now, by }: RefundTransfer): Promise<Result<Transfer>> => {
    const found = await knownTransfer(ledger, transferId, caller);
    if (!found.ok) return found;
    const transfer = found.value;
    const { decision } = transfer;
    if (decision?.decision !== 'refund')
      return fail({ kind: 'not_allowed_now', detail: 'the transfer is not to be given back' });
    if (refund.at > now + toleranceMs) return wrongMoment('expected a moment that has come');
    if (refund.at < decision.at - toleranceMs) return wrongMoment('expected a moment after the decision');
    if ((await ledger.recordRefund(transfer, { kind: 'refunded', ...refund }, by)) === 'conflict')
      return fail({ kind: 'not_allowed_now', detail: 'another bank transfer was told, or this one is used already' });
    const refunded = await ledger.transfer(transferId);
    return refunded ? ok(refunded) : fail({ kind: 'not_found', what: 'transfer' });
  };
