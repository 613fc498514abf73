import { type Caller, mayActFor } from '../../../shared/kernel/callers.ts';
import type { TransferId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { TransferLedger } from '../transfer-ports.ts';

/** The transfer as its facts say now; `not_found` also where the caller may not know of it. */
export async function knownTransfer(
  ledger: Pick<TransferLedger, 'transfer'>,
  transferId: TransferId,
  caller: Caller,
): Promise<Result<Transfer>> {
  const transfer = await ledger.transfer(transferId);
  return transfer && mayActFor(caller, [transfer.agencyCode])
    ? ok(transfer)
    : fail({ kind: 'not_found', what: 'transfer' });
}
